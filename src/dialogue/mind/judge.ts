import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId, ItemRow } from '../../datasets/vocabulary.ts'
import { type Filter, keeps, type Verdicts } from './constraints.ts'
import type { Constraint, Judged, Reason } from './mind.ts'

/** Where items stand under the wish that was scored last, for questions such as "why not Heat?" and "which is better?". */
export function judged(
  items: readonly ItemId[],
  constraints: readonly Constraint[],
  verdicts: Verdicts,
  scores: Float64Array,
  catalogue: Catalogue,
  filter: Filter,
  /** Of a row. */
  reasons: (row: number) => readonly Reason[],
): Judged[] {
  return items.flatMap((item): Judged[] => {
    const row = catalogue.vocabulary.row(item)
    if (row === undefined) return []
    const score = scores[row]!
    let rank = 1
    for (let other = 0; other < scores.length; other++) {
      if (other !== row && verdicts.broken[other] === 0 && scores[other]! > score) rank++
    }
    const facts = catalogue.at(row as ItemRow)
    const breaks = constraints.filter((constraint) => !keeps(catalogue, facts, constraint))
    return [{ item, breaks, barred: !filter.allows(row), rank, score, reasons: reasons(row) }]
  })
}
