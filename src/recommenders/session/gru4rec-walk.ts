import { type Arena, at } from '../../kernels/arena.ts'
import type { Arrays } from '../../kernels/arrays.ts'
import { block, parts, planFields, sums, taskFields } from '../../kernels/gru4rec.ts'
import { Struct } from '../../kernels/struct.ts'
import {
  type Batch,
  type Branch,
  bytesOfRecords,
  type Place,
  rowTable,
  setBranch,
  tablesOf,
  up,
  wantBranch,
  widthOf,
} from './branch-memory.ts'
import { activations, type Gru4RecConfig, losses } from './gru4rec-config.ts'
import { nameOf, type Shape } from './gru4rec-weights.ts'

/** What two networks are scored by: each state with vectors of its own, or their sum or product with one. */
export const mixings = ['beside', 'sum', 'product'] as const

/** Networks that are trained together, one of GRU4Rec or two. */
export interface Networks {
  readonly shapes: readonly Shape[]
  readonly mixing: (typeof mixings)[number]
  /** (items, features) what is given of each item to networks that read it */
  readonly features?: Float32Array | undefined
}

/** What is learned of a mini-batch: by which networks, and whether the first is scored alone. */
export interface Pass {
  readonly alone: boolean
  readonly learns: readonly number[]
}

/** Sizes of a walk, and where each network's part of a row lies. */
export interface Frame {
  readonly config: Gru4RecConfig
  readonly networks: Networks
  readonly items: number
  readonly batch: Batch
  readonly places: readonly Place[]
  /** Rows of the gradient by what is scored. */
  readonly downRows: number
  /** Threads on one walk. */
  readonly workers: number
  /** Most steps of a call. */
  readonly steps: number
}

export function frameOf(config: Gru4RecConfig, networks: Networks, workers: number, steps: number): Frame {
  const { shapes, mixing } = networks
  const lanes = up(config.batchSize, 16)
  // Rows that lie a multiple of 512 bytes apart fall on few lines of the first cache.
  const stride = lanes % 128 === 0 ? lanes + 16 : lanes
  const itemWidth = shapes.reduce((sum, shape) => sum + widthOf(shape), 0)
  const columns = config.batchSize + config.negatives
  let [from, downRows] = [0, 0]
  const places = shapes.map((shape) => {
    const place = shape.scored ? { at: from, downAt: downRows } : { at: 0, downAt: 0 }
    if (mixing === 'sum' && shape !== shapes[0]) return place
    from += widthOf(shape)
    downRows += up(shape.size, 6)
    return place
  })
  const batch = { lanes, stride, columns, itemWidth }
  return { config, networks, items: shapes[0]!.items, batch, places, downRows, workers, steps }
}

/** Last states lie side by side where that is what is scored; a mixture of both has a place of its own. */
const apart = ({ mixing }: Networks, b: number) => mixing === 'sum' || (mixing === 'product' && b === 1)
const mixedOf = ({ mixing, shapes }: Networks): Shape | undefined =>
  mixing === 'beside' ? undefined : shapes[mixing === 'sum' ? 0 : 1]!

/** Says which arrays a walk needs beside what all walks share. @returns bytes of its records */
export function wantWalk(a: Arrays, frame: Frame): number {
  const { config, networks, items, batch, downRows, workers, steps } = frame
  const { shapes } = networks
  const { lanes, stride, columns, itemWidth } = batch
  a.want('i32', 'scheduleInputs', steps * lanes)
  a.want('i32', 'scheduleTargets', steps * lanes)
  a.want('u8', 'scheduleResets', steps * lanes)
  a.want('f64', 'seeds', 2)
  a.want('i32', 'columnItem', columns)
  a.want('f32', 'columnCount', columns)
  a.want('u32', 'columnOf', items)
  a.want('i32', 'found', 2)
  a.want('f32', 'scores', (columns + block) * stride)
  a.want('f32', 'powers', (columns + block) * stride)
  a.want('u32', 'scoreRows', columns + block)
  a.want('f32', 'blocks', (Math.ceil(columns / block) + 2 * parts) * sums * stride)
  a.want('f32', 'targetRows', itemWidth * stride)
  a.want('f32', 'targetsByLane', itemWidth * lanes)
  a.want('f32', 'down', parts * downRows * stride)
  a.want('f64', 'lossSum', 1)
  a.want('i32', 'slots', lanes)
  a.want('f32', 'scale', lanes)
  a.want('u8', 'scratch', workers * scratchOf(frame))
  a.want('u32', 'branches', shapes.length)
  for (const turn of [0, 1]) a.want('f32', `state${turn}`, itemWidth * stride)
  const mixed = mixedOf(networks)
  if (mixed) a.want('f32', nameOf(mixed, 'mixed'), lanes * widthOf(mixed))
  shapes.forEach((shape, b) => {
    wantBranch(a, shape, config, batch, apart(networks, b))
  })
  return shapes.reduce((sum, shape) => sum + bytesOfRecords(shape), Struct.room(planFields) + Struct.room(taskFields))
}

