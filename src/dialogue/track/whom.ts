import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Clause } from '../understand/meaning.ts'
import type { State } from './state.ts'

/** A person by the field that they stand in. */
export interface Person {
  readonly field: string
  readonly value: string
}

/** Whom "anything else with her" means: somebody, or one of several, so that the bot must ask; undefined = nobody. */
export type Whom = Person | { readonly field: string; readonly values: readonly string[] }

/** So many are offered, in the order of the catalogue; others can still be named. */
const OFFERED = 4

/**
 * The person named; else the last one spoken of, in the field that the words point at ("with", "by"); else those of the
 * item at hand, or whom a whole list shares. Whoever of several was named by the person in this talk is meant.
 */
export function whom(clause: Clause, state: State, catalogue: Catalogue): Whom | undefined {
  const fields = Object.entries(catalogue.domain.tags).filter(([, { kind }]) => kind === 'person')
  const named = clause.tags.find(({ field }) => fields.some(([name]) => name === field))
  if (named) return { field: named.field, value: named.value }
  const words = clause.text.toLowerCase().split(/[^\p{L}]+/u)
  const pointed = fields.find(([, { phrase }]) => {
    const lead = phrase.split('{value}')[0]?.trim().toLowerCase().split(' ').at(-1)
    return lead !== undefined && lead !== '' && words.includes(lead)
  })?.[0]
  // "She" of one item is not she of the item that is spoken of now.
  const { person, focus } = state
  const here = focus === undefined || catalogue.find(focus)?.tags[person?.field ?? '']?.includes(person?.value ?? '')
  if (person && here && (pointed === undefined || person.field === pointed)) return person
  const field = pointed ?? fields[0]?.[0]
  if (field === undefined) return state.person
  const [first = [], ...others] = atHand(state).map((item) => catalogue.find(item)?.tags[field] ?? [])
  const shared = first.filter((name) => others.every((names) => names.includes(name)))
  const told = shared.filter((name) => state.tags.some((tag) => tag.field === field && tag.value === name))
  const [value, ...more] = told.length > 0 ? told : shared
  if (value === undefined) return state.person
  return more.length === 0 ? { field, value } : { field, values: [value, ...more].slice(0, OFFERED) }
}

function atHand({ focus, asked, shown, near }: State): readonly ItemId[] {
  if (focus !== undefined) return [focus]
  if (asked?.items?.length === 1) return asked.items
  return shown.length > 0 ? shown : near.slice(0, 1)
}
