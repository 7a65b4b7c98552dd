// Training GRU4Rec (Hidasi et al. 2016, 2018), alone or as parallel networks of which one reads features of the items
// (Hidasi, Quadrana et al. 2016): many mini-batches a call, on any number of threads, with the same bits.
// The batch lies in the lanes of a vector: states are (units, lanes), scores (items, lanes). The items of a step are made
// distinct first, each with the number of columns it stands for. What a thread does is cut in parts that do not depend on
// how many threads there are.
import { adagrad } from './parts/adagrad'
import { Branch, enter, gatherInputs, learnInputs, placeOf } from './parts/branch'
import { barrier, shareFrom } from './parts/crew'
import { gemmNN, gemmTN, transpose } from './parts/gemm'
import { backward, forward, Layer, parts } from './parts/gru'
import {
  activate, combine, crossEntropy, differentiate, linear, lossOf, measure, sums, Task,
} from './parts/losses'
import { exp4, sum4 } from './parts/math'
import { drawAlias } from './parts/random'

export { gemmNN, gemmTN, transpose }

export function heapBase(): usize {
  return __heap_base
}

/** Rows of scores that are worked on at a time: they and their items fit into the first cache. */
const block = 48

/** What scores are of: each state with its own segment of an item's row, or their sum or product in a segment. */
const mixBeside = 0
const mixSum = 1
const mixProduct = 2

/** All that a call works on; `src/recommenders/session/gru4rec-memory.ts` lays it out. Addresses, unless said otherwise. */
@unmanaged
class Plan {
  /** steps of this call */
  steps: i32
  lanes: i32
  /** floats from one row of lanes to the next */
  stride: i32
  /** parity of the steps done so far: which of its two states a layer reads */
  turn: i32
  branchCount: i32
  /** u32 addresses of the branches */
  branches: usize
  /** what scores are of: `mixBeside` and so on */
  mixing: i32
  /** (itemWidth, stride): what an item's row is multiplied by, by turn; the states themselves where they lie side by side */
  state0: usize
  state1: usize

  // what is learned of a mini-batch: once, or twice with the second seeing what the first has learned
  passes: i32
  /** bit p: pass p scores with the first branch alone */
  alone: i32
  /** bit b: branch b learns in the first pass, in the second */
  learn0: i32
  learn1: i32

  // the schedule
  /** (steps, lanes) i32: item that a session was at, -1 in a dead lane */
  inputs: usize
  /** (steps, lanes) i32: item that it went to */
  targets: usize
  /** (steps, lanes) u8: whether a new session begins */
  resets: usize

  // items: rows of `itemWidth` floats, a segment for each branch: units of its last layer, then a bias
  itemWidth: i32
  items: usize
  itemSquares: usize
  itemVelocity: usize

  // negatives
  samples: i32
  aliasKeep: usize
  aliasOther: usize
  aliasSize: u32
  /** u64 */
  sampleState: usize
  maskState: usize
  /** (items) f32: what a column weighs in cross-entropy, as a target and as a sample; 0: all 1 */
  targetWeight: usize
  sampleWeight: usize

  // the step's columns
  /** (columns) i32 item, f32 how many columns or their weight; u32 addresses of rows are the branches' */
  columnItem: usize
  columnCount: usize
  /** (items) u32 */
  columnOf: usize
  /** i32 words: columns, live lanes */
  found: usize
  /** (columns, stride) and u32 addresses of the rows */
  scores: usize
  powers: usize
  scoreRows: usize
  /** (blocks, sums, stride) */
  blocks: usize
  /** (width, stride): rows of the targets, turned */
  targetRows: usize
  /** (parts, downRows, stride): gradient by the last state */
  down: usize
  downRows: i32

  /** (lanes, itemWidth): rows of the targets before they are turned */
  byLane: usize

  /** f64 */
  lossSum: usize
  task: usize
  /** for each worker `scratchSize` bytes */
  scratch: usize
  scratchSize: usize

  rate: f32
  momentum: f32
  batchScale: f32
}

export function planBytes(): i32 {
  return offsetof<Plan>()
}
export function branchBytes(): i32 {
  return offsetof<Branch>()
}
export function layerBytes(): i32 {
  return offsetof<Layer>()
}
export function taskBytes(): i32 {
  return offsetof<Task>()
}

