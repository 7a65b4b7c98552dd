import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Item } from '../catalogue/item.ts'
import { asList } from './matcher.ts'
import type { Facts, Range } from './schema.ts'

/** Why an item does not have these facts, each as "what it is, what it should be"; empty where it has them all. */
export function against(item: Item, facts: Facts, catalogue: Catalogue): string[] {
  const found: string[] = []
  const bound = (name: string, value: number | undefined, range: Range | undefined) => {
    if (!range || inRange(value, range)) return
    found.push(`${name} is ${value ?? 'not known'}, not ${describeRange(range)}`)
  }
  for (const [field, wanted] of Object.entries(facts.tag ?? {})) {
    const has = item.tags[field] ?? []
    if (!asList(wanted).some((value) => has.includes(value))) {
      found.push(`${field} is ${has.join(', ') || 'not known'}, not ${asList(wanted).join(' or ')}`)
    }
  }
  for (const [field, refused] of Object.entries(facts.notTag ?? {})) {
    const has = (item.tags[field] ?? []).filter((value) => asList(refused).includes(value))
    if (has.length > 0) found.push(`${field} is ${has.join(', ')}`)
  }
  bound('year', item.year, facts.year)
  bound('minutes', item.numbers.minutes, facts.minutes)
  for (const [field, range] of Object.entries(facts.number ?? {})) bound(field, item.numbers[field], range)
  for (const [axis, range] of Object.entries(facts.axis ?? {})) bound(axis, catalogue.level(item, axis), range)

  const beyond = (other: string | undefined, value: (item: Item) => number | undefined, sign: 1 | -1, word: string) => {
    if (other === undefined) return
    const mine = value(item)
    const theirs = value(known(other, catalogue))
    if (mine === undefined || theirs === undefined || (mine - theirs) * sign <= 0) {
      found.push(`${mine ?? 'not known'} is not ${word} than ${other} (${theirs ?? 'not known'})`)
    }
  }
  beyond(facts.newerThan, ({ year }) => year, 1, 'newer')
  beyond(facts.olderThan, ({ year }) => year, -1, 'older')
  beyond(facts.longerThan, ({ numbers }) => numbers.minutes, 1, 'longer')
  beyond(facts.shorterThan, ({ numbers }) => numbers.minutes, -1, 'shorter')
  return found
}

/** The values of a field that two items have both. */
export const shared = (one: Item, other: Item, field: string): string[] =>
  (one.tags[field] ?? []).filter((value) => other.tags[field]?.includes(value))

/** @throws RangeError for an id that the catalogue does not have: the conversation test has a slip of the pen */
export function known(id: string, catalogue: Catalogue): Item {
  const item = catalogue.find(id)
  if (!item) throw new RangeError(`the conversation test speaks of "${id}", which is not in the catalogue`)
  return item
}

/** Bounds may have been variables, which are text. */
export const inRange = (value: number | undefined, { min, max }: Range): boolean =>
  value !== undefined && (min === undefined || value >= Number(min)) && (max === undefined || value <= Number(max))

export const describeRange = ({ min, max }: Range): string =>
  [min === undefined ? '' : `at least ${min}`, max === undefined ? '' : `at most ${max}`].filter(Boolean).join(' and ')
