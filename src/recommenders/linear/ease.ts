import { z } from 'zod'
import { TastebudError } from '../../errors.ts'
import { checkEvents } from '../checks.ts'
import { type Profiles, profilesOf } from '../neighbours/profiles.ts'
import { type NeighbourTable, TableBuilder, transpose } from '../neighbours/table.ts'
import { tableRecipe } from '../neighbours/table-recipe.ts'
import { pause } from '../pause.ts'
import { invertSpd } from './spd-inverse.ts'

const schema = z.strictObject({
  /** λ, 100 to 1000 as a rule: the larger, the less a rare pair is trusted. */
  lambda: z.number().gt(0).max(1e9),
  /** Of a larger catalogue the most-rated items are taken; time grows with its cube, memory with 8 bytes * its square. */
  maxItems: z.int().min(1).max(20_000),
  /** How many weights a candidate keeps, largest |weight| first; 0 = all; auto = all up to `maxItems` items, else 200. */
  weightsPerItem: z.union([z.literal('auto'), z.int().min(0).max(1e6)]),
  /** Which of the history speaks. */
  from: z.enum(['last', 'profile']),
})
export type EaseConfig = z.infer<typeof schema>

const keptWhenLarge = 200

/** How many weights an item keeps of an EASE with that config over so many items; 0 = all. */
export function keptWeights({ weightsPerItem, maxItems }: EaseConfig, items: number): number {
  if (weightsPerItem !== 'auto') return weightsPerItem
  return items > maxItems ? keptWhenLarge : 0
}

/** Least squares |X - XB|² + λ|B|² with a diagonal of zeros: P = (XᵀX + λI)⁻¹, B_ij = -P_ij / P_jj; score = x B. */
export const ease = tableRecipe<EaseConfig>({
  name: 'ease',
  title: 'EASE, a linear autoencoder',
  paper: 'Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019',
  needs: ['interactions'],
  gives: 'the strongest simple ranking from everything that somebody liked, with the liked items as reasons',
  defaults: { lambda: 200, maxItems: 5000, weightsPerItem: 'auto', from: 'profile' },
  schema,
  from: (config) => config.from,
  async build(data, config, run) {
    checkEvents('ease', data)
    const size = data.interactions.items.size
    const profiles = profilesOf(data.interactions)
    const chosen = mostTaken(profiles, size, config.maxItems)
    const notes: string[] = []
    if (chosen.length < size) {
      notes.push(`EASE took the ${chosen.length} items with the most listeners of ${size}; the others score 0.`)
    }
    const keep = keptWeights(config, size)
    if (keep > 0 && keep < chosen.length) {
      notes.push(`EASE kept the ${keep} largest of ${chosen.length} weights of each item.`)
    }
    const matrix = gram(profiles, size, chosen, config.lambda)
    const positive = await invertSpd(matrix, chosen.length, (share) =>
      pause(run, Math.round(share * chosen.length), chosen.length),
    )
    if (!positive) {
      throw new TastebudError(
        'BAD_OPTION',
        `ease: with lambda ${config.lambda} the matrix of ${chosen.length} items cannot be inverted`,
        'Choose a larger lambda.',
      )
    }
    return { table: weights(matrix, chosen, size, keep), notes }
  },
})

/** The `most` items with the most listeners (equal ones: the earlier row), ascending by row. */
function mostTaken(profiles: Profiles, size: number, most: number): Uint32Array {
  const listeners = (row: number) => profiles.itemOffsets[row + 1]! - profiles.itemOffsets[row]!
  const rows = Uint32Array.from({ length: size }, (_, row) => row)
  if (size <= most) return rows
  return rows
    .sort((a, b) => listeners(b) - listeners(a) || a - b)
    .slice(0, most)
    .sort()
}

/** XᵀX + λI of binary X over the chosen items, lower triangle. */
function gram(profiles: Profiles, size: number, chosen: Uint32Array, lambda: number): Float64Array {
  const n = chosen.length
  const place = new Int32Array(size).fill(-1)
  chosen.forEach((row, at) => {
    place[row] = at
  })
  const matrix = new Float64Array(n * n)
  const held = new Uint32Array(n)
  for (let s = 0; s + 1 < profiles.offsets.length; s++) {
    let count = 0
    for (let p = profiles.offsets[s]!; p < profiles.offsets[s + 1]!; p++) {
      const at = place[profiles.items[p]!]!
      if (at >= 0) held[count++] = at
    }
    // ascending, as profiles and `chosen` are
    for (let x = 0; x < count; x++) {
      const line = held[x]! * n
      for (let y = 0; y <= x; y++) matrix[line + held[y]!]!++
    }
  }
  for (let i = 0; i < n; i++) matrix[i * n + i]! += lambda
  return matrix
}

/** B by history item. Chosen by column, as it is the candidate that must not lose its strongest voices. */
function weights(inverse: Float64Array, chosen: Uint32Array, size: number, keep: number): NeighbourTable {
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
    const own = inverse[j * n + j]!
    let count = 0
    for (let i = 0; i < n; i++) {
      if (i === j) continue
      // the inverse is symmetric: reading row j is reading column j
      dense[chosen[i]!] = -inverse[j * n + i]! / own
      rows[count++] = chosen[i]!
    }
    builder.add(rows, count, dense, keep)
    next++
  }
  return transpose(builder.build())
}
