// A network of a plan: what it reads of an item, its layers, and its segment of the items' rows that are scored. An input
// is [numbers that are learned, numbers that are given (features), 1].
import { adagrad } from './adagrad'
import { transpose } from './gemm'
import { Layer, parts } from './gru'
import { bits64 } from './random'

@unmanaged
export class Branch {
  layerCount: i32
  /** u32 addresses of the layers */
  layers: usize
  /** units of its last layer */
  units: i32
  /** its segment of an item's row: first float, floats (0: it has none and shares the first branch's) */
  at: i32
  width: i32
  /** (columns) u32 addresses of its segment of the columns */
  columnRow: usize
  /** first row of the gradient by what its segment is multiplied by */
  downAt: i32
  /** (lanes, width): what its segment is multiplied by; 0: its state */
  mixed: usize

  // what is learned of items as input: (mode 0) their segment, (1) rows of their own, (2) rows added to the first
  // layer's gates, (3) nothing
  mode: i32
  inputSize: i32
  /** floats of such a row, and from one to the next */
  inputRowWidth: i32
  inputStride: i32
  inputItems: usize
  inputSquares: usize
  inputVelocity: usize
  /** (items, featureSize) what is given of them */
  features: usize
  featureSize: i32

  // the step's inputs
  /** (lanes) i32 distinct input items, how many, (lanes) i32 which of them a lane has, (items) u32 */
  inputItem: usize
  distinct: i32
  inputSlot: usize
  inputOf: usize
  /** (lanes, inputRowWidth) gradients of these rows */
  inputGradient: usize
  /** (lanes, maskWidth) what dropout multiplies an input by; 0: nothing */
  inputMask: usize
  maskWidth: i32
  /** (inputRowWidth, stride) and (lanes, inputRowWidth): inputs of mode 2 before they are turned, and gradients */
  turned: usize
  byLane: usize

  /** Dropout: a draw of 32 bits below `keep` stays and is multiplied by `scale`. */
  inputKeep: u32
  inputScale: f32
  stateKeep: u32
  stateScale: f32

  // @ts-ignore: decorator
  @inline
  layer(l: i32): Layer {
    return changetype<Layer>(<usize>load<u32>(this.layers + (<usize>l << 2)))
  }

