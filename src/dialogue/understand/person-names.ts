import type { Catalogue } from '../../catalogue/catalogue.ts'
import { wordsOf } from './tag-names.ts'

export interface PersonValue {
  readonly value: string
  /** Items of each person field that name them. */
  readonly fields: readonly { readonly field: string; readonly count: number }[]
  readonly count: number
}

/**
 * People by full name, and by surname where one bearer is clearly meant: the only one, or one named at
 * least three times as often as the next.
 */
export function personNames(catalogue: Catalogue): { full: Map<string, PersonValue>; surname: Map<string, PersonValue> } {
  const people = new Map<string, { value: string; fields: { field: string; count: number }[]; count: number }>()
  for (const [field, spec] of Object.entries(catalogue.domain.tags)) {
    if (spec.kind !== 'person') continue
    for (const [value, rows] of catalogue.values(field)) {
      const person = people.get(value) ?? { value, fields: [], count: 0 }
      person.fields.push({ field, count: rows.length })
      person.count += rows.length
      people.set(value, person)
    }
  }
  const full = new Map<string, PersonValue>()
  const bySurname = new Map<string, PersonValue[]>()
  for (const person of people.values()) {
    person.fields.sort((a, b) => b.count - a.count)
    const words = wordsOf(person.value)
    if (words.length === 0) continue
    const key = words.join('')
    if ((full.get(key)?.count ?? 0) < person.count) full.set(key, person)
    const last = words.at(-1) as string
    if (words.length < 2 || last.length < 4) continue
    const bearers = bySurname.get(last)
    if (bearers) bearers.push(person)
    else bySurname.set(last, [person])
  }
  const surname = new Map<string, PersonValue>()
  for (const [last, bearers] of bySurname) {
    const [first, second] = bearers.sort((a, b) => b.count - a.count)
    if (first && first.count >= 3 * (second?.count ?? 0) && !full.has(last)) surname.set(last, first)
  }
  for (const spec of Object.values(catalogue.domain.tags)) {
    if (spec.kind !== 'person') continue
    for (const [name, synonyms] of Object.entries(spec.synonyms)) {
      const person = people.get(name)
      if (person) for (const synonym of synonyms) full.set(wordsOf(synonym).join(''), person)
    }
  }
  return { full, surname }
}