// @ts-ignore: decorator
@inline
function branchAt(plan: Plan, b: i32): Branch {
  return changetype<Branch>(<usize>load<u32>(plan.branches + (<usize>b << 2)))
}

/** Draws the negatives and makes the columns distinct: targets first. */
function findColumns(plan: Plan, step: i32): void {
  const task = changetype<Task>(plan.task)
  const list = plan.columnItem
  const places = plan.columnOf
  const counts = plan.columnCount
  const targets = plan.targets + ((<usize>step * <usize>plan.lanes) << 2)
  const bytes = <usize>plan.itemWidth << 2
  let columns = 0
  let live = 0
  for (let lane = 0; lane < plan.lanes; lane++) {
    const at = <usize>lane << 2
    const item = load<i32>(targets + at)
    let place = -1
    if (item >= 0) {
      live++
      place = placeOf(item, list, places, columns)
      if (place < 0) {
        place = columns++
        enter(item, place, list, places)
        store<f32>(counts + (<usize>place << 2), 0)
      }
      const count = counts + (<usize>place << 2)
      store<f32>(count, load<f32>(count) + (plan.targetWeight ? load<f32>(plan.targetWeight + (<usize>item << 2)) : 1))
    }
    store<i32>(task.slots + at, place)
    store<f32>(task.scale + at, item >= 0 ? plan.batchScale : 0)
  }
  task.targets = columns
  for (let s = 0; s < plan.samples; s++) {
    const item = <i32>drawAlias(plan.sampleState, plan.aliasKeep, plan.aliasOther, plan.aliasSize)
    let place = placeOf(item, list, places, columns)
    if (place < 0) {
      place = columns++
      enter(item, place, list, places)
      store<f32>(counts + (<usize>place << 2), 0)
    }
    const count = counts + (<usize>place << 2)
    store<f32>(count, load<f32>(count) + (plan.sampleWeight ? load<f32>(plan.sampleWeight + (<usize>item << 2)) : 1))
  }
  for (let b = 0; b < plan.branchCount; b++) {
    const branch = branchAt(plan, b)
    if (branch.width == 0) continue
    const first = plan.items + (<usize>branch.at << 2)
    for (let u = 0; u < columns; u++) {
      const at = <usize>u << 2
      store<u32>(branch.columnRow + at, first + <usize>load<i32>(list + at) * bytes)
    }
  }
  task.share = 1 / <f32>max(1, live + plan.samples - 1)
  store<i32>(plan.found, columns)
  store<i32>(plan.found, live, 4)
}

/** Gathers the targets' rows, turned. */
function gatherTargets(plan: Plan, step: i32): void {
  const targets = plan.targets + ((<usize>step * <usize>plan.lanes) << 2)
  const bytes = <usize>plan.itemWidth << 2
  for (let lane = 0; lane < plan.lanes; lane++) {
    const item = load<i32>(targets + (<usize>lane << 2))
    const to = plan.byLane + <usize>lane * bytes
    if (item < 0) memory.fill(to, 0, bytes)
    else memory.copy(to, plan.items + <usize>item * bytes, bytes)
  }
  transpose(plan.byLane, plan.itemWidth, plan.targetRows, plan.stride, plan.lanes, 0, plan.itemWidth)
}

/** A part of what is scored where that is not the states side by side. */
function mix(plan: Plan, part: i32, turn: i32): void {
  const one = branchAt(plan, 0)
  const a = one.top(1 - turn)
  const b = branchAt(plan, 1).top(1 - turn)
  const to = (turn ? plan.state0 : plan.state1) + <usize>(plan.mixing == mixProduct ? one.width * plan.stride : 0) * 4
  const row = <usize>plan.stride << 2
  const end = <usize>shareFrom(one.units, part + 1, parts, 1) * row
  for (let at = <usize>shareFrom(one.units, part, parts, 1) * row; at < end; at += 16) {
    const x = v128.load(a + at), y = v128.load(b + at)
    v128.store(to + at, plan.mixing == mixProduct ? f32x4.mul(x, y) : f32x4.add(x, y))
  }
}

/** The gradient by the product of two states becomes one by each, for the branches that learn. */
function unmix(plan: Plan, down: usize, learn: i32, turn: i32): void {
  const one = branchAt(plan, 0)
  const other = branchAt(plan, 1)
  const a = one.top(1 - turn)
  const b = other.top(1 - turn)
  const row = <usize>plan.stride << 2
  const own = down + <usize>other.downAt * row
  const end = <usize>one.units * row
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(own + at)
    if (learn & 1) v128.store(down + at, f32x4.add(v128.load(down + at), f32x4.mul(g, v128.load(b + at))))
    v128.store(own + at, f32x4.mul(g, v128.load(a + at)))
  }
}

