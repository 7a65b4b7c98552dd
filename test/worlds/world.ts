import type { Interactions } from '../../src/datasets/interactions.ts'
import { type ItemRow, Vocabulary } from '../../src/datasets/vocabulary.ts'
import type { TrainingData } from '../../src/recommenders/contract.ts'

/** A question whose answer is known: after this history the item `expected` must come before every other new item. */
export interface Riddle {
  readonly history: readonly ItemRow[]
  readonly expected: ItemRow
}

/** Toy data with known answers. */
export interface World {
  readonly data: TrainingData
  readonly riddles: readonly Riddle[]
}

/** Item rows from plain numbers. */
export const rows = (...numbers: readonly number[]): ItemRow[] => numbers as ItemRow[]

/** Sequences of rows as interactions over items called `item-0`, `item-1` ...; one event a second, or no times. */
export function interactionsOf(
  sequences: readonly (readonly number[])[],
  items: number,
  options: { readonly timed?: boolean } = {},
): Interactions {
  const offsets = new Uint32Array(sequences.length + 1)
  for (let s = 0; s < sequences.length; s++) offsets[s + 1] = offsets[s]! + sequences[s]!.length
  const flat = sequences.flat()
  return {
    items: new Vocabulary(Array.from({ length: items }, (_, row) => `item-${row}`)),
    offsets,
    rows: Uint32Array.from(flat),
    times: Float64Array.from(flat, (_, event) => (options.timed === false ? Number.NaN : 1_000_000 + event)),
    values: new Float32Array(flat.length).fill(1),
    names: sequences.map((_, s) => `listener-${s}`),
  }
}

/** How many items outside the history score at least as high as the expected one, itself included: 1 is right. */
export function rankOf(riddle: Riddle, scores: Float32Array): number {
  const wanted = scores[riddle.expected]!
  let rank = 0
  scores.forEach((score, row) => {
    if (!riddle.history.includes(row as ItemRow) && score >= wanted) rank++
  })
  return rank
}
