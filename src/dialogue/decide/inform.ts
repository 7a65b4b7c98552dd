import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Act } from './act.ts'

/**
 * One fact of an item from the catalogue. `field` is a field of the domain, `year`, or `?` followed by
 * the words that no field fits; what the catalogue does not hold is answered by no values at all.
 */
export function inform(item: ItemId, field: string, asked: string, catalogue: Catalogue): Act {
  const facts = catalogue.get(item)
  if (field.startsWith('?')) return { act: 'inform', item, field: field === '?' ? `?${asked}` : field, values: [] }
  if (field === 'year')
    return { act: 'inform', item, field, values: facts.year === undefined ? [] : [String(facts.year)] }
  const number = facts.numbers[field]
  if (catalogue.domain.numbers[field] && number !== undefined) {
    const phrase = catalogue.domain.numbers[field].phrase.replace('{value}', String(number))
    return { act: 'inform', item, field, values: [phrase] }
  }
  return { act: 'inform', item, field, values: facts.tags[field] ?? [] }
}