/** The targets' scores, by every worker for itself: it needs all of them at once. */
function scoreTargets(plan: Plan, task: Task, width: i32, state: usize, to: usize): void {
  const row = <usize>plan.stride << 2
  const size = <usize>width * row
  const slope = f32x4.splat(task.slope)
  const kind = task.loss == crossEntropy ? linear : task.activation
  for (let lane = 0; lane < plan.lanes; lane += 4) {
    const at = <usize>lane << 2
    let sum = f32x4.splat(0)
    for (let k: usize = at; k < size; k += row) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(plan.targetRows + k), v128.load(state + k)))
    }
    v128.store(to + at, activate(kind, sum, slope))
  }
}

/**
 * Reads a number of each cache line of some rows: they lie scattered, and so many are fetched at once.
 * @param by bytes from each row to the one that is read
 * @param to where four bytes may be left, so that the reading is not optimised away
 */
function touch(rows: usize, n: i32, by: usize, bytes: usize, to: usize): void {
  const end = rows + (<usize>n << 2)
  let seen = 0
  for (; rows < end; rows += 4) {
    const row = <usize>load<u32>(rows) + by
    for (let at: usize = 0; at < bytes; at += 64) seen ^= load<i32>(row + at)
  }
  store<i32>(to, seen)
}

/** Runs `plan.steps` mini-batches and adds their losses, as the last pass sees them, to `lossSum`. */
export function train(control: usize, worker: i32, workers: i32, address: usize): void {
  const plan = changetype<Plan>(address)
  const lanes = plan.lanes
  const stride = plan.stride
  const row = <usize>stride << 2
  const last = worker == workers - 1
  const itemBytes = <usize>plan.itemWidth << 2
  const sumBytes = row * sums
  const first = branchAt(plan, 0)

  // A worker's own: its task (the columns' numbers are copied in each step), scores of the targets, sums, gradients.
  const own = plan.scratch + <usize>worker * plan.scratchSize
  const task = changetype<Task>(own)
  const targetScores = own + 64
  const total = targetScores + row
  const gradients = total + sumBytes
  const gradientRows = gradients + <usize>(block + 6) * itemBytes

  const partFrom = shareFrom(parts, worker, workers, 1)
  const partTo = shareFrom(parts, worker + 1, workers, 1)
  const laneFrom = shareFrom(lanes, worker, workers, 4)
  const laneTo = shareFrom(lanes, worker + 1, workers, 4)

  let turn = plan.turn
  let learned = 0
  for (let step = 0; step < plan.steps; step++) {
    for (let pass = 0; pass < plan.passes; pass++) {
      const learn = pass == 0 ? plan.learn0 : plan.learn1
      const alone = (plan.alone >> pass) & 1
      if (last) {
        learnAllInputs(plan, learned)
        plan.turn = turn
        if (pass == 0) {
          for (let b = 0; b < plan.branchCount; b++) gatherAt(plan, branchAt(plan, b), step)
        }
        gatherTargets(plan, step)
      }
      learned = learn
      if (worker == 0 && pass == 0) findColumns(plan, step)
      barrier(control, workers)

      if (pass == 0) {
        for (let b = 0; b < plan.branchCount; b++) {
          const branch = branchAt(plan, b)
          let input = branch.layer(0).x
          for (let l = 0; l < branch.layerCount; l++) {
            const layer = branch.layer(l)
            const h = turn ? layer.state1 : layer.state0
            const next = turn ? layer.state0 : layer.state1
            for (let part = partFrom; part < partTo; part++) forward(layer, part, input, h, next, lanes, stride)
            input = next
            barrier(control, workers)
          }
          for (let l = 0; l < branch.layerCount; l++) {
            const layer = branch.layer(l)
            const next = turn ? layer.state0 : layer.state1
            const byLane = turn ? layer.byLane0 : layer.byLane1
            transpose(next, stride, byLane, layer.width, layer.width, laneFrom, laneTo)
          }
        }
        if (plan.mixing != mixBeside) {
          for (let part = partFrom; part < partTo; part++) mix(plan, part, turn)
          barrier(control, workers)
          const branch = plan.mixing == mixSum ? first : branchAt(plan, 1)
          const from = (turn ? plan.state0 : plan.state1) + <usize>branch.at * row
          transpose(from, stride, branch.mixed, branch.width, branch.width, laneFrom, laneTo)
        }
      }

      // scores, and what each block says about them
      const width = alone ? first.width : plan.itemWidth
      const state = alone ? first.top(1 - turn) : turn ? plan.state0 : plan.state1
      memory.copy(own, plan.task, offsetof<Task>())
      task.score = targetScores
      scoreTargets(plan, task, width, state, targetScores)
      const columns = load<i32>(plan.found)
      const grain = (((columns + parts - 1) / parts + 5) / 6) * 6
      const blocksOfPart = (grain + block - 1) / block
      let blocks = 0
      for (let part = 0; part < parts; part++) {
        const from = min(columns, part * grain)
        const to = min(columns, from + grain)
        if (part >= partFrom && part < partTo) {
          for (let u = from; u < to; u += block) {
            const n = min(block, to - u)
            const at = <usize>u << 2
            const scores = plan.scores + <usize>u * row
            touch(first.columnRow + at, n, 0, itemBytes, own + offsetof<Task>())
            gemmNN(first.columnRow + at, n, lanes, width, state, stride, scores, stride)
            const sum = plan.blocks + <usize>(part * blocksOfPart + (u - from) / block) * sumBytes
            measure(task, u, n, scores, plan.powers + <usize>u * row, plan.columnCount + at, sum)
          }
        }
        if (to > from) blocks = part * blocksOfPart + (to - from + block - 1) / block
      }
      barrier(control, workers)

      combine(task, blocks, plan.blocks, total)
      if (worker == 0 && pass == plan.passes - 1) addLoss(plan, task, step, total)
      for (let part = partFrom; part < partTo; part++) {
        const down = plan.down + <usize>(part * plan.downRows) * row
        memory.fill(down, 0, <usize>plan.downRows * row)
        const from = min(columns, part * grain)
        const to = min(columns, from + grain)
        for (let u = from; u < to; u += block) {
          const n = min(block, to - u)
          const at = <usize>u << 2
          const scores = plan.scores + <usize>u * row
          const sum = plan.blocks + <usize>(part * blocksOfPart + (u - from) / block) * sumBytes
          differentiate(task, u, n, scores, plan.powers + <usize>u * row, plan.columnCount + at, sum, total)
          for (let b = 0; b < plan.branchCount; b++) {
            const branch = branchAt(plan, b)
            if (branch.width == 0) continue
            const bit = 1 << b
            const through = plan.mixing == mixBeside ? bit : plan.mixing == mixSum || b == 1 ? 3 : 1
            if (learn & through && !(alone && b == 1)) {
              const to = down + <usize>branch.downAt * row
              gemmTN(branch.columnRow + at, branch.units, lanes, n, scores, stride, to, stride)
            }
            if (learn & bit) learnColumns(plan, branch, u, n, scoredBy(branch, alone, turn), gradients)
          }
        }
        if (plan.mixing == mixProduct && !alone) unmix(plan, down, learn, turn)
      }
      barrier(control, workers)

      for (let b = 0; b < plan.branchCount; b++) {
        if (!((learn >> b) & 1)) continue
        const branch = branchAt(plan, b)
        let above = plan.down + <usize>branch.downAt * row
        let aboveRows = plan.downRows
        for (let l = branch.layerCount - 1; l >= 0; l--) {
          const layer = branch.layer(l)
          const h = turn ? layer.state1 : layer.state0
          const hByLane = turn ? layer.byLane1 : layer.byLane0
          let xByLane = layer.xByLane
          if (l > 0) {
            const below = branch.layer(l - 1)
            xByLane = turn ? below.byLane0 : below.byLane1
          }
          for (let part = partFrom; part < partTo; part++) {
            backward(
              layer, part, above, aboveRows, h, xByLane, hByLane, lanes, stride, plan.rate, plan.momentum, gradientRows,
            )
          }
          above = layer.down
          aboveRows = layer.downRows
          barrier(control, workers)
        }
      }
    }
    turn = 1 - turn
  }
  if (last) {
    learnAllInputs(plan, learned)
    plan.turn = turn
  }
}

