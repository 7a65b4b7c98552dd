// One logistic step: an input row against a list of output rows, each with a label. Both samplers of pairs end here.
import { fma4 } from './fma'
import { exp1, sigmoid4, sum4 } from './math'

// The scratch of a worker, in bytes from its start. A step has 64 output rows at most; a list is processed as a whole, so
// that every gradient is that of the same point.
const DOTS: usize = 0 // (64) f32, later the step lengths
const LABELS: usize = 256 // (64) f32, 1 or 0
const COUNTS: usize = 512 // (64) f32, how often a row was drawn
const ROWS: usize = 768 // (64) u32, addresses
const MOVE: usize = 1024 // (stride) f32, what the input row moves by

// @ts-ignore: decorator
@inline
export function put(scratch: usize, at: i32, row: usize, label: f32): void {
  const place = scratch + (<usize>at << 2)
  store<u32>(place, <u32>row, ROWS)
  store<f32>(place, label, LABELS)
  store<f32>(place, 1, COUNTS)
}

/** Where `row` stands in the list, -1 if it does not. */
// @ts-ignore: decorator
@inline
export function find(scratch: usize, count: i32, row: usize): i32 {
  for (let at = 0; at < count; at++) if (load<u32>(scratch + (<usize>at << 2), ROWS) == <u32>row) return at
  return -1
}

/** One more draw of a row that is in the list: its gradient counts once more. */
// @ts-ignore: decorator
@inline
export function again(scratch: usize, at: i32): void {
  const place = scratch + (<usize>at << 2)
  store<f32>(place, load<f32>(place, COUNTS) + 1, COUNTS)
}

/**
 * Gradient descent on  sum over rows r of  count_r * -log sigmoid((2 label_r - 1) x . y_r)  by `rate`: with
 * g_r = rate * count_r * (label_r - sigmoid(x . y_r)), all at the same point,  y_r += g_r x,  x += sum g_r y_r.
 *
 * @param x address of the input row
 * @param bytes of a row, a multiple of 16
 * @param count rows in the list, all different, 1 to 64
 */
// @ts-ignore: decorator
@inline
export function step(scratch: usize, x: usize, bytes: usize, count: i32, rate: f32): void {
  const rows = scratch + ROWS
  let at = 0
  for (; at + 6 <= count; at += 6) dots6(scratch, x, bytes, rows + (<usize>at << 2), at)
  for (; at < count; at++) dots1(scratch, x, bytes, load<u32>(rows + (<usize>at << 2)), at)

  const rates = f32x4.splat(rate)
  for (let a = 0; a < count; a += 4) {
    const place = scratch + (<usize>a << 2)
    const off = f32x4.sub(v128.load(place, LABELS), sigmoid4(v128.load(place, DOTS)))
    v128.store(place, f32x4.mul(f32x4.mul(rates, v128.load(place, COUNTS)), off), DOTS)
  }

  const move = scratch + MOVE
  at = 0
  if (count >= 6) {
    move6(scratch, x, bytes, rows, 0, true)
    for (at = 6; at + 6 <= count; at += 6) move6(scratch, x, bytes, rows + (<usize>at << 2), at, false)
  } else memory.fill(move, 0, bytes)
  for (; at < count; at++) move1(scratch, x, bytes, load<u32>(rows + (<usize>at << 2)), at)
  for (let j: usize = 0; j < bytes; j += 16) v128.store(x + j, f32x4.add(v128.load(x + j), v128.load(move + j)))
}

/** The loss of the list as `step` would meet it, without moving anything. */
export function lossOf(scratch: usize, x: usize, bytes: usize, count: i32): f64 {
  let loss: f64 = 0
  for (let at = 0; at < count; at++) {
    const place = scratch + (<usize>at << 2)
    dots1(scratch, x, bytes, load<u32>(place, ROWS), at)
    const dot = load<f32>(place, DOTS)
    const wrong = load<f32>(place, LABELS) > 0 ? -dot : dot
    // softplus, which overflows nowhere
    loss += load<f32>(place, COUNTS) * (max(wrong, 0) + Mathf.log1p(exp1(-abs(wrong))))
  }
  return loss
}

