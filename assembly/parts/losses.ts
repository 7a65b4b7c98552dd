// Losses over sampled columns that were made distinct: row u of the scores stands for `count[u]` equal columns. Lanes are
// the sessions of a batch. Each loss is two passes over blocks of rows: `measure` leaves sums of each block, `combine` adds
// those of all blocks, `differentiate` turns the scores into gradients. Nothing depends on who did which block.
import { exp4, expBelow4, sigmoid4, tanh4 } from './math'

export const crossEntropy = 0
export const bpr = 1
export const top1 = 2
export const top1Max = 3
export const bprMax = 4

export const linear = 0
export const elu = 1
export const tanh = 2

/** Sums that a block leaves for each lane: the largest score and four of its loss. */
export const sums = 5

/** What a block of rows is asked with. */
@unmanaged
export class Task {
  loss: i32
  activation: i32
  /** of ELU: a (e^o - 1) below 0 */
  slope: f32
  /** weight of the squared scores in BPR-max */
  penalty: f32
  /** 1 / number of negatives of a row */
  share: f32
  lanes: i32
  /** floats from one row to the next */
  stride: i32
  /** rows that are the target of some lane come first: how many */
  targets: i32
  /** (lanes) i32: the row that is its target, -1 in a dead lane */
  slots: usize
  /** (lanes) f32: the target's score, after activation */
  score: usize
  /** (lanes) f32: 1 / batch size, 0 in a dead lane */
  scale: usize
}

// @ts-ignore: decorator
@inline
export function activate(kind: i32, o: v128, slope: v128): v128 {
  if (kind == linear) return o
  if (kind == tanh) return tanh4(o)
  const zero = f32x4.splat(0)
  const below = f32x4.mul(slope, f32x4.sub(exp4(f32x4.pmin(o, zero)), f32x4.splat(1)))
  return v128.bitselect(o, below, f32x4.ge(o, zero))
}

/** d activated / d raw, from what is activated. */
// @ts-ignore: decorator
@inline
function slopeOf(kind: i32, r: v128, slope: v128): v128 {
  const one = f32x4.splat(1)
  if (kind == linear) return one
  if (kind == tanh) return f32x4.sub(one, f32x4.mul(r, r))
  return v128.bitselect(one, f32x4.add(r, slope), f32x4.ge(r, f32x4.splat(0)))
}

/**
 * How many columns of a row are negatives for four lanes: all, but for the lane whose target it is one less.
 * @param targets rows that are somebody's target
 */
// @ts-ignore: decorator
@inline
function negatives(targets: i32, count: usize, u: i32, slots: v128): v128 {
  const all = v128.load32_splat(count)
  if (u >= targets) return all
  return f32x4.sub(all, v128.and(i32x4.eq(slots, i32x4.splat(u)), f32x4.splat(1)))
}

/** ln x for x >= 1, by Cephes' polynomial. */
function log4(x: v128): v128 {
  const one = f32x4.splat(1)
  let e = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126))
  let m = v128.or(v128.and(x, i32x4.splat(0x7fffff)), f32x4.splat(0.5))
  const small = f32x4.lt(m, f32x4.splat(0.70710678))
  e = i32x4.add(e, small)
  m = f32x4.sub(f32x4.add(m, v128.and(m, small)), one)
  const z = f32x4.mul(m, m)
  let y = f32x4.splat(7.0376836e-2)
  y = f32x4.sub(f32x4.mul(y, m), f32x4.splat(1.1514610e-1))
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(1.1676998e-1))
  y = f32x4.sub(f32x4.mul(y, m), f32x4.splat(1.2420141e-1))
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(1.4249322e-1))
  y = f32x4.sub(f32x4.mul(y, m), f32x4.splat(1.6668057e-1))
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(2.0000714e-1))
  y = f32x4.sub(f32x4.mul(y, m), f32x4.splat(2.4999994e-1))
  y = f32x4.add(f32x4.mul(y, m), f32x4.splat(3.3333331e-1))
  y = f32x4.mul(f32x4.mul(y, m), z)
  y = f32x4.sub(y, f32x4.mul(z, f32x4.splat(0.5)))
  return f32x4.add(f32x4.add(m, y), f32x4.mul(f32x4.convert_i32x4_s(e), f32x4.splat(0.69314718)))
}

/** Scores above it may leave float32 as powers that are not relative to the largest. */
const high: f32 = 60

/**
 * `measure` for BPR-max behind an ELU of slope 1 at most, in one pass: e^o gives the ELU, and for o >= 0 the power of
 * the score as well. Powers are not relative to the largest score: the block's is written as 0.
 * @returns whether all scores were below `high`; if not, they are activated and nothing else was done
 */