  /** One of the two states of its last layer. */
  // @ts-ignore: decorator
  @inline
  top(turn: i32): usize {
    const layer = this.layer(this.layerCount - 1)
    return turn ? layer.state1 : layer.state0
  }
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
export function placeOf(item: i32, list: usize, places: usize, size: i32): i32 {
  const place = load<u32>(places + (<usize>item << 2))
  if (place < <u32>size && load<i32>(list + (<usize>place << 2)) == item) return <i32>place
  return -1
}

// @ts-ignore: decorator
@inline
export function enter(item: i32, place: i32, list: usize, places: usize): void {
  store<u32>(places + (<usize>item << 2), place)
  store<i32>(list + (<usize>place << 2), item)
}

/**
 * Gathers what the sessions are at, in both layouts, with dropout; begins new sessions; draws the states' dropout.
 * @param inputs (lanes) i32, -1 in a dead lane  @param resets (lanes) u8  @param turn which state layers read
 */
export function gatherInputs(
  branch: Branch, inputs: usize, resets: usize, turn: i32, lanes: i32, stride: i32, maskState: usize,
): void {
  const first = branch.layer(0)
  const separate = branch.mode == 2
  const given = branch.featureSize
  const xBytes = <usize>first.inputWidth << 2
  const bytes = <usize>branch.inputRowWidth << 2
  const ownBytes = separate ? bytes : xBytes
  const own = separate ? branch.byLane : first.xByLane
  const before: usize = separate ? 0 : <usize>branch.inputSize << 2
  const maskBytes = <usize>branch.maskWidth << 2
  if (branch.inputMask) {
    drawMask(branch.inputMask, lanes * branch.maskWidth, maskState, branch.inputKeep, branch.inputScale)
  }
  let distinct = 0
  for (let lane = 0; lane < lanes; lane++) {
    const item = load<i32>(inputs + (<usize>lane << 2))
    const to = own + <usize>lane * ownBytes
    const x = first.xByLane + <usize>lane * xBytes
    let place = -1
    if (item < 0) {
      memory.fill(to, 0, ownBytes)
      if (given) memory.fill(x, 0, xBytes)
    } else {
      if (branch.mode != 3) {
        place = placeOf(item, branch.inputItem, branch.inputOf, distinct)
        if (place < 0) {
          place = distinct++
          enter(item, place, branch.inputItem, branch.inputOf)
          memory.fill(branch.inputGradient + <usize>place * bytes, 0, bytes)
        }
        memory.copy(to, branch.inputItems + ((<usize>item * <usize>branch.inputStride) << 2), bytes)
      }
      if (given) memory.copy(x + before, branch.features + ((<usize>item * <usize>given) << 2), <usize>given << 2)
      if (branch.inputMask) {
        const mask = branch.inputMask + <usize>lane * maskBytes
        for (let at: usize = 0; at < maskBytes; at += 16) {
          v128.store(to + at, f32x4.mul(v128.load(to + at), v128.load(mask + at)))
        }
      }
    }
    if (given || !separate) store<f32>(x + before + (<usize>given << 2), 1)
    store<i32>(branch.inputSlot + (<usize>lane << 2), place)
  }
  branch.distinct = distinct
  // turning (lanes, width) takes its rows as "lanes" of the other
  if (separate) transpose(branch.byLane, branch.inputRowWidth, first.added, stride, lanes, 0, branch.inputRowWidth)
  if (given || !separate) transpose(first.xByLane, first.inputWidth, first.x, stride, lanes, 0, first.inputWidth)

  for (let l = 0; l < branch.layerCount; l++) {
    const layer = branch.layer(l)
    const state = turn ? layer.state1 : layer.state0
    const before = turn ? layer.byLane1 : layer.byLane0
    for (let lane = 0; lane < lanes; lane++) {
      if (load<u8>(resets + <usize>lane) == 0) continue
      const row = <usize>layer.width << 2
      for (let j: usize = 0; j < <usize>layer.units; j++) store<f32>(state + ((j * <usize>stride + <usize>lane) << 2), 0)
      memory.fill(before + <usize>lane * row, 0, <usize>layer.units << 2)
    }
    if (layer.mask) drawMask(layer.mask, layer.units * stride, maskState, branch.stateKeep, branch.stateScale)
  }
}

/** Steps the rows that were input: their gradients as columns (mode 0) wait in `inputGradient` already. */
export function learnInputs(branch: Branch, lanes: i32, stride: i32, rate: f32, momentum: f32): void {
  if (branch.mode == 3) return
  const first = branch.layer(0)
  const width = branch.inputRowWidth
  const bytes = <usize>width << 2
  const size = branch.inputSize
  const row = <usize>stride << 2
  if (branch.mode == 2) transpose(first.fromInput, stride, branch.byLane, width, size, 0, lanes)
  else {
    const apart = <usize>first.downRows * row
    for (let i: usize = 0; i < <usize>size; i++) {
      for (let lane = 0; lane < lanes; lane += 4) {
        const at = i * row + (<usize>lane << 2)
        let g = v128.load(first.down + at)
        for (let p = 1; p < parts; p++) g = f32x4.add(g, v128.load(first.down + at + <usize>p * apart))
        v128.store(branch.turned + at, g)
      }
    }
    transpose(branch.turned, stride, branch.byLane, width, (size + 3) & ~3, 0, lanes)
  }
  const tail = <usize>size << 2
  for (let lane = 0; lane < lanes; lane++) {
    const place = load<i32>(branch.inputSlot + (<usize>lane << 2))
    if (place < 0) continue
    const from = branch.byLane + <usize>lane * bytes
    const mask = branch.inputMask + ((<usize>lane * <usize>branch.maskWidth) << 2)
    const to = branch.inputGradient + <usize>place * bytes
    for (let at: usize = 0; at < tail; at += 4) {
      const g = load<f32>(from + at) * (branch.inputMask ? load<f32>(mask + at) : 1)
      store<f32>(to + at, load<f32>(to + at) + g)
    }
  }
  for (let place = 0; place < branch.distinct; place++) {
    const item = load<i32>(branch.inputItem + (<usize>place << 2))
    const at = (<usize>item * <usize>branch.inputStride) << 2
    const gradient = branch.inputGradient + <usize>place * bytes
    const velocity = branch.inputVelocity ? branch.inputVelocity + at : 0
    adagrad(branch.inputItems + at, branch.inputSquares + at, velocity, gradient, width, rate, momentum)
  }
}
