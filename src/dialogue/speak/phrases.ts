import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Item } from '../../catalogue/item.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Constraint } from '../mind/mind.ts'
import { conjunctionOf } from '../track/conjunctions.ts'
import type { CompanyTaste } from '../track/state.ts'
import type { Conjunction } from '../understand/meaning.ts'
import type { Replies } from './replies.ts'
import { comparative, fill, list } from './template.ts'

/** Opposites that only deny the word itself; "less scary" reads better than "more unscary". */
const NEGATED = /^(?:un|non|not\b)/

/** Domain words in sentences: names of items, tags, bounds and shifts. */
export class Phrases {
  readonly #catalogue: Catalogue
  readonly #replies: Replies
  /** Titles in lower case that several items have. */
  readonly #shared = new Set<string>()

  constructor(catalogue: Catalogue, replies: Replies) {
    this.#catalogue = catalogue
    this.#replies = replies
    this.examples = examplesOf(catalogue)
    const seen = new Set<string>()
    for (const { title } of catalogue.items) {
      const key = title.toLowerCase()
      if (seen.has(key)) this.#shared.add(key)
      seen.add(key)
    }
  }

  /** Words of the domain for sentences that show what can be said, found once. */
  readonly examples: Readonly<Record<'value' | 'adjective' | 'shorter', string>>

