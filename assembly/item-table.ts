// Dot products of one vector with every row of a table, and the rows with the largest ones.
import { fma4 } from './parts/fma'

export function heapBase(): usize {
  return __heap_base
}

/** Four elements as float32: stored so, or as halves whose exponent is 112 too low (the caller's factor mends that). */
// @ts-ignore: decorator
@inline
function four<T>(at: usize): v128 {
  if (isFloat<T>()) return v128.load(at)
  // The sign is spread over the bits 28 to 31 by the extension; three of them are no exponent.
  return v128.and(i32x4.shl(v128.load_ext<i16>(at), 13), i32x4.splat(0x8fffffff))
}

/** The four sums of four vectors of lanes. */
// @ts-ignore: decorator
@inline
function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
}

// @ts-ignore: decorator
@inline
function integerSums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7))
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7))
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7))
}

/** Eight rows at a time, so that each load of the query serves eight products. */
// @ts-ignore: decorator
@inline
function dots<T>(query: usize, table: usize, rows: i32, width: i32, factor: f32, scores: usize): void {
  const stride = <usize>width * sizeof<T>()
  const scale = f32x4.splat(factor)
  for (let row = 0; row < rows; row += 8) {
    let p = table + <usize>row * stride
    let a0 = f32x4.splat(0)
    let a1 = a0
    let a2 = a0
    let a3 = a0
    let a4 = a0
    let a5 = a0
    let a6 = a0
    let a7 = a0
    for (let k = 0; k < width; k += 4) {
      const q = v128.load(query + (<usize>k << 2))
      a0 = fma4(q, four<T>(p), a0)
      a1 = fma4(q, four<T>(p + stride), a1)
      a2 = fma4(q, four<T>(p + 2 * stride), a2)
      a3 = fma4(q, four<T>(p + 3 * stride), a3)
      a4 = fma4(q, four<T>(p + 4 * stride), a4)
      a5 = fma4(q, four<T>(p + 5 * stride), a5)
      a6 = fma4(q, four<T>(p + 6 * stride), a6)
      a7 = fma4(q, four<T>(p + 7 * stride), a7)
      p += 4 * sizeof<T>()
    }
    const out = scores + (<usize>row << 2)
    v128.store(out, f32x4.mul(sums4(a0, a1, a2, a3), scale))
    v128.store(out, f32x4.mul(sums4(a4, a5, a6, a7), scale), 16)
  }
}

/**
 * scores[r] = factor * query . table[r]
 * @param query (width) f32
 * @param table (rows, width) f32; rows a multiple of 8, width of 4
 */
export function dotsSingle(query: usize, table: usize, rows: i32, width: i32, factor: f32, scores: usize): void {
  dots<f32>(query, table, rows, width, factor, scores)
}

/** The same over a table of IEEE halves without subnormals; each stands for 2^112 times what is multiplied. */
export function dotsHalf(query: usize, table: usize, rows: i32, width: i32, factor: f32, scores: usize): void {
  dots<u16>(query, table, rows, width, factor, scores)
}

/**
 * scores[r] = factor * scales[r] * query . table[r], the products summed as 32-bit integers.
 * @param query (width) i16
 * @param table (rows, width) i8; rows and width multiples of 8
 * @param scales (rows) f32
 */