/** Bytes that each thread on a walk has for itself. */
function scratchOf({ networks, batch: { stride, itemWidth } }: Frame): number {
  const widest = Math.max(itemWidth, ...networks.shapes.flatMap(tablesOf).map(({ width }) => width))
  return up(64 + 4 * ((1 + sums) * stride + (block + 6) * itemWidth + 6 * widest), 64)
}

/** One walk through sessions, mini-batch by mini-batch, laid out for `assembly/gru4rec.ts`. */
export class Walk {
  readonly plan: Struct<keyof typeof planFields>
  readonly lanes: number
  /** Most steps of a call. */
  readonly steps: number
  readonly inputs: Int32Array
  readonly targets: Int32Array
  readonly resets: Uint8Array
  /** Sum of the losses of all events so far. */
  readonly lossSum: Float64Array
  /** Seeds of what is drawn: negatives, and dropout. */
  readonly seeds: BigUint64Array
  /** A view of an array, of its own or shared; for tests. */
  readonly array: (name: string) => ArrayBufferView | undefined
  readonly #branches: readonly Branch[]

  /** @param a the arrays, taken */
  constructor(arena: Arena, a: Arrays, frame: Frame) {
    const { config, networks, items, batch, places, downRows, steps } = frame
    const { shapes, mixing } = networks
    const { lanes, stride, itemWidth } = batch
    this.lanes = lanes
    this.steps = steps
    this.array = a.find
    const task = new Struct(arena, taskFields)
    const activation = config.loss === 'cross-entropy' ? 'linear' : config.activation
    task.set({
      loss: losses.indexOf(config.loss),
      activation: activations.indexOf(activation),
      slope: config.elu,
      penalty: config.bpreg,
      lanes,
      stride,
      slots: a.i32('slots'),
      scale: a.f32('scale'),
    })
    this.plan = new Struct(arena, planFields)
    this.plan.set({
      lanes,
      stride,
      branchCount: shapes.length,
      mixing: mixings.indexOf(mixing),
      inputs: a.i32('scheduleInputs'),
      targets: a.i32('scheduleTargets'),
      resets: a.u8('scheduleResets'),
      itemWidth,
      items: a.f32('items'),
      itemSquares: a.f32('itemsSquares'),
      itemVelocity: a.find('itemsVelocity'),
      samples: config.negatives,
      aliasKeep: a.u32('keep'),
      aliasOther: a.u32('other'),
      aliasSize: items,
      sampleState: at(a.f64('seeds')),
      maskState: at(a.f64('seeds')) + 8,
      byLane: a.f32('targetsByLane'),
      task: task.address,
      scratchSize: scratchOf(frame),
      downRows,
      rate: config.learningRate,
      momentum: config.momentum,
      batchScale: 1 / config.batchSize,
    })
    for (const name of [
      ...(['targetWeight', 'sampleWeight', 'columnItem', 'columnCount', 'columnOf', 'found', 'scores'] as const),
      ...(['powers', 'scoreRows', 'blocks', 'targetRows', 'down', 'lossSum', 'scratch', 'branches'] as const),
      ...(['state0', 'state1'] as const),
    ]) {
      this.plan.set({ [name]: a.find(name) })
    }
    rowTable(a.u32('scoreRows'), a.f32('scores'), stride)
    const joint = (turn: number, shape: Shape, first: number) =>
      a.f32(`state${turn}`).subarray(first * stride, (first + widthOf(shape)) * stride)
    this.#branches = shapes.map((shape, b) => {
      const place = places[b]!
      const states = apart(networks, b) ? undefined : ([joint(0, shape, place.at), joint(1, shape, place.at)] as const)
      return setBranch(arena, a, shape, config, batch, place, states)
    })
    const mixed = mixedOf(networks)
    if (mixed) {
      const place = places[shapes.indexOf(mixed)]!
      for (const turn of [0, 1]) joint(turn, mixed, place.at).fill(1, mixed.size * stride, mixed.size * stride + lanes)
    }
    a.u32('branches').set(this.#branches.map(({ address }) => address))
    this.passes([{ alone: false, learns: shapes.map((_, b) => b) }])

    this.inputs = a.i32('scheduleInputs')
    this.targets = a.i32('scheduleTargets')
    this.resets = a.u8('scheduleResets')
    this.lossSum = a.f64('lossSum')
    this.seeds = new BigUint64Array(arena.memory.buffer, at(a.f64('seeds')), 2)
  }

  /** What mini-batches teach from now on: one pass or two, no network learning twice. Who does not learn drops nothing. */
  passes(passes: readonly Pass[]): void {
    const bits = passes.map(({ learns }) => learns.reduce((sum, b) => sum | (1 << b), 0))
    const alone = passes.reduce((sum, pass, p) => sum | (Number(pass.alone) << p), 0)
    this.plan.set({ passes: passes.length, alone, learn0: bits[0]!, learn1: bits[1] ?? 0 })
    this.#branches.forEach((branch, b) => {
      branch.dropout(passes.some(({ learns }) => learns.includes(b)))
    })
  }
}