function dots1(scratch: usize, x: usize, bytes: usize, y: usize, at: i32): void {
  let sum = f32x4.splat(0)
  for (let j: usize = 0; j < bytes; j += 16) sum = fma4(v128.load(x + j), v128.load(y + j), sum)
  store<f32>(scratch + (<usize>at << 2), sum4(sum), DOTS)
}

function move1(scratch: usize, x: usize, bytes: usize, y: usize, at: i32): void {
  const move = scratch + MOVE
  const g = v128.load_splat<f32>(scratch + (<usize>at << 2), DOTS)
  for (let j: usize = 0; j < bytes; j += 16) {
    const old = v128.load(y + j)
    v128.store(move + j, fma4(g, old, v128.load(move + j)))
    v128.store(y + j, fma4(g, v128.load(x + j), old))
  }
}

// Six rows at once: five negatives and their positive. More would not fit into the registers.
function dots6(scratch: usize, x: usize, bytes: usize, rows: usize, at: i32): void {
  let y0: usize = load<u32>(rows)
  let y1: usize = load<u32>(rows, 4)
  let y2: usize = load<u32>(rows, 8)
  let y3: usize = load<u32>(rows, 12)
  let y4: usize = load<u32>(rows, 16)
  let y5: usize = load<u32>(rows, 20)
  let s0 = f32x4.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  let s4 = s0
  let s5 = s0
  for (let j: usize = 0; j < bytes; j += 16) {
    const own = v128.load(x + j)
    s0 = fma4(own, v128.load(y0 + j), s0)
    s1 = fma4(own, v128.load(y1 + j), s1)
    s2 = fma4(own, v128.load(y2 + j), s2)
    s3 = fma4(own, v128.load(y3 + j), s3)
    s4 = fma4(own, v128.load(y4 + j), s4)
    s5 = fma4(own, v128.load(y5 + j), s5)
  }
  const to = scratch + (<usize>at << 2)
  store<f32>(to, sum4(s0), DOTS)
  store<f32>(to, sum4(s1), DOTS + 4)
  store<f32>(to, sum4(s2), DOTS + 8)
  store<f32>(to, sum4(s3), DOTS + 12)
  store<f32>(to, sum4(s4), DOTS + 16)
  store<f32>(to, sum4(s5), DOTS + 20)
}

function move6(scratch: usize, x: usize, bytes: usize, rows: usize, at: i32, first: bool): void {
  const move = scratch + MOVE
  const g = scratch + (<usize>at << 2)
  const y0: usize = load<u32>(rows)
  const y1: usize = load<u32>(rows, 4)
  const y2: usize = load<u32>(rows, 8)
  const y3: usize = load<u32>(rows, 12)
  const y4: usize = load<u32>(rows, 16)
  const y5: usize = load<u32>(rows, 20)
  const g0 = v128.load_splat<f32>(g, DOTS)
  const g1 = v128.load_splat<f32>(g, DOTS + 4)
  const g2 = v128.load_splat<f32>(g, DOTS + 8)
  const g3 = v128.load_splat<f32>(g, DOTS + 12)
  const g4 = v128.load_splat<f32>(g, DOTS + 16)
  const g5 = v128.load_splat<f32>(g, DOTS + 20)
  for (let j: usize = 0; j < bytes; j += 16) {
    const own = v128.load(x + j)
    let sum = first ? f32x4.splat(0) : v128.load(move + j)
    let old = v128.load(y0 + j)
    sum = fma4(g0, old, sum)
    v128.store(y0 + j, fma4(g0, own, old))
    old = v128.load(y1 + j)
    sum = fma4(g1, old, sum)
    v128.store(y1 + j, fma4(g1, own, old))
    old = v128.load(y2 + j)
    sum = fma4(g2, old, sum)
    v128.store(y2 + j, fma4(g2, own, old))
    old = v128.load(y3 + j)
    sum = fma4(g3, old, sum)
    v128.store(y3 + j, fma4(g3, own, old))
    old = v128.load(y4 + j)
    sum = fma4(g4, old, sum)
    v128.store(y4 + j, fma4(g4, own, old))
    old = v128.load(y5 + j)
    sum = fma4(g5, old, sum)
    v128.store(y5 + j, fma4(g5, own, old))
    v128.store(move + j, sum)
  }
}
