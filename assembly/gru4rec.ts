// Training GRU4Rec (Hidasi et al. 2016, 2018): many mini-batches a call, on any number of threads, with the same bits.
// The batch lies in the lanes of a vector: states are (units, lanes), scores (items, lanes). The items of a step are made
// distinct first, each with the number of columns it stands for. What a thread does is cut in parts that do not depend on
// how many threads there are.
import { barrier, shareFrom } from './parts/crew'
import { adagrad } from './parts/adagrad'
import { gemmNN, gemmTN, transpose } from './parts/gemm'
import { backward, forward, Layer, parts } from './parts/gru'
import {
  activate, combine, crossEntropy, differentiate, linear, lossOf, measure, sums, Task,
} from './parts/losses'
import { exp4, sum4 } from './parts/math'
import { bits64, drawAlias } from './parts/random'

export { gemmNN, gemmTN, transpose }

export function heapBase(): usize {
  return __heap_base
}

/** Rows of scores that are worked on at a time: they and their items fit into the first cache. */
const block = 48

/** All that a call works on; `src/recommenders/session/gru4rec-memory.ts` lays it out. Addresses, unless said otherwise. */
@unmanaged
class Plan {
  /** steps of this call */
  steps: i32
  lanes: i32
  /** floats from one row of lanes to the next */
  stride: i32
  layerCount: i32
  /** u32 addresses of the layers */
  layers: usize
  /** parity of the steps done so far: which of its two states a layer reads */
  turn: i32

  // the schedule
  /** (steps, lanes) i32: item that a session was at, -1 in a dead lane */
  inputs: usize
  /** (steps, lanes) i32: item that it went to */
  targets: usize
  /** (steps, lanes) u8: whether a new session begins */
  resets: usize

  // items: rows of `width` floats, the last layer's units, then the bias
  itemWidth: i32
  items: usize
  itemSquares: usize
  itemVelocity: usize
  // what items are as input: (mode 0) the rows above, (1) rows of their own, (2) rows added to the first layer's gates
  mode: i32
  inputSize: i32
  inputRowWidth: i32
  inputItems: usize
  inputSquares: usize
  inputVelocity: usize

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
  /** (columns) i32 item, u32 address of its row, f32 how many columns or their weight */
  columnItem: usize
  columnRow: usize
  columnCount: usize
  /** (items) u32 */
  columnOf: usize
  /** i32 words: columns, distinct targets, distinct inputs, live lanes */
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

  // the step's inputs
  /** (lanes) i32 distinct input items, (lanes) i32 which of them a lane has, (items) u32 */
  inputItem: usize
  inputSlot: usize
  inputOf: usize
  /** (lanes, row) gradients of these rows */
  inputGradient: usize
  /** (lanes, row) what dropout multiplies an input by; 0: nothing */
  inputMask: usize
  /** (row, stride) and (lanes, row): inputs of mode 2 before they are turned, and gradients */
  turned: usize
  byLane: usize

  /** f64 */
  lossSum: usize
  task: usize
  /** for each worker `scratchSize` bytes */
  scratch: usize
  scratchSize: usize

  rate: f32
  momentum: f32
  /** Dropout: a draw of 32 bits below `keep` stays and is multiplied by `scale`. */
  inputKeep: u32
  inputScale: f32
  stateKeep: u32
  stateScale: f32
  batchScale: f32
}

export function planBytes(): i32 {
  return offsetof<Plan>()
}
export function layerBytes(): i32 {
  return offsetof<Layer>()
}
export function taskBytes(): i32 {
  return offsetof<Task>()
}

// @ts-ignore: decorator
@inline
function layerAt(plan: Plan, l: i32): Layer {
  return changetype<Layer>(<usize>load<u32>(plan.layers + (<usize>l << 2)))
}

