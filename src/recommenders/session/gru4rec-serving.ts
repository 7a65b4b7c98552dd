import { ItemTable } from '../../kernels/item-table.ts'
import type { Networks } from './gru4rec-walk.ts'
import { nameOf, type Shape, type Weights } from './gru4rec-weights.ts'
import { Shares } from './shares.ts'

interface Layer {
  readonly units: number
  /** (3 units, inputs + 1) and (3 units, units + 1), the last number of a row a bias */
  readonly input: ItemTable
  readonly state: ItemTable
  readonly fromInput: Float32Array
  readonly fromState: Float32Array
  /** Input with a 1 behind, state with a 1 behind. */
  readonly x: Float32Array
  readonly h: Float32Array
}

/**
 * Catalogues of more items are scored in half precision: half the memory to read, which is what it takes the time for,
 * and an error in the fourth digit of a score.
 */
const halvesAbove = 20_000

/** One network that follows one session at a time. All buffers are made once; states are the caller's. */
class Network {
  /** Units of all layers. */
  readonly stateSize: number
  /** The items' vectors where the table has them bit for bit. */
  readonly packed: { readonly name: string; readonly table: ItemTable } | undefined
  readonly #shape: Shape
  /** What is learned of an item as input. */
  readonly #learned: (row: number) => Float32Array
  readonly #inputs: number
  readonly #features: Float32Array | undefined
  readonly #items: ItemTable | undefined
  readonly #layers: readonly Layer[]
  readonly #query: Float32Array

