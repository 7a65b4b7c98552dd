import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { AxisMention, Clause, Meaning, NumberMention, TagMention } from '../understand/meaning.ts'
import type { Event } from './event.ts'
import type { State } from './state.ts'

/** A tag named in a clause: a taste, a wish or a refusal. */
export function tagEvent(tag: TagMention, clause: Clause): Event[] {
  const { field, value, strength, hard } = tag
  const said = tag.stance === 'neutral' ? clause.stance : tag.stance
  // "horror is all right" is no taste; a bare "horror" is a wish.
  if (said === 'neutral' && clause.intent === 'opinion') return []
  const stance = said === 'neutral' ? 'want' : said
  return [{ type: 'tag', field, value, stance, strength, hard }]
}

/** Median of the known values of a field among items. */
function median(items: readonly ItemId[], field: string, catalogue: Catalogue): number | undefined {
  const values = items
    .map((id) => catalogue.find(id))
    .map((item) => (field === 'year' ? item?.year : item?.numbers[field]))
    .filter((value) => value !== undefined)
    .sort((a, b) => a - b)
  return values.length === 0 ? undefined : values[Math.floor((values.length - 1) / 2)]
}

/**
 * A numeric bound, measured from what it is compared with where it is relative.
 * @param near what the message wants something like, before all that was said earlier
 */
export function numberEvent(
  number: NumberMention,
  state: State,
  catalogue: Catalogue,
  near: readonly ItemId[] = [],
): Event[] {
  const { field, min, max, relative, except } = number
  if (!carried(field, catalogue)) return []
  if (number.clear) return [{ type: 'number', field, clear: true }]
  if (except) return [{ type: 'except', field, min: min ?? 0, max: max ?? Number.MAX_SAFE_INTEGER }]
  if (!relative)
    return [{ type: 'number', field, ...(min !== undefined && { min }), ...(max !== undefined && { max }) }]
  const to = relative.to !== undefined ? [relative.to] : near.length > 0 ? near : yardstick(state)
  const value = median(to, field, catalogue)
  if (value === undefined) return []
  return [{ type: 'number', field, ...(relative.direction > 0 ? { min: value + 1 } : { max: value - 1 }) }]
}

/** What "less", "newer" and "than that" compare with: the item in focus, what was named, else what was shown. */
function yardstick(state: State): readonly ItemId[] {
  if (state.focus !== undefined) return [state.focus]
  if (state.shown.length > 0) return state.shown
  return state.near
}

const COMPARATIVE = /\b(more|less|\w+er)\b/iu

/** A shift along an axis with the level it is measured from. */
export function axisEvent(mention: AxisMention, state: State, catalogue: Catalogue, near: readonly ItemId[]): Event {
  const { axis, direction } = mention
  const levels = (near.length > 0 ? near : yardstick(state))
    .map((id) => catalogue.find(id))
    .map((item) => (item ? catalogue.level(item, axis) : undefined))
    .filter((level) => level !== undefined)
  const mean = levels.length === 0 ? 1.5 : levels.reduce((a, b) => a + b, 0) / levels.length
  // "funny" wants it plainly so, whatever it is compared with; "less funny" only wants less.
  const less = COMPARATIVE.test(mention.surface) ? mean : Math.min(mean, 2)
  // "Scarier" than what is not scary at all still wants something scary.
  const reference = direction > 0 ? Math.max(mean, 1) : less
  return { type: 'axis', axis, direction, reference }
}

const known = new WeakMap<Catalogue, Set<string>>()

/** Does any item have this number? A bound on one that none has would only empty every list. */
function carried(field: string, catalogue: Catalogue): boolean {
  let fields = known.get(catalogue)
  if (!fields) {
    fields = new Set(
      catalogue.items.flatMap((item) => [...Object.keys(item.numbers), ...(item.year === undefined ? [] : ['year'])]),
    )
    known.set(catalogue, fields)
  }
  return fields.has(field)
}

/** Numbers that a message bounds although no item of the catalogue has them. */
export function lackedFields(meaning: Meaning, catalogue: Catalogue): string[] {
  const fields = meaning.clauses.flatMap(({ numbers }) => numbers.map(({ field }) => field))
  return [...new Set(fields)].filter((field) => !carried(field, catalogue))
}