/** n floats that are 0, or `scale` with the probability keep / 2^32. n is even. */
function drawMask(to: usize, n: i32, state: usize, keep: u32, scale: f32): void {
  const end = to + (<usize>n << 2)
  for (; to < end; to += 8) {
    const bits = bits64(state)
    store<f32>(to, <u32>bits < keep ? scale : 0)
    store<f32>(to, <u32>(bits >> 32) < keep ? scale : 0, 4)
  }
}

/** The place of an item in a list of distinct ones, entered where it is new. `places` need not be cleared. */
// @ts-ignore: decorator
@inline
function placeOf(item: i32, list: usize, places: usize, size: i32): i32 {
  const place = load<u32>(places + (<usize>item << 2))
  if (place < <u32>size && load<i32>(list + (<usize>place << 2)) == item) return <i32>place
  return -1
}

// @ts-ignore: decorator
@inline
function enter(item: i32, place: i32, list: usize, places: usize): void {
  store<u32>(places + (<usize>item << 2), place)
  store<i32>(list + (<usize>place << 2), item)
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
  for (let u = 0; u < columns; u++) {
    const at = <usize>u << 2
    store<u32>(plan.columnRow + at, plan.items + <usize>load<i32>(list + at) * bytes)
  }
  task.share = 1 / <f32>max(1, live + plan.samples - 1)
  store<i32>(plan.found, columns)
  store<i32>(plan.found, live, 12)
}

/** Gathers what the sessions are at, in both layouts, with dropout; begins new sessions; draws the states' dropout. */
function gatherInputs(plan: Plan, step: i32): void {
  const lanes = plan.lanes
  const stride = plan.stride
  const inputs = plan.inputs + ((<usize>step * <usize>lanes) << 2)
  const targets = plan.targets + ((<usize>step * <usize>lanes) << 2)
  const resets = plan.resets + <usize>step * <usize>lanes
  const first = layerAt(plan, 0)
  const separate = plan.mode == 2
  const width = plan.inputRowWidth
  const bytes = <usize>width << 2
  const byLane = separate ? plan.byLane : first.xByLane
  if (plan.inputMask) drawMask(plan.inputMask, lanes * width, plan.maskState, plan.inputKeep, plan.inputScale)
  let distinct = 0
  for (let lane = 0; lane < lanes; lane++) {
    const item = load<i32>(inputs + (<usize>lane << 2))
    const to = byLane + <usize>lane * bytes
    let place = -1
    if (item < 0) memory.fill(to, 0, bytes)
    else {
      place = placeOf(item, plan.inputItem, plan.inputOf, distinct)
      if (place < 0) {
        place = distinct++
        enter(item, place, plan.inputItem, plan.inputOf)
        memory.fill(plan.inputGradient + <usize>place * bytes, 0, bytes)
      }
      const from = plan.inputItems + <usize>item * bytes
      if (plan.inputMask) {
        const mask = plan.inputMask + <usize>lane * bytes
        for (let at: usize = 0; at < bytes; at += 16) {
          v128.store(to + at, f32x4.mul(v128.load(from + at), v128.load(mask + at)))
        }
      } else memory.copy(to, from, bytes)
    }
    if (!separate) store<f32>(to + (<usize>plan.inputSize << 2), 1)
    store<i32>(plan.inputSlot + (<usize>lane << 2), place)
  }
  store<i32>(plan.found, distinct, 8)
  // byLane is (lanes, width): turning it takes its rows as "lanes" of the other
  transpose(byLane, width, separate ? first.added : first.x, stride, lanes, 0, width)

  const turn = plan.turn
  for (let l = 0; l < plan.layerCount; l++) {
    const layer = layerAt(plan, l)
    const state = turn ? layer.state1 : layer.state0
    const before = turn ? layer.byLane1 : layer.byLane0
    for (let lane = 0; lane < lanes; lane++) {
      if (load<u8>(resets + <usize>lane) == 0) continue
      const row = <usize>layer.width << 2
      for (let j: usize = 0; j < <usize>layer.units; j++) store<f32>(state + ((j * <usize>stride + <usize>lane) << 2), 0)
      memory.fill(before + <usize>lane * row, 0, <usize>layer.units << 2)
    }
    if (layer.mask) drawMask(layer.mask, layer.units * stride, plan.maskState, plan.stateKeep, plan.stateScale)
  }

  // the targets' rows, turned, four lanes at a time
  const itemBytes = <usize>plan.itemWidth << 2
  for (let lane = 0; lane < lanes; lane++) {
    const item = load<i32>(targets + (<usize>lane << 2))
    const to = plan.byLane + <usize>lane * itemBytes
    if (item < 0) memory.fill(to, 0, itemBytes)
    else memory.copy(to, plan.items + <usize>item * itemBytes, itemBytes)
  }
  transpose(plan.byLane, plan.itemWidth, plan.targetRows, stride, lanes, 0, plan.itemWidth)
}