export function dotsByte(
  query: usize,
  table: usize,
  scales: usize,
  rows: i32,
  width: i32,
  factor: f32,
  scores: usize,
): void {
  const stride = <usize>width
  const scale = f32x4.splat(factor)
  for (let row = 0; row < rows; row += 8) {
    let p = table + <usize>row * stride
    let a0 = i32x4.splat(0)
    let a1 = a0
    let a2 = a0
    let a3 = a0
    let a4 = a0
    let a5 = a0
    let a6 = a0
    let a7 = a0
    for (let k = 0; k < width; k += 8) {
      const q = v128.load(query + (<usize>k << 1))
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(q, v128.load_ext<i8>(p)))
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(q, v128.load_ext<i8>(p + stride)))
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(q, v128.load_ext<i8>(p + 2 * stride)))
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(q, v128.load_ext<i8>(p + 3 * stride)))
      a4 = i32x4.add(a4, i32x4.dot_i16x8_s(q, v128.load_ext<i8>(p + 4 * stride)))
      a5 = i32x4.add(a5, i32x4.dot_i16x8_s(q, v128.load_ext<i8>(p + 5 * stride)))
      a6 = i32x4.add(a6, i32x4.dot_i16x8_s(q, v128.load_ext<i8>(p + 6 * stride)))
      a7 = i32x4.add(a7, i32x4.dot_i16x8_s(q, v128.load_ext<i8>(p + 7 * stride)))
      p += 8
    }
    const at = <usize>row << 2
    const low = f32x4.convert_i32x4_s(integerSums4(a0, a1, a2, a3))
    const high = f32x4.convert_i32x4_s(integerSums4(a4, a5, a6, a7))
    v128.store(scores + at, f32x4.mul(low, f32x4.mul(scale, v128.load(scales + at))))
    v128.store(scores + at, f32x4.mul(high, f32x4.mul(scale, v128.load(scales + at, 16))), 16)
  }
}

/** Whether the place a of the heap is worse than b: a lower score, or the same and a later row. */
// @ts-ignore: decorator
@inline
function worse(scores: usize, a: i32, b: i32): bool {
  const x = load<f32>(scores + (<usize>a << 2))
  const y = load<f32>(scores + (<usize>b << 2))
  return x < y || (x == y && a > b)
}

/** Puts `row` where it belongs below the root of a heap of rows, the worst at the root. */
function sink(scores: usize, heap: usize, size: i32, row: i32): void {
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= size) break
    let held = load<i32>(heap + (<usize>child << 2))
    if (child + 1 < size) {
      const other = load<i32>(heap + (<usize>child << 2), 4)
      if (worse(scores, other, held)) {
        child++
        held = other
      }
    }
    if (!worse(scores, held, row)) break
    store<i32>(heap + (<usize>at << 2), held)
    at = child
  }
  store<i32>(heap + (<usize>at << 2), row)
}

function rise(scores: usize, heap: usize, size: i32, row: i32): void {
  let at = size
  while (at > 0) {
    const parent = (at - 1) >> 1
    const held = load<i32>(heap + (<usize>parent << 2))
    if (!worse(scores, row, held)) break
    store<i32>(heap + (<usize>at << 2), held)
    at = parent
  }
  store<i32>(heap + (<usize>at << 2), row)
}

/**
 * The rows of the `most` largest scores, best first, equal ones by row; those at -infinity are left out.
 * @param scores (rows) f32
 * @param found (most) i32, most >= 1
 * @returns how many were found
 */
export function top(scores: usize, rows: i32, most: i32, found: usize): i32 {
  let size = 0
  let least = -Infinity as f32
  const whole = rows & ~3
  for (let row = 0; row < rows; ) {
    if (row < whole && row % 4 == 0) {
      const above = f32x4.gt(v128.load(scores + (<usize>row << 2)), f32x4.splat(least))
      if (!v128.any_true(above)) {
        row += 4
        continue
      }
    }
    if (load<f32>(scores + (<usize>row << 2)) > least) {
      if (size < most) rise(scores, found, size++, row)
      else sink(scores, found, size, row)
      if (size == most) least = load<f32>(scores + (<usize>load<i32>(found) << 2))
    }
    row++
  }
  // The worst goes to the end, and so on, until the heap is a list.
  for (let end = size - 1; end > 0; end--) {
    const worst = load<i32>(found)
    sink(scores, found, end, load<i32>(found + (<usize>end << 2)))
    store<i32>(found + (<usize>end << 2), worst)
  }
  return size
}
