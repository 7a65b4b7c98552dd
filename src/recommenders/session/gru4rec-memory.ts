import { aliasTable } from '../../kernels/alias.ts'
import { Arena } from '../../kernels/arena.ts'
import { Arrays } from '../../kernels/arrays.ts'
import { Crew } from '../../kernels/crew.ts'
import { type Table, tablesOf, up } from './branch-memory.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'
import { frameOf, type Networks, Walk, wantWalk } from './gru4rec-walk.ts'
import { copyRows, nameOf, type Shape, type Weights } from './gru4rec-weights.ts'

/** Whose threads train: all of them on one walk, or each on its own. */
export interface Threads {
  readonly workers: number
  /** Default 1. */
  readonly walks?: number
}

/** The memory of a training: what is learned, and the walks that learn it. */
export class Gru4RecMemory {
  readonly arena: Arena
  /** All learn the same weights. */
  readonly walks: readonly Walk[]
  /** (walks) addresses of their plans */
  readonly plans: Uint32Array
  readonly #arrays = new Arrays()
  readonly #tables: readonly Table[]
  readonly #momentum: boolean

  /**
   * @param support (items) events of each item in training
   * @param steps most steps of a call
   * @throws TastebudError NO_MEMORY
   */
  constructor(
    config: Gru4RecConfig,
    networks: Networks,
    support: ArrayLike<number>,
    { workers, walks = 1 }: Threads,
    steps: number,
  ) {
    const frame = frameOf(config, networks, walks > 1 ? 1 : workers, steps)
    const { items, batch, places } = frame
    const { shapes } = networks
    this.#momentum = config.momentum > 0
    const tables = shapes.flatMap((shape, b): Table[] => [
      ...(shape.scored ? [segment(shape, items, batch.itemWidth, places[b]!.at)] : []),
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
    for (const shape of shapes) {
      if (shape.features > 0) a.want('f32', nameOf(shape, 'features'), items * shape.features)
    }
    a.want('u32', 'keep', items)
    a.want('u32', 'other', items)
    if (config.loss === 'cross-entropy' && config.logQ > 0) {
      a.want('f32', 'targetWeight', items)
      a.want('f32', 'sampleWeight', items)
    }
    a.want('u32', 'plans', walks)
    const own = Array.from({ length: walks }, () => new Arrays(a))
    const records = own.reduce((sum, arrays) => sum + wantWalk(arrays, frame), 0)
    this.arena = new Arena([a, ...own].reduce((sum, { bytes }) => sum + bytes, records + Crew.room))
    for (const arrays of [a, ...own]) arrays.take(this.arena)
    for (const shape of shapes) {
      if (shape.features > 0) a.f32(nameOf(shape, 'features')).set(networks.features!)
    }
    const weights = Float64Array.from(support, (n) => (n > 0 ? n ** config.alpha : 0))
    if (config.negatives > 0) aliasTable(weights, { keep: a.u32('keep'), other: a.u32('other') })
    if (a.find('targetWeight')) {
      a.f32('targetWeight').set(Float64Array.from(support, (n) => (n > 0 ? n ** -config.logQ : 1)))
      a.f32('sampleWeight').set(Float64Array.from(weights, (w) => (w > 0 ? w ** -config.logQ : 1)))
    }
    this.walks = own.map((arrays) => new Walk(this.arena, arrays, frame))
    this.plans = a.u32('plans')
    this.plans.set(this.walks.map(({ plan }) => plan.address))
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
}

function segment(shape: Shape, rows: number, width: number, offset: number): Table {
  return { name: nameOf(shape, 'items'), array: 'items', offset, rows, columns: shape.size + 1, width }
}