/** The targets' scores, by every worker for itself: it needs all of them at once. */
function scoreTargets(plan: Plan, task: Task, state: usize, to: usize): void {
  const row = <usize>plan.stride << 2
  const size = <usize>plan.itemWidth * row
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

/** Steps the rows that were input: their gradients as columns (mode 0) wait in `inputGradient` already. */
function learnInputs(plan: Plan): void {
  const first = layerAt(plan, 0)
  const lanes = plan.lanes
  const stride = plan.stride
  const width = plan.inputRowWidth
  const bytes = <usize>width << 2
  const size = plan.inputSize
  const row = <usize>stride << 2
  if (plan.mode == 2) transpose(first.fromInput, stride, plan.byLane, width, size, 0, lanes)
  else {
    const apart = <usize>first.downRows * row
    for (let i: usize = 0; i < <usize>size; i++) {
      for (let lane = 0; lane < lanes; lane += 4) {
        const at = i * row + (<usize>lane << 2)
        let g = v128.load(first.down + at)
        for (let p = 1; p < parts; p++) g = f32x4.add(g, v128.load(first.down + at + <usize>p * apart))
        v128.store(plan.turned + at, g)
      }
    }
    transpose(plan.turned, stride, plan.byLane, width, (size + 3) & ~3, 0, lanes)
  }
  const tail = <usize>size << 2
  for (let lane = 0; lane < lanes; lane++) {
    const place = load<i32>(plan.inputSlot + (<usize>lane << 2))
    if (place < 0) continue
    const from = plan.byLane + <usize>lane * bytes
    const mask = plan.inputMask + <usize>lane * bytes
    const to = plan.inputGradient + <usize>place * bytes
    for (let at: usize = 0; at < tail; at += 4) {
      const g = load<f32>(from + at) * (plan.inputMask ? load<f32>(mask + at) : 1)
      store<f32>(to + at, load<f32>(to + at) + g)
    }
  }
  const distinct = load<i32>(plan.found, 8)
  for (let place = 0; place < distinct; place++) {
    const at = <usize>load<i32>(plan.inputItem + (<usize>place << 2)) * bytes
    const gradient = plan.inputGradient + <usize>place * bytes
    const velocity = plan.inputVelocity ? plan.inputVelocity + at : 0
    adagrad(plan.inputItems + at, plan.inputSquares + at, velocity, gradient, width, plan.rate, plan.momentum)
  }
}

/** Runs `plan.steps` mini-batches and adds their losses to `lossSum`. */
export function train(control: usize, worker: i32, workers: i32, address: usize): void {
  const plan = changetype<Plan>(address)
  const shared = changetype<Task>(plan.task)
  const lanes = plan.lanes
  const stride = plan.stride
  const row = <usize>stride << 2
  const last = worker == workers - 1
  const top = layerAt(plan, plan.layerCount - 1)
  const width = plan.itemWidth
  const bytes = <usize>width << 2
  const sumBytes = row * sums

  // A worker's own: its task (the columns' numbers are copied in each step), scores of the targets, sums, gradients.
  const own = plan.scratch + <usize>worker * plan.scratchSize
  const task = changetype<Task>(own)
  const targetScores = own + 64
  const total = targetScores + row
  const gradients = total + sumBytes
  const gradientRows = gradients + <usize>(block + 6) * bytes

  let turn = plan.turn
  for (let step = 0; step < plan.steps; step++) {
    if (last) {
      if (step > 0) learnInputs(plan)
      plan.turn = turn
      gatherInputs(plan, step)
    }
    if (worker == 0) findColumns(plan, step)
    barrier(control, workers)

    const partFrom = shareFrom(parts, worker, workers, 1)
    const partTo = shareFrom(parts, worker + 1, workers, 1)
    let input = layerAt(plan, 0).x
    for (let l = 0; l < plan.layerCount; l++) {
      const layer = layerAt(plan, l)
      const h = turn ? layer.state1 : layer.state0
      const next = turn ? layer.state0 : layer.state1
      for (let part = partFrom; part < partTo; part++) forward(layer, part, input, h, next, lanes, stride)
      input = next
      barrier(control, workers)
    }

    const state = turn ? top.state0 : top.state1
    const laneFrom = shareFrom(lanes, worker, workers, 4)
    const laneTo = shareFrom(lanes, worker + 1, workers, 4)
    for (let l = 0; l < plan.layerCount; l++) {
      const layer = layerAt(plan, l)
      const next = turn ? layer.state0 : layer.state1
      const byLane = turn ? layer.byLane0 : layer.byLane1
      transpose(next, stride, byLane, layer.width, layer.width, laneFrom, laneTo)
    }
    memory.copy(own, plan.task, offsetof<Task>())
    task.score = targetScores
    scoreTargets(plan, task, state, targetScores)

    // scores, and what each block says about them
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
          gemmNN(plan.columnRow + at, n, lanes, width, state, stride, scores, stride)
          const sum = plan.blocks + <usize>(part * blocksOfPart + (u - from) / block) * sumBytes
          measure(task, u, n, scores, plan.powers + <usize>u * row, plan.columnCount + at, sum)
        }
      }
      if (to > from) blocks = part * blocksOfPart + (to - from + block - 1) / block
    }
    barrier(control, workers)

    combine(task, blocks, plan.blocks, total)
    if (worker == 0) addLoss(plan, task, step, total)
    const after = turn ? top.byLane0 : top.byLane1
    const distinct = load<i32>(plan.found, 8)
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
        gemmTN(plan.columnRow + at, top.units, lanes, n, scores, stride, down, stride)
        gemmNN(plan.scoreRows + at, n, width, lanes, after, width, gradients, width)
        for (let i = 0; i < n; i++) {
          const item = load<i32>(plan.columnItem + at + (<usize>i << 2))
          const gradient = gradients + <usize>i * bytes
          if (plan.mode == 0) {
            const place = placeOf(item, plan.inputItem, plan.inputOf, distinct)
            if (place >= 0) {
              memory.copy(plan.inputGradient + <usize>place * bytes, gradient, bytes)
              continue
            }
          }
          const offset = <usize>item * bytes
          const velocity = plan.itemVelocity ? plan.itemVelocity + offset : 0
          adagrad(plan.items + offset, plan.itemSquares + offset, velocity, gradient, width, plan.rate, plan.momentum)
        }
      }
    }
    barrier(control, workers)

    let above = plan.down
    let aboveRows = plan.downRows
    for (let l = plan.layerCount - 1; l >= 0; l--) {
      const layer = layerAt(plan, l)
      const h = turn ? layer.state1 : layer.state0
      const hByLane = turn ? layer.byLane1 : layer.byLane0
      let xByLane = layer.xByLane
      if (l > 0) {
        const below = layerAt(plan, l - 1)
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
    turn = 1 - turn
  }
  if (last) {
    if (plan.steps > 0) learnInputs(plan)
    plan.turn = turn
  }
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
