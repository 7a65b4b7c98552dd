import { Arena, at } from '../../kernels/arena.ts'
import { compile, instantiate, type Kernels } from '../../kernels/instantiate.ts'
import { ItemTable } from '../../kernels/item-table.ts'
import type { Shape, Weights } from './gru4rec-weights.ts'

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

/** A trained GRU4Rec that follows one session at a time. All buffers are made once; states are the caller's. */
export class Gru4RecServing {
  /** Units of all layers. */
  readonly stateSize: number
  readonly #shape: Shape
  readonly #weights: Weights
  readonly #items: ItemTable
  readonly #layers: readonly Layer[]
  readonly #query: Float32Array
  readonly #kernels: Kernels
  readonly #scores: Float32Array

  /** @throws TastebudError NO_KERNELS, NO_MEMORY */
  constructor(shape: Shape, weights: Weights) {
    this.#shape = shape
    this.#weights = weights
    this.stateSize = shape.layers.reduce((sum, { units }) => sum + units, 0)
    const precision = shape.items > halvesAbove ? 'f16' : 'f32'
    this.#items = new ItemTable(weights.items!, shape.size + 1, { precision })
    this.#query = new Float32Array(shape.size + 1).fill(1)
    this.#layers = shape.layers.map(({ units, inputs }, l) => ({
      units,
      input: new ItemTable(weights[`layer${l}Input`]!, inputs + 1),
      state: new ItemTable(weights[`layer${l}State`]!, units + 1),
      fromInput: new Float32Array(3 * units),
      fromState: new Float32Array(3 * units),
      x: new Float32Array(inputs + 1).fill(1),
      h: new Float32Array(units + 1).fill(1),
    }))
    const room = Math.ceil(shape.items / 4) * 4
    const arena = new Arena(4 * room)
    this.#scores = arena.f32(room).fill(-3e38)
    this.#kernels = instantiate(compile('gru4rec'), arena.memory)
  }

  /** One event: O(units²) a layer. */
  advance(state: Float32Array, row: number): void {
    const { inputRow, size } = this.#shape
    const first = this.#layers[0]!
    const width = inputRow > 0 ? inputRow : size + 1
    const vector = (inputRow > 0 ? this.#weights.inputs! : this.#weights.items!).subarray(row * width)
    const given = first.x.length - 1
    first.x.set(vector.subarray(0, given))
    let offset = 0
    for (let l = 0; l < this.#layers.length; l++) {
      const { units, input, state: recurrent, fromInput, fromState, x, h } = this.#layers[l]!
      const own = state.subarray(offset, offset + units)
      h.set(own)
      input.scores(x, fromInput)
      recurrent.scores(h, fromState)
      if (given === 0 && l === 0) for (let i = 0; i < fromInput.length; i++) fromInput[i]! += vector[i]!
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

  /** Raw scores (items): h W + b. */
  logits(state: Float32Array, scores: Float32Array): void {
    this.#query.set(state.subarray(this.stateSize - this.#shape.size))
    this.#items.scores(this.#query, scores)
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
    this.#scores.set(scores)
    this.#kernels.softmax!(at(this.#scores), this.#scores.length)
    scores.set(this.#scores.subarray(0, scores.length))
    this.#scores.fill(-3e38, scores.length)
  }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
