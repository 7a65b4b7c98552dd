// The parts of a text encoder that reads a batch of utterances at once, forward and backward: a bag of features for each
// word, a layer of gated recurrent units, pooling by attention and by the largest, softmax, a linear-chain conditional
// random field, Adam. `src/encoder/` puts them together. The batch lies in the lanes: a block of a step is (rows, lanes),
// rows next to each other, lanes a multiple of 8. `mask` (lanes) is 1 where an utterance still has a word at that step.
import { gemmNN, gemmTN, transpose } from './parts/gemm'
import { exp4, sigmoid4, sum4, tanh4 } from './parts/math'
import { bits64 } from './parts/random'

export { gemmNN, gemmTN, transpose }

export function heapBase(): usize {
  return __heap_base
}

/** to[n] = the sum of the table's rows that token n names, times its scale. Rows of `to` are `stride` floats apart. */
export function gather(
  table: usize, width: i32, ids: usize, offsets: usize, scales: usize, tokens: i32, to: usize, stride: i32,
): void {
  const bytes = <usize>width << 2
  for (let n = 0; n < tokens; n++) {
    const row = to + ((<usize>n * <usize>stride) << 2)
    memory.fill(row, 0, bytes)
    const end = load<i32>(offsets + (<usize>n << 2), 4)
    for (let i = load<i32>(offsets + (<usize>n << 2)); i < end; i++) {
      const from = table + <usize>load<u32>(ids + (<usize>i << 2)) * bytes
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(row + at, f32x4.add(v128.load(row + at), v128.load(from + at)))
      }
    }
    scale(row, width, load<f32>(scales + (<usize>n << 2)))
  }
}

/** The way back of `gather`: adds to the gradient of each row that token n names. */
export function scatter(
  gradient: usize, width: i32, ids: usize, offsets: usize, scales: usize, tokens: i32, from: usize, stride: i32,
): void {
  const bytes = <usize>width << 2
  for (let n = 0; n < tokens; n++) {
    const row = from + ((<usize>n * <usize>stride) << 2)
    const s = f32x4.splat(load<f32>(scales + (<usize>n << 2)))
    const end = load<i32>(offsets + (<usize>n << 2), 4)
    for (let i = load<i32>(offsets + (<usize>n << 2)); i < end; i++) {
      const to = gradient + <usize>load<u32>(ids + (<usize>i << 2)) * bytes
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(s, v128.load(row + at))))
      }
    }
  }
}

/** x *= s. n a multiple of 4. */
export function scale(x: usize, n: i32, s: f32): void {
  const by = f32x4.splat(s)
  for (const end = x + (<usize>n << 2); x < end; x += 16) v128.store(x, f32x4.mul(v128.load(x), by))
}

/** y += x. */
export function add(y: usize, x: usize, n: i32): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16) {
    v128.store(y, f32x4.add(v128.load(y), v128.load(x)))
    y += 16
  }
}

/** y *= x. */
export function multiply(y: usize, x: usize, n: i32): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16) {
    v128.store(y, f32x4.mul(v128.load(y), v128.load(x)))
    y += 16
  }
}

/** Every row r of x (rows, lanes) += bias[r]. */
export function addBias(x: usize, rows: i32, lanes: i32, bias: usize): void {
  for (let r = 0; r < rows; r++) {
    const b = v128.load32_splat(bias + (<usize>r << 2))
    for (const end = x + (<usize>lanes << 2); x < end; x += 16) v128.store(x, f32x4.add(v128.load(x), b))
  }
}

/** bias[r] += the sum of row r of x (rows, lanes): the way back of `addBias`. */
export function sumRows(x: usize, rows: i32, lanes: i32, bias: usize): void {
  for (let r = 0; r < rows; r++) {
    let sum = f32x4.splat(0)
    for (const end = x + (<usize>lanes << 2); x < end; x += 16) sum = f32x4.add(sum, v128.load(x))
    const at = bias + (<usize>r << 2)
    store<f32>(at, load<f32>(at) + sum4(sum))
  }
}

