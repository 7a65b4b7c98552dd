import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemRow } from '../../datasets/vocabulary.ts'
import { keeps, OUT, type Verdicts } from './constraints.ts'
import type { Constraint, Relaxation } from './mind.ts'

/**
 * For each constraint: how many items would pass if only that one were given up, with the best scored of those it
 * brings. Constraints that bring nothing are left out; the one that brings most comes first. Where nothing passes at all
 * there is one way more: what that item breaks which breaks fewest and keeps all that could be given up alone.
 */
export function relax(
  constraints: readonly Constraint[],
  verdicts: Verdicts,
  scores: Float64Array,
  catalogue: Catalogue,
): readonly Relaxation[] {
  const gained = new Uint32Array(constraints.length)
  const best = new Int32Array(constraints.length).fill(-1)
  for (let row = 0; row < verdicts.broken.length; row++) {
    if (verdicts.broken[row] !== 1) continue
    const index = verdicts.which[row]!
    gained[index]! += 1
    if (best[index]! < 0 || scores[row]! > scores[best[index]!]!) best[index] = row
  }
  const single = constraints
    .map((constraint, index) => ({ constraint, gained: gained[index]!, best: best[index]! }))
    .filter((option) => option.gained > 0)
    .sort((a, b) => b.gained - a.gained)
    .map((option) => ({
      constraints: [option.constraint],
      candidates: verdicts.passing + option.gained,
      example: catalogue.at(option.best as ItemRow).id,
    }))
  if (verdicts.passing > 0) return single
  const alone = single.flatMap((option) => option.constraints)
  return [...single, ...several(constraints, alone, verdicts, scores, catalogue)]
}

/** The constraints that the item which breaks fewest breaks, the best scored of them where several do; none of `alone`. */
function several(
  constraints: readonly Constraint[],
  alone: readonly Constraint[],
  { broken, passing }: Verdicts,
  scores: Float64Array,
  catalogue: Catalogue,
): readonly Relaxation[] {
  let closest = -1
  for (let row = 0; row < broken.length; row++) {
    if (broken[row] === 0 || broken[row] === OUT) continue
    if (!alone.every((constraint) => keeps(catalogue, catalogue.at(row as ItemRow), constraint))) continue
    const fewer = closest < 0 || broken[row]! < broken[closest]!
    if (fewer || (broken[row] === broken[closest] && scores[row]! > scores[closest]!)) closest = row
  }
  if (closest < 0) return []
  const item = catalogue.at(closest as ItemRow)
  const given = constraints.filter((constraint) => !keeps(catalogue, item, constraint))
  const kept = constraints.filter((constraint) => !given.includes(constraint))
  let brought = 0
  for (let row = 0; row < broken.length; row++) {
    if (broken[row] === 0 || broken[row]! > given.length) continue
    if (kept.every((constraint) => keeps(catalogue, catalogue.at(row as ItemRow), constraint))) brought++
  }
  return [{ constraints: given, candidates: passing + brought, example: item.id }]
}