function measureElu(task: Task, u: i32, n: i32, scores: usize, powers: usize, count: usize, into: usize, at: usize): bool {
  const row = <usize>task.stride << 2
  const from = scores + at
  const to = from + <usize>n * row
  const one = f32x4.splat(1)
  const zero = f32x4.splat(0)
  const top = f32x4.splat(high)
  const slope = f32x4.splat(task.slope)
  const slots = v128.load(task.slots + at)
  const ratio = exp4(f32x4.neg(v128.load(task.score + at)))
  const targets = task.targets
  let most = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero
  let q = powers + at
  let i = u
  for (let p = from; p < to; p += row, q += row, count += 4, i++) {
    const o = v128.load(p)
    most = f32x4.pmax(most, o)
    const power = exp4(f32x4.pmin(o, top))
    const below = f32x4.mul(slope, f32x4.sub(power, one))
    const positive = f32x4.ge(o, zero)
    const r = v128.bitselect(o, below, positive)
    v128.store(p, r)
    const e = v128.bitselect(power, expBelow4(below), positive)
    v128.store(q, e)
    const weight = f32x4.mul(e, negatives(targets, count, i, slots))
    const odds = f32x4.mul(e, ratio)
    const wins = f32x4.div(one, f32x4.add(one, odds)) // sigmoid(target - r)
    const won = f32x4.mul(weight, wins)
    s1 = f32x4.add(s1, weight)
    s2 = f32x4.add(s2, won)
    s3 = f32x4.add(s3, f32x4.mul(won, f32x4.mul(odds, wins)))
    s4 = f32x4.add(s4, f32x4.mul(weight, f32x4.mul(r, r)))
  }
  if (v128.any_true(f32x4.ge(most, top))) return false
  const sum = into + at
  v128.store(sum, zero)
  v128.store(sum + row, s1)
  v128.store(sum + 2 * row, s2)
  v128.store(sum + 3 * row, s3)
  v128.store(sum + 4 * row, s4)
  return true
}

/**
 * Rows [u, u + n) of the scores: activates them, and writes the block's sums.
 * @param scores address of row u  @param powers the same place in a second buffer, for what the gradient needs again
 * @param count address of the count of row u  @param into (sums, stride)
 */
export function measure(task: Task, u: i32, n: i32, scores: usize, powers: usize, count: usize, into: usize): void {
  const loss = task.loss
  const row = <usize>task.stride << 2
  const size = <usize>n * row
  const one = f32x4.splat(1)
  const zero = f32x4.splat(0)
  const slope = f32x4.splat(task.slope)
  const activation = task.activation
  const targets = task.targets
  for (let lane = 0; lane < task.lanes; lane += 4) {
    const at = <usize>lane << 2
    const from = scores + at
    const to = from + size
    let activated = activation == linear
    if (loss == bprMax && activation == elu && task.slope <= 1) {
      if (measureElu(task, u, n, scores, powers, count, into, at)) continue
      activated = true
    }
    let most = f32x4.splat(-3.4e38)
    if (loss == crossEntropy || activated) {
      for (let p = from; p < to; p += row) most = f32x4.pmax(most, v128.load(p))
    } else {
      for (let p = from; p < to; p += row) {
        const r = activate(activation, v128.load(p), slope)
        v128.store(p, r)
        most = f32x4.pmax(most, r)
      }
    }
    let s1 = zero, s2 = zero, s3 = zero, s4 = zero
    let c = count
    if (loss == crossEntropy) {
      for (let p = from; p < to; p += row, c += 4) {
        const e = f32x4.mul(exp4(f32x4.sub(v128.load(p), most)), v128.load32_splat(c))
        v128.store(p, e)
        s1 = f32x4.add(s1, e)
      }
    } else {
      const slots = v128.load(task.slots + at)
      const target = v128.load(task.score + at)
      let i = u
      if (loss == bprMax) {
        const ratio = exp4(f32x4.sub(most, target))
        let q = powers + at
        for (let p = from; p < to; p += row, q += row, c += 4, i++) {
          const r = v128.load(p)
          const e = exp4(f32x4.sub(r, most))
          v128.store(q, e)
          const weight = f32x4.mul(e, negatives(targets, c, i, slots))
          const odds = f32x4.mul(e, ratio)
          const wins = f32x4.div(one, f32x4.add(one, odds)) // sigmoid(target - r)
          const won = f32x4.mul(weight, wins)
          s1 = f32x4.add(s1, weight)
          s2 = f32x4.add(s2, won)
          s3 = f32x4.add(s3, f32x4.mul(won, f32x4.mul(odds, wins)))
          s4 = f32x4.add(s4, f32x4.mul(weight, f32x4.mul(r, r)))
        }
      } else if (loss == top1Max) {
        for (let p = from; p < to; p += row, c += 4, i++) {
          const r = v128.load(p)
          const weight = f32x4.mul(exp4(f32x4.sub(r, most)), negatives(targets, c, i, slots))
          const lost = sigmoid4(f32x4.sub(r, target))
          const large = sigmoid4(f32x4.mul(r, r))
          s1 = f32x4.add(s1, weight)
          s2 = f32x4.add(s2, f32x4.mul(weight, f32x4.add(lost, large)))
          s3 = f32x4.add(s3, f32x4.mul(weight, f32x4.mul(lost, f32x4.sub(one, lost))))
        }
      } else if (loss == top1) {
        for (let p = from; p < to; p += row, c += 4, i++) {
          const r = v128.load(p)
          const weight = negatives(targets, c, i, slots)
          const lost = sigmoid4(f32x4.sub(r, target))
          const large = sigmoid4(f32x4.mul(r, r))
          s2 = f32x4.add(s2, f32x4.mul(weight, f32x4.add(lost, large)))
          s3 = f32x4.add(s3, f32x4.mul(weight, f32x4.mul(lost, f32x4.sub(one, lost))))
        }
      } else {
        for (let p = from; p < to; p += row, c += 4, i++) {
          const gap = f32x4.sub(v128.load(p), target)
          const weight = negatives(targets, c, i, slots)
          // -ln sigmoid(-gap) = max(gap, 0) + ln(1 + e^-|gap|)
          const soft = log4(f32x4.add(one, exp4(f32x4.neg(f32x4.abs(gap)))))
          s2 = f32x4.add(s2, f32x4.mul(weight, f32x4.add(f32x4.pmax(gap, zero), soft)))
          s3 = f32x4.add(s3, f32x4.mul(weight, sigmoid4(gap)))
        }
      }
    }
    const sum = into + at
    v128.store(sum, most)
    v128.store(sum + row, s1)
    v128.store(sum + 2 * row, s2)
    v128.store(sum + 3 * row, s3)
    v128.store(sum + 4 * row, s4)
  }
}