/** x = x m, where m, kept for the way back, is 1 / keep with that probability and else 0. n a multiple of 4. */
export function drop(state: usize, x: usize, mask: usize, n: i32, keep: f32): void {
  const limit: u64 = <u64>(keep * 65536)
  const kept: f32 = <f32>1.0 / keep
  for (let i = 0; i < n; i += 4) {
    let bits: u64 = bits64(state)
    for (let k = 0; k < 4; k++) {
      const m: f32 = (bits & 0xffff) < limit ? kept : 0
      bits >>= 16
      const at = (<usize>(i + k)) << 2
      store<f32>(mask + at, m)
      store<f32>(x + at, load<f32>(x + at) * m)
    }
  }
}

/**
 * A step of gated recurrent units whose reset gate acts after the recurrent product (Cho et al. 2014):
 *   r = s(xr + hr), z = s(xz + hz), c = tanh(xc + r hc), h' = h + m z (c - h)
 * @param x (3 units, lanes): products with the input, r then z then c; bias (3 units) is added
 * @param p (3 units, lanes): products with the state; `bias2` (units) is added to hc, which is kept in `hc`
 * @param h (units, lanes): the state before; 0: none, all 0
 */
export function gruForward(
  x: usize, bias: usize, p: usize, bias2: usize, h: usize, mask: usize, units: i32, lanes: i32,
  r: usize, z: usize, c: usize, hc: usize, next: usize,
): void {
  const block = <usize>(units * lanes) << 2
  for (let j = 0; j < units; j++) {
    const at = <usize>j << 2
    const br = v128.load32_splat(bias + at)
    const bz = v128.load32_splat(bias + at + (<usize>units << 2))
    const bc = v128.load32_splat(bias + at + (<usize>units << 3))
    const bh = v128.load32_splat(bias2 + at)
    const own = <usize>(j * lanes) << 2
    for (let lane: usize = 0; lane < <usize>lanes << 2; lane += 16) {
      const i = own + lane
      const rr = sigmoid4(f32x4.add(f32x4.add(v128.load(x + i), br), v128.load(p + i)))
      const zz = sigmoid4(f32x4.add(f32x4.add(v128.load(x + i + block), bz), v128.load(p + i + block)))
      const hh = f32x4.add(v128.load(p + i + 2 * block), bh)
      const cc = tanh4(f32x4.add(f32x4.add(v128.load(x + i + 2 * block), bc), f32x4.mul(rr, hh)))
      const before = h ? v128.load(h + i) : f32x4.splat(0)
      v128.store(r + i, rr)
      v128.store(z + i, zz)
      v128.store(c + i, cc)
      v128.store(hc + i, hh)
      const step = f32x4.mul(f32x4.mul(v128.load(mask + lane), zz), f32x4.sub(cc, before))
      v128.store(next + i, f32x4.add(before, step))
    }
  }
}

/**
 * The way back of a step. `g` (units, lanes), the gradient by the new state, becomes that by the state before, save for
 * what goes through the recurrent product; dx and dp (3 units, lanes) are the gradients by the two products.
 */
export function gruBackward(
  g: usize, h: usize, mask: usize, units: i32, lanes: i32,
  r: usize, z: usize, c: usize, hc: usize, dx: usize, dp: usize,
): void {
  const block = <usize>(units * lanes) << 2
  const one = f32x4.splat(1)
  for (let own: usize = 0; own < block; own += <usize>lanes << 2) {
    for (let lane: usize = 0; lane < <usize>lanes << 2; lane += 16) {
      const i = own + lane
      const rr = v128.load(r + i), zz = v128.load(z + i), cc = v128.load(c + i)
      const before = h ? v128.load(h + i) : f32x4.splat(0)
      const grad = v128.load(g + i)
      const gm = f32x4.mul(grad, v128.load(mask + lane))
      const dz = f32x4.mul(f32x4.mul(gm, f32x4.sub(cc, before)), f32x4.mul(zz, f32x4.sub(one, zz)))
      const dc = f32x4.mul(f32x4.mul(gm, zz), f32x4.sub(one, f32x4.mul(cc, cc)))
      const dr = f32x4.mul(f32x4.mul(dc, v128.load(hc + i)), f32x4.mul(rr, f32x4.sub(one, rr)))
      v128.store(dx + i, dr)
      v128.store(dx + i + block, dz)
      v128.store(dx + i + 2 * block, dc)
      v128.store(dp + i, dr)
      v128.store(dp + i + block, dz)
      v128.store(dp + i + 2 * block, f32x4.mul(dc, rr))
      v128.store(g + i, f32x4.sub(grad, f32x4.mul(gm, zz)))
    }
  }
}