  #one(key: string): string {
    return this.#replies.get(key)?.[0] ?? ''
  }

  /** The title, with the year where another item is called the same. */
  title(id: ItemId): string {
    const title = this.#catalogue.find(id)?.title
    if (title === undefined) return id
    return this.#shared.has(title.toLowerCase()) ? this.dated(id) : title
  }

  dated(id: ItemId): string {
    const item = this.#catalogue.find(id)
    if (item === undefined) return id
    return item.year === undefined ? item.title : `${item.title} (${item.year})`
  }

  /** Titles as a list; beyond `limit` the rest is counted. */
  titles(ids: readonly ItemId[], limit = 8): string {
    const shown = ids.slice(0, limit).map((id) => this.title(id))
    if (ids.length > limit) shown.push(fill(this.#one('list.more'), { count: ids.length - limit }))
    return list(shown, this.#one('list.and'))
  }

  choices(ids: readonly ItemId[]): string {
    return list(
      ids.map((id) => this.title(id)),
      this.#one('list.or'),
    )
  }

  /** "horror films", "films directed by Ridley Scott". */
  tag(field: string, value: string): string {
    return this.#catalogue.domain.tags[field]?.phrase.replace('{value}', value) ?? value
  }

  /** The same without the noun: "horror", "directed by Ridley Scott". */
  relation(field: string, value: string): string {
    const { many } = this.#catalogue.domain.noun
    const phrase = this.tag(field, value)
    if (phrase.startsWith(`${many} `)) return phrase.slice(many.length + 1)
    return phrase.endsWith(` ${many}`) ? phrase.slice(0, -many.length - 1) : phrase
  }

  tags(tags: readonly { field: string; value: string }[], limit = 12): string {
    const words = tags.slice(0, limit).map(({ field, value }) => this.tag(field, value))
    if (tags.length > limit) words.push(fill(this.#one('list.more'), { count: tags.length - limit }))
    return list(words, this.#one('list.and'))
  }

  /** "no horror films, for your wife". */
  company({ whose, field, value, stance }: CompanyTaste): string {
    return fill(this.#one(stance === 'avoid' ? 'company.avoid' : 'company.like'), {
      whose,
      tags: this.tag(field, value),
    })
  }

  /** "at most 119 minutes", "from 1990 to 1999". */
  bounds(field: string, min?: number, max?: number): string {
    const spec = this.#catalogue.domain.numbers[field]
    const family = field === 'year' ? 'year' : spec?.rating ? 'rating' : 'number'
    const value = (n: number) =>
      spec && !spec.rating ? (spec.quantity ?? spec.phrase).replace('{value}', String(n)) : String(n)
    if (min !== undefined && max !== undefined) {
      if (min === max) return fill(this.#one(`${family}.exact`), { value: value(min) })
      return fill(this.#one(`${family}.between`), { min, value: value(max) })
    }
    if (min !== undefined) return fill(this.#one(`${family}.min`), { value: value(min) })
    if (max !== undefined) return fill(this.#one(`${family}.max`), { value: value(max) })
    return this.field(field)
  }

  /** "not from 1980 to 1989". */
  gap(field: string, min: number, max: number): string {
    return fill(this.#one('number.except'), { bounds: this.bounds(field, min, max) })
  }

  /** "comedy films from France", "violent war films from 1990 to 1999": words before the noun, the noun, words after it. */
  conjunction({ tags, numbers, axes }: Conjunction): string {
    const { noun, axes: poles } = this.#catalogue.domain
    const one = noun.many.split(' ').at(-1) ?? noun.many
    const before = axes.flatMap(({ axis, min }) => poles[axis]?.[min === undefined ? 'less' : 'more'][0] ?? [])
    const after: string[] = []
    for (const { field, value } of tags) {
      const phrase = this.tag(field, value)
      if (phrase.endsWith(` ${one}`)) before.push(phrase.slice(0, -one.length - 1))
      else after.push(phrase.startsWith(`${one} `) ? phrase.slice(one.length + 1) : phrase)
    }
    for (const { field, min, max } of numbers) {
      const bounds = this.bounds(field, min, max)
      const own = field === 'year' || this.#catalogue.domain.numbers[field]?.rating
      after.push(own ? bounds : fill(this.#one('number.of'), { bounds }))
    }
    return [...before, one, ...after].join(' ')
  }

  /** "films about chess": for words that are searched for in the texts. */
  subject(words: string): string {
    // Several words are what is searched for, and no phrase of themselves.
    const said = words.includes(' ') ? `"${words}"` : words
    return fill(this.#one('subject'), { nouns: this.#catalogue.domain.noun.many, words: said })
  }

  /** "very scary", for a level of 0 to 3. */
  level(axis: string, level: number): string {
    const word = this.#replies.get('list.levels')?.[Math.round(level)] ?? ''
    return `${word} ${this.#catalogue.domain.axes[axis]?.more[0] ?? axis}`
  }

  /** "less violent", "funnier". */
  shift(axis: string, direction: 1 | -1): string {
    const { more, less } = this.#catalogue.domain.axes[axis] ?? { more: [axis], less: [] }
    const opposite = less[0]
    if (direction > 0) return comparative(more[0] ?? axis)
    return opposite === undefined || NEGATED.test(opposite) ? `less ${more[0]}` : comparative(opposite)
  }

  /** What would be given up, by its name: `number:minutes`, `axis:violence`, `tag:genre:horror`, `words`. */
  relaxed(names: string): string {
    return list(
      names.split('\n').map((name) => this.#given(name)),
      this.#one('list.and'),
    )
  }

  #given(name: string): string {
    const [kind, field = '', ...value] = name.split(':')
    if (kind === 'together') return `"no ${this.conjunction(conjunctionOf(name))}"`
    if (kind === 'tag') return `"${this.tag(field, value.join(':'))}"`
    if (kind === 'words') return this.#one('relax.words')
    return kind === 'axis' ? `"${this.#catalogue.domain.axes[field]?.more[0] ?? field}"` : `"${this.field(field)}"`
  }

  constraint(constraint: Constraint): string {
    switch (constraint.kind) {
      case 'tag':
        return constraint.has
          ? `"${this.tag(constraint.field, constraint.value)}"`
          : `"no ${this.tag(constraint.field, constraint.value)}"`
      case 'number':
        return `"${this.bounds(constraint.field, constraint.min, constraint.max)}"`
      case 'except':
        return `"${this.gap(constraint.field, constraint.min, constraint.max)}"`
      case 'together':
        return `"no ${this.conjunction(constraint)}"`
      case 'words':
        return `"${this.subject(constraint.words)}"`
      case 'axis':
        return `"${this.shift(constraint.axis, constraint.min === undefined ? -1 : 1)}"`
    }
  }

  /** What a field is called, for one value or several. */
  field(field: string, count = 1): string {
    const { tags, numbers } = this.#catalogue.domain
    return (count > 1 ? tags[field]?.many : undefined) ?? tags[field]?.one ?? numbers[field]?.one ?? field
  }

  /** One line of facts: year, the first tags, the first number, who made it. */
  facts(item: Item): string {
    const { tags, numbers } = this.#catalogue.domain
    const parts: string[] = []
    if (item.year !== undefined) parts.push(String(item.year))
    const kinds = (kind: string) => Object.entries(tags).filter(([, spec]) => spec.kind === kind)
    const first = kinds('tag').find(([field]) => (item.tags[field]?.length ?? 0) > 0)?.[0]
    if (first !== undefined) parts.push((item.tags[first] ?? []).slice(0, 3).join(', '))
    for (const [field, spec] of Object.entries(numbers)) {
      const value = item.numbers[field]
      if (spec.rating || value === undefined) continue
      parts.push(spec.phrase.replace('{value}', String(value)))
      break
    }
    const person = kinds('person').find(([field]) => (item.tags[field]?.length ?? 0) > 0)
    if (person) {
      const names = (item.tags[person[0]] ?? []).slice(0, 2)
      parts.push(this.relation(person[0], list(names, this.#one('list.and'))))
    }
    return parts.filter(Boolean).join(' · ')
  }
}

function examplesOf(catalogue: Catalogue): Phrases['examples'] {
  const { tags, numbers, axes } = catalogue.domain
  const first = Object.keys(tags)[0]
  const values = first === undefined ? [] : [...catalogue.values(first)].sort((a, b) => b[1].length - a[1].length)
  return {
    value: values[0]?.[0] ?? '',
    adjective: Object.values(axes)[0]?.more[0] ?? '',
    shorter: Object.values(numbers).find(({ less }) => less.length > 0)?.less[0] ?? 'newer',
  }
}