/**
 * Adds the sums of all blocks in their order, those weighted by e^score brought to the same largest score and divided
 * by the sum of weights. @param blocks (n, sums, stride)  @param into (sums, stride)
 */
export function combine(task: Task, n: i32, blocks: usize, into: usize): void {
  const row = <usize>task.stride << 2
  const size = row * sums
  const weighted = task.loss == crossEntropy || task.loss == top1Max || task.loss == bprMax
  const zero = f32x4.splat(0)
  for (let lane = 0; lane < task.lanes; lane += 4) {
    const at = <usize>lane << 2
    const from = blocks + at
    const to = from + <usize>n * size
    let most = f32x4.splat(-3.4e38)
    for (let p = from; p < to; p += size) most = f32x4.pmax(most, v128.load(p))
    let s1 = zero, s2 = zero, s3 = zero, s4 = zero
    for (let p = from; p < to; p += size) {
      const f = weighted ? exp4(f32x4.sub(v128.load(p), most)) : f32x4.splat(1)
      s1 = f32x4.add(s1, f32x4.mul(f, v128.load(p + row)))
      s2 = f32x4.add(s2, f32x4.mul(f, v128.load(p + 2 * row)))
      s3 = f32x4.add(s3, f32x4.mul(f, v128.load(p + 3 * row)))
      s4 = f32x4.add(s4, f32x4.mul(f, v128.load(p + 4 * row)))
    }
    // no negatives at all: nothing to divide, and nothing to learn
    const total = f32x4.pmax(s1, f32x4.splat(1e-37))
    const sum = into + at
    v128.store(sum, most)
    v128.store(sum + row, total)
    const d = weighted && task.loss != crossEntropy ? total : f32x4.splat(1)
    v128.store(sum + 2 * row, f32x4.div(s2, d))
    v128.store(sum + 3 * row, f32x4.div(s3, d))
    v128.store(sum + 4 * row, f32x4.div(s4, d))
  }
}