/** x = tanh(x + bias[row]) for x (rows, lanes). */
export function tanhBias(x: usize, rows: i32, lanes: i32, bias: usize): void {
  for (let r = 0; r < rows; r++) {
    const b = v128.load32_splat(bias + (<usize>r << 2))
    for (const end = x + (<usize>lanes << 2); x < end; x += 16) v128.store(x, tanh4(f32x4.add(v128.load(x), b)))
  }
}

/** scores (lanes) = the sum over rows of v[row] x[row]; where the mask is 0, -1e9. */
export function weigh(x: usize, rows: i32, lanes: i32, v: usize, mask: usize, scores: usize): void {
  const row = <usize>lanes << 2
  for (let lane: usize = 0; lane < row; lane += 16) {
    let sum = f32x4.splat(0)
    for (let r = 0; r < rows; r++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(v + (<usize>r << 2)), v128.load(x + <usize>r * row + lane)))
    }
    const there = f32x4.gt(v128.load(mask + lane), f32x4.splat(0))
    v128.store(scores + lane, v128.bitselect(sum, f32x4.splat(-1e9), there))
  }
}

/** x (lanes) becomes -1e9 where the mask is 0. */
export function hide(x: usize, mask: usize, lanes: i32): void {
  for (const end = x + (<usize>lanes << 2); x < end; x += 16) {
    const there = f32x4.gt(v128.load(mask), f32x4.splat(0))
    v128.store(x, v128.bitselect(v128.load(x), f32x4.splat(-1e9), there))
    mask += 16
  }
}

/** g *= 1 - y^2: the gradient by y = tanh(x) becomes that by x. */
export function tanhBack(g: usize, y: usize, n: i32): void {
  const one = f32x4.splat(1)
  for (const end = g + (<usize>n << 2); g < end; g += 16) {
    const v = v128.load(y)
    v128.store(g, f32x4.mul(v128.load(g), f32x4.sub(one, f32x4.mul(v, v))))
    y += 16
  }
}

/** The way back of `weigh` and `tanhBias`: x (rows, lanes) becomes the gradient before the tanh; adds to that by v. */
export function weighBack(x: usize, rows: i32, lanes: i32, v: usize, dScores: usize, dv: usize): void {
  const row = <usize>lanes << 2
  const one = f32x4.splat(1)
  for (let r = 0; r < rows; r++) {
    const at = <usize>r << 2
    const w = v128.load32_splat(v + at)
    let sum = f32x4.splat(0)
    for (let lane: usize = 0; lane < row; lane += 16) {
      const i = x + <usize>r * row + lane
      const y = v128.load(i)
      const g = v128.load(dScores + lane)
      sum = f32x4.add(sum, f32x4.mul(y, g))
      v128.store(i, f32x4.mul(f32x4.mul(w, g), f32x4.sub(one, f32x4.mul(y, y))))
    }
    store<f32>(dv + at, load<f32>(dv + at) + sum4(sum))
  }
}

/** Softmax down the rows of x (rows, lanes), lane by lane. */
export function softmaxRows(x: usize, rows: i32, lanes: i32): void {
  const row = <usize>lanes << 2
  const end = <usize>rows * row
  for (let lane: usize = x; lane < x + row; lane += 16) {
    let most = f32x4.splat(-1e30)
    for (let at: usize = 0; at < end; at += row) most = f32x4.max(most, v128.load(lane + at))
    let sum = f32x4.splat(0)
    for (let at: usize = 0; at < end; at += row) {
      const e = exp4(f32x4.sub(v128.load(lane + at), most))
      v128.store(lane + at, e)
      sum = f32x4.add(sum, e)
    }
    for (let at: usize = 0; at < end; at += row) v128.store(lane + at, f32x4.div(v128.load(lane + at), sum))
  }
}