/**
 * Every worker for itself, on a plan of its own that shares the weights with the others', and nobody waits (Hogwild, Niu
 * et al. 2011). @param plans (workers) u32 addresses
 */
export function race(control: usize, worker: i32, workers: i32, plans: usize): void {
  train(control, 0, 1, load<u32>(plans + (<usize>worker << 2)))
}

/** (lanes, width): what a branch's segment of the items is multiplied by. */
// @ts-ignore: decorator
@inline
function scoredBy(branch: Branch, alone: i32, turn: i32): usize {
  if (branch.mixed && !alone) return branch.mixed
  const top = branch.layer(branch.layerCount - 1)
  return turn ? top.byLane0 : top.byLane1
}

/** Steps a branch's segments of rows [u, u + n) of the columns; those of items that are input as well wait for that. */
function learnColumns(plan: Plan, branch: Branch, u: i32, n: i32, after: usize, gradients: usize): void {
  const width = branch.width
  const bytes = <usize>width << 2
  const at = <usize>u << 2
  // what Adagrad needs is on its way while the product is computed, which overwrites what `touch` leaves
  touch(branch.columnRow + at, n, plan.itemSquares - plan.items, bytes, gradients)
  if (plan.itemVelocity) touch(branch.columnRow + at, n, plan.itemVelocity - plan.items, bytes, gradients)
  gemmNN(plan.scoreRows + at, n, width, plan.lanes, after, width, gradients, width)
  for (let i = 0; i < n; i++) {
    const item = load<i32>(plan.columnItem + at + (<usize>i << 2))
    const gradient = gradients + <usize>i * bytes
    if (branch.mode == 0) {
      const place = placeOf(item, branch.inputItem, branch.inputOf, branch.distinct)
      if (place >= 0) {
        memory.copy(branch.inputGradient + <usize>place * bytes, gradient, bytes)
        continue
      }
    }
    const offset = (<usize>item * <usize>plan.itemWidth + <usize>branch.at) << 2
    const velocity = plan.itemVelocity ? plan.itemVelocity + offset : 0
    adagrad(plan.items + offset, plan.itemSquares + offset, velocity, gradient, width, plan.rate, plan.momentum)
  }
}