/** Rows [u, u + n): what `measure` left becomes the gradient by the raw scores. @param total what `combine` wrote */
export function differentiate(
  task: Task, u: i32, n: i32, scores: usize, powers: usize, count: usize, block: usize, total: usize,
): void {
  const loss = task.loss
  const row = <usize>task.stride << 2
  const size = <usize>n * row
  const one = f32x4.splat(1)
  const two = f32x4.splat(2)
  const slope = f32x4.splat(task.slope)
  const share = f32x4.splat(task.share)
  const penalty = f32x4.splat(task.penalty)
  const activation = task.activation
  const targets = task.targets
  for (let lane = 0; lane < task.lanes; lane += 4) {
    const at = <usize>lane << 2
    const from = scores + at
    const to = from + size
    const scale = v128.load(task.scale + at)
    const most = v128.load(block + at)
    const fit = exp4(f32x4.sub(most, v128.load(total + at)))
    const part = f32x4.mul(scale, f32x4.div(fit, v128.load(total + at + row)))
    const t2 = v128.load(total + at + 2 * row)
    const t3 = v128.load(total + at + 3 * row)
    const slots = v128.load(task.slots + at)
    let c = count
    let own = scale // what the target's own row gets less
    if (loss == crossEntropy) {
      for (let p = from; p < to; p += row) v128.store(p, f32x4.mul(v128.load(p), part))
    } else {
      const target = v128.load(task.score + at)
      let i = u
      if (loss == bprMax) {
        const ratio = exp4(f32x4.sub(most, target))
        const over = f32x4.div(one, f32x4.pmax(t2, f32x4.splat(1e-37)))
        const squares = v128.load(total + at + 4 * row)
        own = f32x4.mul(scale, f32x4.mul(t3, over))
        let q = powers + at
        for (let p = from; p < to; p += row, q += row, c += 4, i++) {
          const r = v128.load(p)
          const e = v128.load(q)
          const wins = f32x4.div(one, f32x4.add(one, f32x4.mul(e, ratio)))
          const pull = f32x4.sub(one, f32x4.mul(f32x4.mul(wins, wins), over))
          const shrink = f32x4.mul(penalty, f32x4.sub(f32x4.mul(r, f32x4.add(r, two)), squares))
          let g = f32x4.mul(f32x4.mul(e, part), negatives(targets, c, i, slots))
          g = f32x4.mul(g, f32x4.add(pull, shrink))
          v128.store(p, f32x4.mul(g, slopeOf(activation, r, slope)))
        }
      } else if (loss == top1Max) {
        own = f32x4.mul(scale, t3)
        for (let p = from; p < to; p += row, c += 4, i++) {
          const r = v128.load(p)
          const lost = sigmoid4(f32x4.sub(r, target))
          const large = sigmoid4(f32x4.mul(r, r))
          let g = f32x4.sub(f32x4.add(lost, large), t2)
          g = f32x4.add(g, f32x4.mul(lost, f32x4.sub(one, lost)))
          g = f32x4.add(g, f32x4.mul(f32x4.mul(two, r), f32x4.mul(large, f32x4.sub(one, large))))
          const weight = f32x4.mul(exp4(f32x4.sub(r, most)), negatives(targets, c, i, slots))
          g = f32x4.mul(f32x4.mul(weight, part), g)
          v128.store(p, f32x4.mul(g, slopeOf(activation, r, slope)))
        }
      } else {
        const each = f32x4.mul(scale, share)
        own = f32x4.mul(each, t3)
        for (let p = from; p < to; p += row, c += 4, i++) {
          const r = v128.load(p)
          const lost = sigmoid4(f32x4.sub(r, target))
          let g = lost
          if (loss == top1) {
            const large = sigmoid4(f32x4.mul(r, r))
            g = f32x4.mul(lost, f32x4.sub(one, lost))
            g = f32x4.add(g, f32x4.mul(f32x4.mul(two, r), f32x4.mul(large, f32x4.sub(one, large))))
          }
          g = f32x4.mul(f32x4.mul(g, each), negatives(targets, c, i, slots))
          v128.store(p, f32x4.mul(g, slopeOf(activation, r, slope)))
        }
      }
      own = f32x4.mul(own, slopeOf(activation, target, slope))
    }
    const rows = min(n, targets - u)
    for (let i = 0; i < rows; i++) {
      const p = from + <usize>i * row
      const mine = v128.and(i32x4.eq(slots, i32x4.splat(u + i)), own)
      v128.store(p, f32x4.sub(v128.load(p), mine))
    }
  }
}

/** The loss of a lane, from the combined sums. @param bonus cross-entropy: ln of the weight of the target's own column */
export function lossOf(task: Task, lane: i32, total: usize, bonus: f64): f64 {
  const row = <usize>task.stride << 2
  const at = total + (<usize>lane << 2)
  const s2 = <f64>load<f32>(at + 2 * row)
  switch (task.loss) {
    case crossEntropy: {
      const target = <f64>load<f32>(task.score + (<usize>lane << 2))
      return <f64>load<f32>(at) + Math.log(<f64>load<f32>(at + row)) - target - bonus
    }
    case bprMax:
      return <f64>task.penalty * <f64>load<f32>(at + 4 * row) - Math.log(max(s2, 1e-37))
    case top1Max:
      return s2
    default:
      return s2 * <f64>task.share
  }
}