/** dAlpha (rows, lanes), the gradient by a softmax `alpha`, becomes that by what went in. */
export function softmaxBack(alpha: usize, dAlpha: usize, rows: i32, lanes: i32): void {
  const row = <usize>lanes << 2
  const end = <usize>rows * row
  for (let lane: usize = 0; lane < row; lane += 16) {
    let sum = f32x4.splat(0)
    for (let at: usize = lane; at < end; at += row) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(alpha + at), v128.load(dAlpha + at)))
    }
    for (let at: usize = lane; at < end; at += row) {
      v128.store(dAlpha + at, f32x4.mul(v128.load(alpha + at), f32x4.sub(v128.load(dAlpha + at), sum)))
    }
  }
}

/** y[r] += a x[r] for every row, where `a` (lanes) is one number a lane. */
export function addWeighted(y: usize, a: usize, x: usize, rows: i32, lanes: i32): void {
  const row = <usize>lanes << 2
  for (const end = x + <usize>rows * row; x < end; x += row) {
    for (let lane: usize = 0; lane < row; lane += 16) {
      v128.store(y + lane, f32x4.add(v128.load(y + lane), f32x4.mul(v128.load(a + lane), v128.load(x + lane))))
    }
    y += row
  }
}

/** to (lanes) = the sum over rows of x[r] y[r]. */
export function dotRows(x: usize, y: usize, rows: i32, lanes: i32, to: usize): void {
  const row = <usize>lanes << 2
  const end = <usize>rows * row
  for (let lane: usize = 0; lane < row; lane += 16) {
    let sum = f32x4.splat(0)
    for (let at: usize = lane; at < end; at += row) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(x + at), v128.load(y + at)))
    }
    v128.store(to + lane, sum)
  }
}

/** best = max(best, x) where the mask is 1, with the step where it was found. */
export function keepLargest(best: usize, found: usize, x: usize, rows: i32, lanes: i32, mask: usize, step: i32): void {
  const row = <usize>lanes << 2
  const here = i32x4.splat(step)
  for (const end = x + <usize>rows * row; x < end; x += row) {
    for (let lane: usize = 0; lane < row; lane += 16) {
      const more = v128.and(
        f32x4.gt(v128.load(x + lane), v128.load(best + lane)), f32x4.gt(v128.load(mask + lane), f32x4.splat(0)),
      )
      v128.store(best + lane, v128.bitselect(v128.load(x + lane), v128.load(best + lane), more))
      v128.store(found + lane, v128.bitselect(here, v128.load(found + lane), more))
    }
    best += row
    found += row
  }
}

/** dx += g where the largest was found at this step. */
export function largestBack(dx: usize, found: usize, g: usize, n: i32, step: i32): void {
  const here = i32x4.splat(step)
  for (let at: usize = 0; at < <usize>n << 2; at += 16) {
    const own = v128.and(v128.load(g + at), i32x4.eq(v128.load(found + at), here))
    v128.store(dx + at, f32x4.add(v128.load(dx + at), own))
  }
}

/**
 * Cross-entropy down the first `real` rows of logits (rows, lanes), which become their gradient; the other rows become 0.
 * @param targets (lanes) i32; -1: none; -2: none of the classes, so that each is as likely as the other
 * @param weights (lanes)  @param smoothing of the targets over all classes
 * @returns the sum of weighted losses
 */
