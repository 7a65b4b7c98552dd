import { aliasTable } from '../../kernels/alias.ts'
import { Arena, at } from '../../kernels/arena.ts'
import { Arrays } from '../../kernels/arrays.ts'
import { Crew } from '../../kernels/crew.ts'
import { block, parts, planFields, sums, taskFields } from '../../kernels/gru4rec.ts'
import { Struct } from '../../kernels/struct.ts'
import {
  type Branch,
  bytesOfRecords,
  rowTable,
  setBranch,
  type Table,
  tablesOf,
  up,
  wantBranch,
  widthOf,
} from './branch-memory.ts'
import { activations, type Gru4RecConfig, losses } from './gru4rec-config.ts'
import { copyRows, nameOf, type Shape, type Weights } from './gru4rec-weights.ts'

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

/** The memory of a training, laid out for `assembly/gru4rec.ts`. */
export class Gru4RecMemory {
  readonly arena: Arena
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
  readonly #arrays = new Arrays()
  readonly #tables: readonly Table[]
  readonly #branches: readonly Branch[]
  readonly #momentum: boolean

  /**
   * @param support (items) events of each item in training
   * @param steps most steps of a call
   * @throws TastebudError NO_MEMORY
   */
  constructor(config: Gru4RecConfig, networks: Networks, support: ArrayLike<number>, workers: number, steps: number) {
    const { shapes, mixing } = networks
    const items = shapes[0]!.items
    const lanes = up(config.batchSize, 16)
    // Rows that lie a multiple of 512 bytes apart fall on few lines of the first cache.
    const stride = lanes % 128 === 0 ? lanes + 16 : lanes
    const itemWidth = shapes.reduce((sum, shape) => sum + widthOf(shape), 0)
    const columns = config.batchSize + config.negatives
    const batch = { lanes, stride, columns, itemWidth }
    this.lanes = lanes
    this.steps = steps
    this.#momentum = config.momentum > 0
    let [from, downRows] = [0, 0]
    const places = shapes.map((shape) => {
      const place = shape.scored ? { at: from, downAt: downRows } : { at: 0, downAt: 0 }
      if (mixing === 'sum' && shape !== shapes[0]) return place
      from += widthOf(shape)
      downRows += up(shape.size, 6)
      return place
    })
    const tables = shapes.flatMap((shape): Table[] => [
      ...(shape.scored ? [segment(shape, items, itemWidth, places[shapes.indexOf(shape)]!.at)] : []),
      ...tablesOf(shape),
    ])
    this.#tables = tables

    const a = this.#arrays
    const wanted = new Map(tables.map(({ array, rows, width }) => [array, { rows, width }]))
    for (const [name, { rows, width }] of wanted) {
      // Units come in pairs, and a tile reads a little beyond the last row.
      const length = up(rows, 6) * width + 16
      a.want('f32', name, length)
      a.want('f32', `${name}Squares`, length)
      if (this.#momentum) a.want('f32', `${name}Velocity`, length)
    }
    a.want('i32', 'scheduleInputs', steps * lanes)
    a.want('i32', 'scheduleTargets', steps * lanes)
    a.want('u8', 'scheduleResets', steps * lanes)
    a.want('u32', 'keep', items)
    a.want('u32', 'other', items)
    a.want('f64', 'seeds', 2)
    if (config.loss === 'cross-entropy' && config.logQ > 0) {
      a.want('f32', 'targetWeight', items)
      a.want('f32', 'sampleWeight', items)
    }
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
    const widest = Math.max(...tables.map(({ width }) => width))
    const scratch = up(64 + 4 * ((1 + sums) * stride + (block + 6) * itemWidth + 6 * widest), 64)
    a.want('u8', 'scratch', workers * scratch)
    a.want('u32', 'branches', shapes.length)
    for (const turn of [0, 1]) a.want('f32', `state${turn}`, itemWidth * stride)
    // Last states lie side by side where that is what is scored; a mixture of both has a place of its own.
    const apart = shapes.map((_, b) => mixing === 'sum' || (mixing === 'product' && b === 1))
    const mixed = mixing === 'beside' ? undefined : shapes[mixing === 'sum' ? 0 : 1]!
    if (mixed) a.want('f32', nameOf(mixed, 'mixed'), lanes * widthOf(mixed))
    shapes.forEach((shape, b) => {
      wantBranch(a, shape, config, batch, apart[b]!)
    })
    const records = shapes.reduce((sum, shape) => sum + bytesOfRecords(shape), Struct.room(planFields))
    this.arena = new Arena(a.bytes + records + Struct.room(taskFields) + Crew.room)
    a.take(this.arena)

    const task = new Struct(this.arena, taskFields)
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
    this.plan = new Struct(this.arena, planFields)
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
      scratchSize: scratch,
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
      const states = apart[b] ? undefined : ([joint(0, shape, place.at), joint(1, shape, place.at)] as const)
      return setBranch(this.arena, a, shape, config, batch, place, states, networks.features)
    })
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
    this.seeds = new BigUint64Array(this.arena.memory.buffer, at(a.f64('seeds')), 2)
    const weights = Float64Array.from(support, (n) => (n > 0 ? n ** config.alpha : 0))
    if (config.negatives > 0) aliasTable(weights, { keep: a.u32('keep'), other: a.u32('other') })
    if (a.find('targetWeight')) {
      a.f32('targetWeight').set(Float64Array.from(support, (n) => (n > 0 ? n ** -config.logQ : 1)))
      a.f32('sampleWeight').set(Float64Array.from(weights, (w) => (w > 0 ? w ** -config.logQ : 1)))
    }
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

  /** Takes weights in, from the names and shapes that models are saved with. */
  load(weights: Weights, suffix: '' | 'Squares' | 'Velocity' = ''): void {
    for (const { name, array, offset, rows, columns, width } of this.#tables) {
      copyRows(weights[name]!, columns, this.#arrays.f32(array + suffix).subarray(offset), width, rows)
    }
  }

  /** Copies of the weights, or of what Adagrad keeps beside them. */
  save(suffix: '' | 'Squares' | 'Velocity' = ''): Weights {
    return Object.fromEntries(
      this.#tables.map(({ name, array, offset, rows, columns, width }) => {
        const tensor = new Float32Array(rows * columns)
        copyRows(this.#arrays.f32(array + suffix).subarray(offset), width, tensor, columns, rows)
        return [name, tensor]
      }),
    )
  }

  /** What there is beside the weights. */
  get remembered(): readonly ('Squares' | 'Velocity')[] {
    return this.#momentum ? ['Squares', 'Velocity'] : ['Squares']
  }

  /** A view of an array, for tests. */
  array(name: string): ArrayBufferView | undefined {
    return this.#arrays.find(name)
  }
}

function segment(shape: Shape, rows: number, width: number, offset: number): Table {
  return { name: nameOf(shape, 'items'), array: 'items', offset, rows, columns: shape.size + 1, width }
}
