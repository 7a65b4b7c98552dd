import { aliasTable } from '../../kernels/alias.ts'
import { Arena, at } from '../../kernels/arena.ts'
import { Crew } from '../../kernels/crew.ts'
import { block, layerFields, parts, planFields, sums, taskFields } from '../../kernels/gru4rec.ts'
import { Struct } from '../../kernels/struct.ts'
import { activations, type Gru4RecConfig, losses } from './gru4rec-config.ts'
import { copyRows, type Shape, type Weights } from './gru4rec-weights.ts'

const up = (n: number, multiple: number) => Math.ceil(n / multiple) * multiple

type Kind = 'f32' | 'f64' | 'u32' | 'i32' | 'u8'
/** Arrays by name, each taken from an arena that is just large enough for all. */
class Arrays {
  readonly #wanted = new Map<string, { kind: Kind; length: number }>()
  readonly #taken = new Map<string, ArrayBufferView>()

  want(kind: Kind, name: string, length: number): void {
    this.#wanted.set(name, { kind, length })
  }
  get bytes(): number {
    const size = { f32: 4, f64: 8, u32: 4, i32: 4, u8: 1 }
    return Arena.room(...[...this.#wanted.values()].map(({ kind, length }) => size[kind] * length))
  }
  take(arena: Arena): void {
    for (const [name, { kind, length }] of this.#wanted) this.#taken.set(name, arena[kind](length))
  }
  f32 = (name: string): Float32Array => this.#get(name, Float32Array)
  f64 = (name: string): Float64Array => this.#get(name, Float64Array)
  u32 = (name: string): Uint32Array => this.#get(name, Uint32Array)
  i32 = (name: string): Int32Array => this.#get(name, Int32Array)
  u8 = (name: string): Uint8Array => this.#get(name, Uint8Array)
  /** The array of that name, or none where it was not wanted. */
  find = (name: string): ArrayBufferView | undefined => this.#taken.get(name)

  #get<Type extends ArrayBufferView>(name: string, type: new (n: number) => Type): Type {
    const found = this.#taken.get(name)
    if (!(found instanceof type)) throw new RangeError(`no array "${name}"`)
    return found
  }
}

/** Where tensors of the model lie while it is trained: padded rows, each with sums of squares and velocities. */
interface Table {
  readonly name: string
  readonly rows: number
  readonly columns: number
  readonly width: number
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
  readonly #momentum: boolean

  /**
   * @param support (items) events of each item in training
   * @param steps most steps of a call
   * @throws TastebudError NO_MEMORY
   */
  constructor(config: Gru4RecConfig, shape: Shape, support: ArrayLike<number>, workers: number, steps: number) {
    const { items, size, layers, inputRow } = shape
    const oneHot = config.embedding === 'one-hot'
    const lanes = up(config.batchSize, 16)
    // Rows that lie a multiple of 512 bytes apart fall on few lines of the first cache.
    const stride = lanes % 128 === 0 ? lanes + 16 : lanes
    const itemWidth = up(size + 1, 8)
    const inputWidth = inputRow === 0 ? itemWidth : up(inputRow + 1, 8)
    const columns = config.batchSize + config.negatives
    this.lanes = lanes
    this.steps = steps
    this.#momentum = config.momentum > 0
    const tables: Table[] = [{ name: 'items', rows: items, columns: size + 1, width: itemWidth }]
    if (inputRow > 0) tables.push({ name: 'inputs', rows: items, columns: inputRow, width: inputWidth })
    layers.forEach(({ units, inputs }, l) => {
      tables.push({ name: `layer${l}Input`, rows: 3 * units, columns: inputs + 1, width: up(inputs + 1, 8) })
      tables.push({ name: `layer${l}State`, rows: 3 * units, columns: units + 1, width: up(units + 1, 8) })
    })
    this.#tables = tables

    const a = this.#arrays
    for (const { name, rows, width } of tables) {
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
    a.want('u32', 'columnRow', columns)
    a.want('f32', 'columnCount', columns)
    a.want('u32', 'columnOf', items)
    a.want('i32', 'found', 4)
    a.want('f32', 'scores', (columns + block) * stride)
    a.want('f32', 'powers', (columns + block) * stride)
    a.want('u32', 'scoreRows', columns + block)
    a.want('f32', 'blocks', (Math.ceil(columns / block) + 2 * parts) * sums * stride)
    a.want('f32', 'targetRows', itemWidth * stride)
    a.want('f32', 'down', parts * up(size, 6) * stride)
    a.want('i32', 'inputItem', lanes)
    a.want('i32', 'inputSlot', lanes)
    a.want('u32', 'inputOf', items)
    a.want('f32', 'inputGradient', lanes * inputWidth)
    if (config.dropoutEmbedding > 0) a.want('f32', 'inputMask', lanes * inputWidth)
    a.want('f32', 'turned', (inputWidth + 8) * stride)
    a.want('f32', 'byLane', lanes * Math.max(inputWidth, itemWidth))
    a.want('f64', 'lossSum', 1)
    a.want('i32', 'slots', lanes)
    a.want('f32', 'scale', lanes)
    const widest = Math.max(...tables.map(({ width }) => width))
    const scratch = up(64 + 4 * ((1 + sums) * stride + (block + 6) * itemWidth + 6 * widest), 64)
    a.want('u8', 'scratch', workers * scratch)
    a.want('u32', 'layers', layers.length)
    layers.forEach(({ units, inputs }, l) => {
      const even = up(units, 2)
      const width = up(units + 1, 8)
      const rows = 3 * even
      for (const name of ['wRows', 'uRows', 'fromInputRows', 'fromStateRows']) a.want('u32', `${l}${name}`, rows)
      if (l === 0) {
        a.want('f32', `${l}x`, up(inputs + 1, 8) * stride)
        a.want('f32', `${l}xByLane`, lanes * up(inputs + 1, 8))
      }
      for (const turn of [0, 1]) {
        a.want('f32', `${l}state${turn}`, width * stride)
        a.want('f32', `${l}byLane${turn}`, lanes * width)
      }
      for (const name of ['fromInput', 'fromState']) a.want('f32', `${l}${name}`, (rows + 8) * stride)
      for (const name of ['r', 'z', 'c']) a.want('f32', `${l}${name}`, even * stride)
      if (config.dropoutHidden > 0) a.want('f32', `${l}mask`, units * stride)
      if (l === 0 && oneHot) a.want('f32', `${l}added`, inputWidth * stride)
      a.want('f32', `${l}down`, parts * up(inputs, 6) * stride)
    })
    const records = Struct.room(planFields) + Struct.room(taskFields) + layers.length * Struct.room(layerFields)
    this.arena = new Arena(a.bytes + records + Crew.room)
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
    const mode = { shared: 0, separate: 1, 'one-hot': 2 }[config.embedding]
    const source = mode === 0 ? 'items' : 'inputs'
    this.plan = new Struct(this.arena, planFields)
    this.plan.set({
      lanes,
      stride,
      layerCount: layers.length,
      inputs: a.i32('scheduleInputs'),
      targets: a.i32('scheduleTargets'),
      resets: a.u8('scheduleResets'),
      itemWidth,
      items: a.f32('items'),
      itemSquares: a.f32('itemsSquares'),
      itemVelocity: a.find('itemsVelocity'),
      mode,
      inputSize: mode === 0 ? size : inputRow,
      inputRowWidth: inputWidth,
      inputItems: a.f32(source),
      inputSquares: a.f32(`${source}Squares`),
      inputVelocity: a.find(`${source}Velocity`),
      samples: config.negatives,
      aliasKeep: a.u32('keep'),
      aliasOther: a.u32('other'),
      aliasSize: items,
      sampleState: at(a.f64('seeds')),
      maskState: at(a.f64('seeds')) + 8,
      task: task.address,
      scratchSize: scratch,
      downRows: up(size, 6),
      rate: config.learningRate,
      momentum: config.momentum,
      inputKeep: keepOf(config.dropoutEmbedding),
      inputScale: 1 / (1 - config.dropoutEmbedding),
      stateKeep: keepOf(config.dropoutHidden),
      stateScale: 1 / (1 - config.dropoutHidden),
      batchScale: 1 / config.batchSize,
    })
    for (const name of ['targetWeight', 'sampleWeight', 'inputMask'] as const) this.plan.set({ [name]: a.find(name) })
    for (const name of [
      ...(['columnItem', 'columnRow', 'columnCount', 'columnOf', 'found', 'scores', 'powers', 'scoreRows'] as const),
      ...(['blocks', 'targetRows', 'down', 'inputItem', 'inputSlot', 'inputOf', 'inputGradient'] as const),
      ...(['turned', 'byLane', 'lossSum', 'scratch', 'layers'] as const),
    ]) {
      this.plan.set({ [name]: a.find(name) })
    }
    rowTable(a.u32('scoreRows'), a.f32('scores'), stride)
    layers.forEach(({ units, inputs }, l) => {
      const record = new Struct(this.arena, layerFields)
      const [w, u] = [`layer${l}Input`, `layer${l}State`]
      record.set({
        units,
        even: up(units, 2),
        width: up(units + 1, 8),
        inputs,
        inputWidth: up(inputs + 1, 8),
        w: a.f32(w),
        wSquares: a.f32(`${w}Squares`),
        wVelocity: a.find(`${w}Velocity`),
        u: a.f32(u),
        uSquares: a.f32(`${u}Squares`),
        uVelocity: a.find(`${u}Velocity`),
        downRows: up(inputs, 6),
      })
      for (const name of [
        ...(['wRows', 'uRows', 'x', 'xByLane', 'state0', 'state1', 'byLane0', 'byLane1', 'fromInput'] as const),
        ...(['fromState', 'fromInputRows', 'fromStateRows', 'r', 'z', 'c', 'mask', 'added', 'down'] as const),
      ]) {
        record.set({ [name]: a.find(`${l}${name}`) })
      }
      rowTable(a.u32(`${l}wRows`), a.f32(w), up(inputs + 1, 8))
      rowTable(a.u32(`${l}uRows`), a.f32(u), up(units + 1, 8))
      rowTable(a.u32(`${l}fromInputRows`), a.f32(`${l}fromInput`), stride)
      rowTable(a.u32(`${l}fromStateRows`), a.f32(`${l}fromState`), stride)
      // The element above all units is 1: what the biases are multiplied by.
      for (const turn of [0, 1]) {
        a.f32(`${l}state${turn}`).fill(1, units * stride, units * stride + lanes)
        const byLane = a.f32(`${l}byLane${turn}`)
        for (let lane = 0; lane < lanes; lane++) byLane[lane * up(units + 1, 8) + units] = 1
      }
      if (l === 0 && oneHot) {
        a.f32('0x').fill(1, 0, lanes)
        for (let lane = 0; lane < lanes; lane++) a.f32('0xByLane')[lane * 8] = 1
      }
      a.u32('layers')[l] = record.address
    })

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

  /** Takes weights in, from the names and shapes that models are saved with. */
  load(weights: Weights, suffix: '' | 'Squares' | 'Velocity' = ''): void {
    for (const { name, rows, columns, width } of this.#tables) {
      copyRows(weights[name]!, columns, this.#arrays.f32(name + suffix), width, rows)
    }
  }

  /** Copies of the weights, or of what Adagrad keeps beside them. */
  save(suffix: '' | 'Squares' | 'Velocity' = ''): Weights {
    return Object.fromEntries(
      this.#tables.map(({ name, rows, columns, width }) => {
        const tensor = new Float32Array(rows * columns)
        copyRows(this.#arrays.f32(name + suffix), width, tensor, columns, rows)
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

/** A draw of 32 bits stays where it is below this. */
const keepOf = (dropout: number) => Math.min(0xffffffff, Math.round((1 - dropout) * 2 ** 32))

function rowTable(into: Uint32Array, rows: Float32Array, width: number): void {
  for (let row = 0; row < into.length; row++) into[row] = at(rows) + 4 * width * row
}
