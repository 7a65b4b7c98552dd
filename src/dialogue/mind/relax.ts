import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemRow } from '../../datasets/vocabulary.ts'
import type { Verdicts } from './constraints.ts'
import type { Constraint, Suggestions } from './mind.ts'

/**
 * For each constraint: how many items would pass if only that one were given up, with the best scored
 * of those it brings. Constraints that bring nothing are left out; the one that brings most comes first.
 */
export function relax(
  constraints: readonly Constraint[],
  verdicts: Verdicts,
  scores: Float64Array,
  catalogue: Catalogue,
): Suggestions['relax'] {
  const gained = new Uint32Array(constraints.length)
  const best = new Int32Array(constraints.length).fill(-1)
  for (let row = 0; row < verdicts.broken.length; row++) {
    if (verdicts.broken[row] !== 1) continue
    const index = verdicts.which[row]!
    gained[index]! += 1
    if (best[index]! < 0 || scores[row]! > scores[best[index]!]!) best[index] = row
  }
  return constraints
    .map((constraint, index) => ({ constraint, gained: gained[index]!, best: best[index]! }))
    .filter((option) => option.gained > 0)
    .sort((a, b) => b.gained - a.gained)
    .map((option) => ({
      constraint: option.constraint,
      candidates: verdicts.passing + option.gained,
      example: catalogue.at(option.best as ItemRow).id,
    }))
}