/** Once all gradients of a pass are there. @param learned bit b: branch b learned in it */
function learnAllInputs(plan: Plan, learned: i32): void {
  for (let b = 0; b < plan.branchCount; b++) {
    if ((learned >> b) & 1) learnInputs(branchAt(plan, b), plan.lanes, plan.stride, plan.rate, plan.momentum)
  }
}

function gatherAt(plan: Plan, branch: Branch, step: i32): void {
  const from = <usize>step * <usize>plan.lanes
  const resets = plan.resets + from
  gatherInputs(branch, plan.inputs + (from << 2), resets, plan.turn, plan.lanes, plan.stride, plan.maskState)
}

function addLoss(plan: Plan, task: Task, step: i32, total: usize): void {
  const targets = plan.targets + ((<usize>step * <usize>plan.lanes) << 2)
  let sum: f64 = 0
  for (let lane = 0; lane < plan.lanes; lane++) {
    const item = load<i32>(targets + (<usize>lane << 2))
    if (item < 0) continue
    const weight = plan.targetWeight ? <f64>load<f32>(plan.targetWeight + (<usize>item << 2)) : 1
    sum += lossOf(task, lane, total, Math.log(weight))
  }
  store<f64>(plan.lossSum, load<f64>(plan.lossSum) + sum)
}

/**
 * Scores as shares that sum to 1, in place: e^(y - max) / sum, at least 1e-38 so that none is lost.
 * @param n a multiple of 4; pad with -3e38
 */
export function softmax(y: usize, n: i32): void {
  const end = y + (<usize>n << 2)
  let most = f32x4.splat(-3.4e38)
  for (let p = y; p < end; p += 16) most = f32x4.max(most, v128.load(p))
  let m: f32 = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  )
  most = f32x4.splat(m)
  let sum = f32x4.splat(0)
  for (let p = y; p < end; p += 16) {
    const e = exp4(f32x4.sub(v128.load(p), most))
    v128.store(p, e)
    sum = f32x4.add(sum, e)
  }
  const share = f32x4.splat(1 / sum4(sum))
  const least = f32x4.splat(1e-38)
  for (let p = y; p < end; p += 16) v128.store(p, f32x4.max(f32x4.mul(v128.load(p), share), least))
}
