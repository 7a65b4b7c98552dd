import type { ItemRow } from '../../src/datasets/vocabulary.ts'
import type { RowQuery, SessionModel } from '../../src/recommenders/contract.ts'

/** A small recurrent model without chance: h' = tanh(h / 2 + e_i), e_i of cosines; score_j = e^(h . e_j). Counts its steps. */
export class ToySession implements SessionModel {
  readonly stateSize = 3
  steps = 0

  constructor(readonly items: number) {}

  start(): Float32Array {
    return new Float32Array(this.stateSize)
  }

  advance(state: Float32Array, row: ItemRow): void {
    this.steps++
    for (let k = 0; k < state.length; k++) state[k] = Math.tanh(state[k]! / 2 + embedding(row, k))
  }

  scoreState(state: Float32Array, scores: Float32Array): void {
    for (let row = 0; row < this.items; row++) scores[row] = scoreOf(state, row)
  }

  scoreStateRows(state: Float32Array, rows: readonly number[], values: Float32Array): void {
    rows.forEach((row, r) => {
      values[r] = scoreOf(state, row)
    })
  }

  score({ history }: RowQuery, scores: Float32Array): void {
    const state = this.start()
    for (const row of history) this.advance(state, row)
    this.scoreState(state, scores)
  }
}

const embedding = (row: number, k: number) => Math.cos(1 + row * (k + 2))

function scoreOf(state: Float32Array, row: number): number {
  if (state.every((value) => value === 0)) return 0
  return Math.exp(state.reduce((sum, value, k) => sum + value * embedding(row, k), 0))
}