export function crossEntropy(
  logits: usize, real: i32, rows: i32, lanes: i32, targets: usize, weights: usize, smoothing: f32,
): f32 {
  const row = <usize>lanes << 2
  const end = <usize>real * row
  const one = f32x4.splat(1)
  let loss: f32 = 0
  for (let lane: usize = 0; lane < row; lane += 16) {
    const own = logits + lane
    const target = v128.load(targets + lane)
    const spread = v128.bitselect(one, f32x4.splat(smoothing), i32x4.lt_s(target, i32x4.splat(0)))
    const share = f32x4.div(spread, f32x4.splat(<f32>real))
    const kept = f32x4.sub(one, spread)
    const weight = v128.andnot(v128.load(weights + lane), i32x4.eq(target, i32x4.splat(-1)))
    let most = f32x4.splat(-1e30)
    let mean = f32x4.splat(0)
    for (let at = own; at < own + end; at += row) {
      const x = v128.load(at)
      most = f32x4.max(most, x)
      mean = f32x4.add(mean, x)
    }
    v128.store(most4, most)
    for (let i: usize = 0; i < 16; i += 4) {
      const wanted = load<i32>(targets + lane + i)
      store<f32>(wanted4 + i, wanted < 0 ? 0 : load<f32>(own + i + <usize>wanted * row) - load<f32>(most4 + i))
    }
    let sum = f32x4.splat(0)
    for (let at = own; at < own + end; at += row) {
      const e = exp4(f32x4.sub(v128.load(at), most))
      v128.store(at, e)
      sum = f32x4.add(sum, e)
    }
    v128.store(sum4s, sum)
    v128.store(mean4, f32x4.sub(f32x4.div(mean, f32x4.splat(<f32>real)), most))
    for (let i: usize = 0; i < 16; i += 4) {
      const wanted = load<i32>(targets + lane + i)
      if (wanted == -1) continue
      const s: f32 = wanted < 0 ? 1 : smoothing
      const log = <f32>Math.log(<f64>load<f32>(sum4s + i))
      loss += load<f32>(weights + lane + i) * (log - (1 - s) * load<f32>(wanted4 + i) - s * load<f32>(mean4 + i))
    }
    for (let r = 0, at = own; r < rows; r++) {
      if (r < real) {
        const hit = v128.and(kept, i32x4.eq(target, i32x4.splat(r)))
        const p = f32x4.sub(f32x4.sub(f32x4.div(v128.load(at), sum), share), hit)
        v128.store(at, f32x4.mul(weight, p))
      } else v128.store(at, f32x4.splat(0))
      at += row
    }
  }
  return loss
}

// Four numbers each, taken apart.
const most4 = memory.data(16, 16)
const wanted4 = memory.data(16, 16)
const sum4s = memory.data(16, 16)
const mean4 = memory.data(16, 16)

/** emissions (rows, lanes) become exp(e - largest), rows from `real` on 0; `most` (lanes) gets the largest. */
export function exponentiate(emissions: usize, real: i32, rows: i32, lanes: i32, most: usize): void {
  const row = <usize>lanes << 2
  for (let lane: usize = 0; lane < row; lane += 16) {
    let top = f32x4.splat(-1e30)
    for (let r = 0; r < real; r++) top = f32x4.max(top, v128.load(emissions + <usize>r * row + lane))
    v128.store(most + lane, top)
    for (let r = 0; r < rows; r++) {
      const at = emissions + <usize>r * row + lane
      v128.store(at, r < real ? exp4(f32x4.sub(v128.load(at), top)) : f32x4.splat(0))
    }
  }
}

/**
 * A step of the forward pass of the random field: alpha (rows, lanes), the product with the transitions, times the
 * emissions, to sum 1; `sums` (lanes) gets what it was divided by. Where the mask is 0 alpha is as before, the sum 1.
 */
export function chainForward(
  alpha: usize, emissions: usize, before: usize, rows: i32, lanes: i32, mask: usize, sums: usize,
): void {
  const row = <usize>lanes << 2
  const end = <usize>rows * row
  for (let lane: usize = 0; lane < row; lane += 16) {
    let sum = f32x4.splat(1e-30)
    for (let at: usize = lane; at < end; at += row) {
      const a = f32x4.mul(v128.load(alpha + at), v128.load(emissions + at))
      v128.store(alpha + at, a)
      sum = f32x4.add(sum, a)
    }
    const there = f32x4.gt(v128.load(mask + lane), f32x4.splat(0))
    v128.store(sums + lane, v128.bitselect(sum, f32x4.splat(1), there))
    for (let at: usize = lane; at < end; at += row) {
      const old = before ? v128.load(before + at) : f32x4.splat(0)
      v128.store(alpha + at, v128.bitselect(f32x4.div(v128.load(alpha + at), sum), old, there))
    }
  }
}

