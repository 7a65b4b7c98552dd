import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { TagField } from '../../catalogue/domain.ts'
import { nearest } from '../../catalogue/nearest.ts'
import { TastebudError } from '../../errors.ts'

/** What the operator rules out for everybody, whatever a wish says. */
export interface OperatorLimits {
  /** Items whose age rating (the domain's number field with `rating: true`) is above this are never offered. */
  readonly maxRating?: number
  /** With `maxRating`, items without a rating are not offered, unless this is true. */
  readonly unratedAllowed?: boolean
  /**
   * Items with any of these are never offered. Names and values count in any case, singular or plural, and the
   * domain's synonyms stand for their value.
   */
  readonly blocked?: readonly { readonly field: string; readonly value: string }[]
}

/**
 * (items) 1 where the limits let an item be offered. Limits that would silently let everything pass are refused.
 * @throws TastebudError BAD_CONFIG for a field or value that nothing has, a word for several values, or a highest
 *   rating where nothing is rated
 */
export function allowedRows(catalogue: Catalogue, limits: OperatorLimits): Uint8Array {
  const allowed = new Uint8Array(catalogue.size).fill(1)
  for (const { field, value } of limits.blocked ?? []) {
    const { name, values } = blockedValues(catalogue, field, value)
    const rows = catalogue.values(name)
    for (const one of values) for (const row of rows.get(one) ?? []) allowed[row] = 0
  }
  if (limits.maxRating !== undefined) allowRated(catalogue, limits.maxRating, limits.unratedAllowed === true, allowed)
  return allowed
}

function allowRated(catalogue: Catalogue, most: number, unratedAllowed: boolean, allowed: Uint8Array): void {
  const { domain } = catalogue
  const fields = Object.keys(domain.numbers).filter((field) => domain.numbers[field]?.rating)
  if (fields.length === 0) {
    throw bad(
      `maxAge ${most}: no field of the domain "${domain.name}" is an age rating`,
      'Mark one with "rating: true" in domain.yml, or leave maxAge out.',
    )
  }
  let rated = 0
  catalogue.items.forEach((item, row) => {
    const ratings = fields.map((field) => item.numbers[field]).filter((rating) => rating !== undefined)
    if (ratings.length > 0) rated++
    if (ratings.length > 0 ? ratings.some((rating) => rating > most) : !unratedAllowed) allowed[row] = 0
  })
  if (rated === 0 && !unratedAllowed) {
    throw bad(
      `maxAge ${most}: no ${domain.noun.one} of this catalogue has an age rating, so none could be offered`,
      'Use a catalogue with ratings, leave maxAge out, or set unratedAllowed, which lets all of them pass.',
    )
  }
}

/** The catalogue's own names of a field and of what is blocked there. */
function blockedValues(catalogue: Catalogue, field: string, value: string): { name: string; values: string[] } {
  const { tags } = catalogue.domain
  const shown = `blocked: "${field}:${value}"`
  const wanted = singular(fold(field))
  const names = Object.entries(tags).filter(([name, { one, many }]) =>
    [name, one, many].some((word) => singular(fold(word)) === wanted),
  )
  const [found] = names.filter(([name]) => fold(name) === fold(field)).concat(names)
  if (!found) {
    const near = nearest(field, Object.keys(tags))
    throw bad(`${shown}: there is no field "${field}"; the nearest: ${near.join(', ') || 'none'}`, mend)
  }
  const [name, spec] = found
  const carried = [...catalogue.values(name).keys()]
  for (const key of [fold, (word: string) => singular(fold(word))]) {
    const meant = meaningOf(key(value), key, spec, carried)
    if (meant.size > 1) {
      throw bad(`${shown}: "${value}" stands for ${[...meant.keys()].join(' and ')}`, 'Name the ones that you mean.')
    }
    for (const values of meant.values()) return { name, values }
  }
  const known = [...carried, ...Object.entries(spec.synonyms).flatMap(([one, words]) => [one, ...words])]
  const near = nearest(value, known)
  throw bad(`${shown}: no ${name} is called "${value}"; the nearest: ${near.join(', ') || 'none'}`, mend)
}

/** What a word stands for, each value with all that the catalogue writes for it. A value's own name means that value. */
function meaningOf(
  wanted: string,
  key: (word: string) => string,
  { synonyms }: TagField,
  carried: readonly string[],
): Map<string, string[]> {
  const own = new Set(Object.keys(synonyms).map(key))
  const writtenFor = (value: string): string[] => {
    // A catalogue may write "sci-fi" where the domain says "science fiction": both are meant, by either name.
    const words = new Set([value, ...(synonyms[value] ?? [])].map(key))
    return carried.filter((one) => key(one) === key(value) || (words.has(key(one)) && !own.has(key(one))))
  }
  const meant = new Map<string, string[]>()
  for (const value of Object.keys(synonyms)) if (key(value) === wanted) meant.set(value, writtenFor(value))
  if (meant.size > 0) return meant
  for (const [value, words] of Object.entries(synonyms)) {
    if (words.some((word) => key(word) === wanted)) meant.set(value, writtenFor(value))
  }
  const same = carried.filter((one) => key(one) === wanted)
  // What the catalogue itself writes so is one thing, unless the domain says what it is.
  if (same.length > 0 && meant.size !== 1) return new Map([[wanted, same]])
  return meant
}

const mend = 'Write field:value as they stand in the domain and the catalogue, for example genre:horror.'

const bad = (message: string, fix: string) => new TastebudError('BAD_CONFIG', message, fix)

/** Lower case, without accents, signs as spaces: "Sci-Fi" and "sci fi" are one. */
const fold = (text: string): string => {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replace(/['’]/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim() || plain.trim()
  )
}

/** The last word without its plural: "comedies" and "comedy" are one, so are "witches" and "witch". */
const singular = (folded: string): string =>
  folded
    .replace(/(?<=\p{L}{2})ies$/u, 'y')
    .replace(/(?<=s|x|z|ch|sh)es$/u, '')
    .replace(/(?<=[^s])s$/u, '')
