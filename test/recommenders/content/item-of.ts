import type { Item } from '../../../src/catalogue/item.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'

/** An item with only what a test cares about. */
export function itemOf(facts: Partial<Omit<Item, 'id'>> & { readonly id?: string } = {}): Item {
  const { id = 'x', ...others } = facts
  return { id: id as ItemId, title: '', otherTitles: [], text: '', tags: {}, numbers: {}, ...others }
}