  constructor(shape: Shape, weights: Weights, features: Float32Array | undefined) {
    const tensor = (bare: string) => weights[nameOf(shape, bare)]!
    this.#shape = shape
    this.stateSize = shape.layers.reduce((sum, { units }) => sum + units, 0)
    this.#features = shape.features > 0 ? features : undefined
    const precision = shape.items > halvesAbove ? 'f16' : 'f32'
    const table = shape.scored ? new ItemTable(tensor('items'), shape.size + 1, { precision }) : undefined
    this.#items = table
    this.packed = table && precision === 'f32' ? { name: nameOf(shape, 'items'), table } : undefined
    this.#inputs = shape.embedding === 'none' ? 0 : shape.inputRow || shape.size
    this.#learned = rowsOf(shape, tensor, this.packed?.table)
    this.#query = new Float32Array(shape.size + 1).fill(1)
    this.#layers = shape.layers.map(({ units, inputs }, l) => ({
      units,
      input: new ItemTable(tensor(`layer${l}Input`), inputs + 1),
      state: new ItemTable(tensor(`layer${l}State`), units + 1),
      fromInput: new Float32Array(3 * units),
      fromState: new Float32Array(3 * units),
      x: new Float32Array(inputs + 1).fill(1),
      h: new Float32Array(units + 1).fill(1),
    }))
  }

  /** One event: O(units²) a layer. */
  advance(state: Float32Array, row: number): void {
    const { features, embedding } = this.#shape
    const added = embedding === 'one-hot'
    const first = this.#layers[0]!
    const vector = this.#learned(row)
    if (!added) first.x.set(vector)
    if (this.#features) {
      first.x.set(this.#features.subarray(row * features, (row + 1) * features), added ? 0 : this.#inputs)
    }
    let offset = 0
    for (let l = 0; l < this.#layers.length; l++) {
      const { units, input, state: recurrent, fromInput, fromState, x, h } = this.#layers[l]!
      const own = state.subarray(offset, offset + units)
      h.set(own)
      input.scores(x, fromInput)
      recurrent.scores(h, fromState)
      if (added && l === 0) for (let i = 0; i < fromInput.length; i++) fromInput[i]! += vector[i]!
      for (let j = 0; j < units; j++) {
        const r = sigmoid(fromInput[3 * j]! + fromState[3 * j]!)
        const z = sigmoid(fromInput[3 * j + 1]! + fromState[3 * j + 1]!)
        const c = Math.tanh(fromInput[3 * j + 2]! + r * fromState[3 * j + 2]!)
        own[j] = (1 - z) * h[j]! + z * c
      }
      this.#layers[l + 1]?.x.set(own)
      offset += units
    }
  }

  /** The state of its last layer. */
  top(state: Float32Array): Float32Array {
    return state.subarray(this.stateSize - this.#shape.size)
  }

  /** Raw scores (items): v W + b. @param v (size) */
  logits(v: Float32Array, scores: Float32Array): void {
    this.#query.set(v)
    this.#items!.scores(this.#query, scores)
  }
}

/** What is learned of each item as input: the first numbers of its row on the output side, or a row of its own. */
function rowsOf(
  shape: Shape,
  tensor: (bare: string) => Float32Array,
  table: ItemTable | undefined,
): (row: number) => Float32Array {
  const { embedding, inputRow, size } = shape
  if (embedding === 'none') return () => new Float32Array(0)
  if (inputRow === 0 && table) return (row) => table.row(row).subarray(0, size)
  const [rows, width, taken] = inputRow > 0 ? [tensor('inputs'), inputRow, inputRow] : [tensor('items'), size + 1, size]
  return (row) => rows.subarray(row * width, row * width + taken)
}

/** Trained networks that follow one session at a time; a state is those of all of them, one behind the other. */
export class Gru4RecServing {
  /** Units of all layers. */
  readonly stateSize: number
  readonly #networks: readonly Network[]
  readonly #mixing: Networks['mixing']
  readonly #mixed: Float32Array
  readonly #other: Float32Array
  readonly #shares: Shares

  /** @throws TastebudError NO_KERNELS, NO_MEMORY */
  constructor({ shapes, mixing, features }: Networks, weights: Weights) {
    this.#networks = shapes.map((shape) => new Network(shape, weights, features))
    this.#mixing = mixing
    this.stateSize = this.#networks.reduce((sum, { stateSize }) => sum + stateSize, 0)
    const [first] = shapes as readonly [Shape]
    this.#mixed = new Float32Array(first.size)
    this.#other = new Float32Array(shapes.length > 1 ? first.items : 0)
    this.#shares = new Shares(first.items)
  }

  /**
   * The weights without those that are packed here bit for bit, so that whoever keeps them keeps them once; and the way
   * back to all of them.
   */
  share(weights: Weights): { readonly rest: Weights; whole(): Weights } {
    const packed = this.#networks.flatMap((network) => network.packed ?? [])
    const names = new Set(packed.map(({ name }) => name))
    const rest = Object.fromEntries(Object.entries(weights).filter(([name]) => !names.has(name)))
    return {
      rest,
      whole() {
        const unpacked = packed.map(({ name, table }) => {
          const dense = new Float32Array(table.items * table.width)
          for (let row = 0; row < table.items; row++) dense.set(table.row(row), row * table.width)
          return [name, dense] as const
        })
        return { ...rest, ...Object.fromEntries(unpacked) }
      },
    }
  }

  /** One event: O(units²) a layer. */
  advance(state: Float32Array, row: number): void {
    let offset = 0
    for (const network of this.#networks) {
      network.advance(state.subarray(offset, offset + network.stateSize), row)
      offset += network.stateSize
    }
  }

  /** Raw scores (items). */
  logits(state: Float32Array, scores: Float32Array): void {
    const [one, two] = this.#networks as readonly [Network, Network?]
    const top = one.top(state.subarray(0, one.stateSize))
    if (!two) {
      one.logits(top, scores)
      return
    }
    const second = two.top(state.subarray(one.stateSize))
    if (this.#mixing === 'sum') {
      for (let j = 0; j < top.length; j++) this.#mixed[j] = top[j]! + second[j]!
      one.logits(this.#mixed, scores)
      return
    }
    one.logits(top, scores)
    if (this.#mixing === 'product') {
      for (let j = 0; j < top.length; j++) this.#mixed[j] = top[j]! * second[j]!
      two.logits(this.#mixed, this.#other)
    } else two.logits(second, this.#other)
    for (let i = 0; i < scores.length; i++) scores[i]! += this.#other[i]!
  }

  /**
   * Each item's share of e^score, above 0 and in the order of the raw scores; all 0 for the state before any event.
   */
  score(state: Float32Array, scores: Float32Array): void {
    if (state.every((value) => value === 0)) {
      scores.fill(0)
      return
    }
    this.logits(state, scores)
    this.#shares.share(scores)
  }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
