import type { Catalogue } from '../../../catalogue/catalogue.ts'
import { wordsOf } from './tag-names.ts'

export interface PersonField {
  readonly field: string
  readonly count: number
  /** Whom a surname means in this field, where it means others elsewhere: Ingmar Bergman directs, Ingrid acts. */
  readonly value?: string
}

export interface PersonValue {
  readonly value: string
  /** Items of each person field that name them. */
  readonly fields: readonly PersonField[]
  readonly count: number
}

/** For each field the one bearer of a surname who is clearly meant in it, if there is one. */
function clearByField(bearers: readonly PersonValue[]): PersonField[] {
  const names = new Set(bearers.flatMap(({ fields }) => fields.map(({ field }) => field)))
  return [...names]
    .flatMap((field) => {
      const counts = bearers
        .map(({ value, fields }) => ({ field, value, count: fields.find((f) => f.field === field)?.count ?? 0 }))
        .sort((a, b) => b.count - a.count)
      const [first, second] = counts
      return first && first.count >= 3 * (second?.count ?? 0) ? [first] : []
    })
    .sort((a, b) => b.count - a.count)
}

/**
 * People by full name, and by surname where one bearer is clearly meant: the only one, or one named at
 * least three times as often as the next.
 */
export function personNames(catalogue: Catalogue): {
  full: Map<string, PersonValue>
  surname: Map<string, PersonValue>
} {
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
    if (!first || full.has(last)) continue
    if (first.count >= 3 * (second?.count ?? 0)) {
      surname.set(last, first)
      continue
    }
    const fields = clearByField(bearers)
    const best = fields[0]
    if (best?.value !== undefined) surname.set(last, { value: best.value, fields, count: best.count })
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