/** q (rows, lanes) = emissions beta / sums, 0 where the mask is 0: what goes back through the transitions. */
export function chainWeights(
  q: usize, emissions: usize, beta: usize, sums: usize, rows: i32, lanes: i32, mask: usize,
): void {
  const row = <usize>lanes << 2
  for (let own: usize = 0; own < <usize>rows * row; own += row) {
    for (let lane: usize = 0; lane < row; lane += 16) {
      const at = own + lane
      const x = f32x4.div(f32x4.mul(v128.load(emissions + at), v128.load(beta + at)), v128.load(sums + lane))
      v128.store(q + at, f32x4.mul(x, v128.load(mask + lane)))
    }
  }
}

/** x = y where the mask is 0, for x and y (rows, lanes). */
export function keepBefore(x: usize, y: usize, rows: i32, lanes: i32, mask: usize): void {
  const row = <usize>lanes << 2
  for (let own: usize = 0; own < <usize>rows * row; own += row) {
    for (let lane: usize = 0; lane < row; lane += 16) {
      const at = own + lane
      const there = f32x4.gt(v128.load(mask + lane), f32x4.splat(0))
      v128.store(x + at, v128.bitselect(v128.load(x + at), v128.load(y + at), there))
    }
  }
}

/** The sum of squares. n a multiple of 4. */
export function squares(x: usize, n: i32): f32 {
  let sum = f32x4.splat(0)
  for (const end = x + (<usize>n << 2); x < end; x += 16) {
    const v = v128.load(x)
    sum = f32x4.add(sum, f32x4.mul(v, v))
  }
  return sum4(sum)
}

/**
 * Adam (Kingma & Ba 2015) with its decay beside the gradient (Loshchilov & Hutter 2019); the gradient becomes 0.
 * @param rate with the corrections of both moments worked in: lr sqrt(1 - b2^t) / (1 - b1^t)
 * @param shrink 1 - lr decay
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, n: i32, rate: f32, b1: f32, b2: f32, clip: f32, shrink: f32,
): void {
  const mu = f32x4.splat(b1), nu = f32x4.splat(b2)
  const mu1 = f32x4.splat(1 - b1), nu1 = f32x4.splat(1 - b2)
  const lr = f32x4.splat(rate), epsilon = f32x4.splat(1e-8), by = f32x4.splat(clip), keep = f32x4.splat(shrink)
  for (const end = w + (<usize>n << 2); w < end; w += 16) {
    const d = f32x4.mul(v128.load(g), by)
    const m1 = f32x4.add(f32x4.mul(mu, v128.load(m)), f32x4.mul(mu1, d))
    const v1 = f32x4.add(f32x4.mul(nu, v128.load(v)), f32x4.mul(nu1, f32x4.mul(d, d)))
    v128.store(m, m1)
    v128.store(v, v1)
    v128.store(g, f32x4.splat(0))
    const step = f32x4.div(f32x4.mul(lr, m1), f32x4.add(f32x4.sqrt(v1), epsilon))
    v128.store(w, f32x4.sub(f32x4.mul(v128.load(w), keep), step))
    g += 16
    m += 16
    v += 16
  }
}

/** Adam on the rows of a table that a batch has touched. */
export function adamRows(
  table: usize, g: usize, m: usize, v: usize, width: i32, ids: usize, count: i32, rate: f32, b1: f32, b2: f32, clip: f32,
): void {
  const bytes = <usize>width << 2
  for (let i = 0; i < count; i++) {
    const at = <usize>load<u32>(ids + (<usize>i << 2)) * bytes
    adam(table + at, g + at, m + at, v + at, width, rate, b1, b2, clip, 1)
  }
}

/** x = 0. */
export function clear(x: usize, n: i32): void {
  memory.fill(x, 0, <usize>n << 2)
}
