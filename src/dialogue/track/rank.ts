import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Comparison } from '../understand/meaning.ts'

/** An item with what it is compared by; undefined where the catalogue does not know. */
export interface RankedItem {
  readonly item: ItemId
  readonly value: number | undefined
}

/** Items in the order of a number or an axis, what is not known last; the order given decides among equals. */
export function ranked(
  items: readonly ItemId[],
  { kind, by, direction }: Pick<Comparison, 'kind' | 'by' | 'direction'>,
  catalogue: Catalogue,
): RankedItem[] {
  const valued = items.map((item): RankedItem => {
    const facts = catalogue.get(item)
    if (kind === 'axis') return { item, value: catalogue.level(facts, by) }
    return { item, value: by === 'year' ? facts.year : facts.numbers[by] }
  })
  const known = valued.filter(({ value }) => value !== undefined)
  const unknown = valued.filter(({ value }) => value === undefined)
  return [...known.sort((a, b) => ((b.value as number) - (a.value as number)) * direction), ...unknown]
}
