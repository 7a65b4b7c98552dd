import { z } from 'zod'
import { TastebudError } from '../../errors.ts'
import { checkEvents } from '../checks.ts'
import { type Profiles, profilesOf } from '../neighbours/profiles.ts'
import { type NeighbourTable, TableBuilder, transpose } from '../neighbours/table.ts'
import { tableRecipe } from '../neighbours/table-recipe.ts'
import { pause } from '../pause.ts'
import { type Invertible, spdInverse } from './spd-inverse.ts'

const schema = z.strictObject({
  /** λ, 100 to 1000 as a rule: the larger, the less a rare pair is trusted. */
  lambda: z.number().gt(0).max(1e9),
  /** Of a larger catalogue the most-rated items are taken; time grows with its cube, memory with 8 bytes * its square. */
  maxItems: z.int().min(1).max(20_000),
  /** How many weights a candidate keeps, largest |weight| first; 0 = all; auto = all up to 5,000 items, else 200. */
  weightsPerItem: z.union([z.literal('auto'), z.int().min(0).max(1e6)]),
  /** Which of the history speaks. */
  from: z.enum(['last', 'profile']),
})
export type EaseConfig = z.infer<typeof schema>

/** Up to so many items all weights are kept unless told otherwise: 25 million are 200 MB in every chat. */
export const wholeUpTo = 5000
const keptWhenLarge = 200

/** How many weights an item keeps of an EASE with that config over so many items; 0 = all. */
export function keptWeights({ weightsPerItem }: EaseConfig, items: number): number {
  if (weightsPerItem !== 'auto') return weightsPerItem
  return items > wholeUpTo ? keptWhenLarge : 0
}

/** Least squares |X - XB|² + λ|B|² with a diagonal of zeros: P = (XᵀX + λI)⁻¹, B_ij = -P_ij / P_jj; score = x B. */
export const ease = tableRecipe<EaseConfig>({
  name: 'ease',
  title: 'EASE, a linear autoencoder',
  paper: 'Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019',
  needs: ['interactions'],
  gives: 'the strongest simple ranking from everything that somebody liked, with the liked items as reasons',
  defaults: { lambda: 200, maxItems: 10_000, weightsPerItem: 'auto', from: 'profile' },
  schema,
  from: (config) => config.from,
  async build(data, config, run) {
    checkEvents('ease', data)
    const size = data.interactions.items.size
    const profiles = profilesOf(data.interactions)
    const taken = takenRows(profiles, size)
    const chosen = mostTaken(profiles, taken, config.maxItems)
    const notes: string[] = []
    if (chosen.length < taken.length) {
      notes.push(`EASE took the ${chosen.length} items with the most listeners of ${taken.length}; the others score 0.`)
    }
    const keep = keptWeights(config, chosen.length)
    if (keep > 0 && keep < chosen.length) {
      notes.push(`EASE kept the ${keep} largest of ${chosen.length} weights of each item.`)
    }
    const matrix = spdInverse(chosen.length, run.workers)
    try {
      fillGram(matrix, profiles, size, chosen, config.lambda)
      const positive = await matrix.invert((share) => pause(run, Math.floor(share * chosen.length), chosen.length))
      if (!positive) {
        throw new TastebudError(
          'BAD_OPTION',
          `ease: with lambda ${config.lambda} the matrix of ${chosen.length} items cannot be inverted`,
          'Choose a larger lambda.',
        )
      }
      return { table: weights(matrix, chosen, size, keep), notes }
    } finally {
      await matrix.close()
    }
  },
})

const listeners = ({ itemOffsets }: Profiles, row: number): number => itemOffsets[row + 1]! - itemOffsets[row]!

/** Who has no listeners has no weights, and need not be in the matrix. */
function takenRows(profiles: Profiles, size: number): Uint32Array {
  return Uint32Array.from({ length: size }, (_, row) => row).filter((row) => listeners(profiles, row) > 0)
}

/** The `most` rows with the most listeners (equal ones: the earlier row), ascending. */
function mostTaken(profiles: Profiles, rows: Uint32Array, most: number): Uint32Array {
  if (rows.length <= most) return rows
  return rows
    .toSorted((a, b) => listeners(profiles, b) - listeners(profiles, a) || a - b)
    .slice(0, most)
    .sort()
}

/** Writes XᵀX + λI of binary X over the chosen items, lower triangle. */
function fillGram(
  { values, stride }: Invertible,
  profiles: Profiles,
  size: number,
  chosen: Uint32Array,
  lambda: number,
): void {
  const place = new Int32Array(size).fill(-1)
  chosen.forEach((row, at) => {
    place[row] = at
  })
  const held = new Uint32Array(chosen.length)
  for (let s = 0; s + 1 < profiles.offsets.length; s++) {
    let count = 0
    for (let p = profiles.offsets[s]!; p < profiles.offsets[s + 1]!; p++) {
      const at = place[profiles.items[p]!]!
      if (at >= 0) held[count++] = at
    }
    // ascending, as profiles and `chosen` are
    for (let x = 0; x < count; x++) {
      const line = held[x]! * stride
      for (let y = 0; y <= x; y++) values[line + held[y]!]!++
    }
  }
  for (let i = 0; i < chosen.length; i++) values[i * stride + i]! += lambda
}

/** B by history item. Chosen by column, as it is the candidate that must not lose its strongest voices. */
function weights({ values, stride }: Invertible, chosen: Uint32Array, size: number, keep: number): NeighbourTable {
  const n = chosen.length
  const builder = new TableBuilder(size)
  const dense = new Float64Array(size)
  const rows = new Uint32Array(n)
  let next = 0
  for (let j = 0; j < n; j++) {
    while (next < chosen[j]!) {
      builder.add(rows, 0, dense, 0)
      next++
    }
    const own = values[j * stride + j]!
    let count = 0
    for (let i = 0; i < n; i++) {
      if (i === j) continue
      // the inverse is symmetric: reading row j is reading column j
      dense[chosen[i]!] = -values[j * stride + i]! / own
      rows[count++] = chosen[i]!
    }
    builder.add(rows, count, dense, keep)
    next++
  }
  return transpose(builder.build())
}
