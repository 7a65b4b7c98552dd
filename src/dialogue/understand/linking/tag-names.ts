import type { Catalogue } from '../../../catalogue/catalogue.ts'
import { stem } from '../text/spelling.ts'
import { fold, tokenize } from '../text/tokenize.ts'
import { isStrange } from './strange-words.ts'

export interface TagValue {
  readonly field: string
  readonly value: string
  /** Items that carry it. */
  readonly count: number
  /** The word is narrower than the value: `said` by the texts, which are searched for it where it is wished for, or not. */
  readonly narrower?: 'said' | 'unsaid'
}

export const wordsOf = (text: string): string[] =>
  /^[A-Za-z ]*$/.test(text)
    ? text.toLowerCase().split(' ').filter(Boolean)
    : tokenize(text).flatMap(({ kind, folded }) => (kind === 'word' ? [folded] : []))

/**
 * Every word for every value of the tag fields that are no persons: the value itself, its synonyms and the
 * stems of both. A group of synonyms whose name the catalogue does not use belongs to the value that it
 * does use ("sci-fi" for "science fiction" in MovieLens).
 */
export function tagNames(catalogue: Catalogue): {
  exact: Map<string, TagValue[]>
  stems: Map<string, TagValue[]>
  listed: Set<string>
} {
  const exact = new Map<string, TagValue[]>()
  const stems = new Map<string, TagValue[]>()
  const listed = new Set<string>()
  const put = (map: Map<string, TagValue[]>, key: string, tag: TagValue) => {
    const list = map.get(key)
    if (!list) map.set(key, [tag])
    else if (!list.some(({ field, value }) => field === tag.field && value === tag.value)) list.push(tag)
  }
  for (const [field, spec] of Object.entries(catalogue.domain.tags)) {
    if (spec.kind === 'person') continue
    const values = catalogue.values(field)
    const byKey = new Map(
      [...values].map(([value, rows]) => [wordsOf(value).join(''), { field, value, count: rows.length }]),
    )
    const add = (text: string, tag: TagValue, synonym: boolean) => {
      const words = wordsOf(text)
      if (words.length === 0) return
      put(exact, words.join(''), tag)
      if (synonym) listed.add(words.join(''))
      if (spec.kind === 'tag') put(stems, words.map(stem).join(''), tag)
    }
    for (const [value, rows] of values) add(value, { field, value, count: rows.length }, false)
    for (const [name, synonyms] of Object.entries(spec.synonyms)) {
      const group = [name, ...synonyms]
      const tag = group.map((word) => byKey.get(wordsOf(word).join(''))).find((found) => found !== undefined)
      if (tag) for (const word of group) add(word, tag, word !== tag.value)
    }
    for (const [name, words] of Object.entries(spec.narrower)) {
      const tag = byKey.get(wordsOf(name).join(''))
      const spokenOf = (word: string) => !isStrange(catalogue, word) || !isStrange(catalogue, `${word}s`)
      if (!tag) continue
      for (const word of words) add(word, { ...tag, narrower: spokenOf(fold(word)) ? 'said' : 'unsaid' }, true)
    }
  }
  return { exact, stems, listed }
}

/** Adjectives of the axes with their comparatives: `funnier` is more of what `funny` is. */
export function axisNames(catalogue: Catalogue): Map<string, { axis: string; pole: 1 | -1; comparative: boolean }[]> {
  const names = new Map<string, { axis: string; pole: 1 | -1; comparative: boolean }[]>()
  const add = (text: string, axis: string, pole: 1 | -1, comparative: boolean) => {
    const key = wordsOf(text).join('')
    const list = names.get(key) ?? []
    if (!list.some((other) => other.axis === axis)) list.push({ axis, pole, comparative })
    names.set(key, list)
  }
  for (const [axis, { more, less }] of Object.entries(catalogue.domain.axes)) {
    if (!names.has(fold(axis))) add(axis, axis, 1, false)
    for (const [words, pole] of [
      [more, 1],
      [less, -1],
    ] as const) {
      for (const word of words) {
        add(word, axis, pole, false)
        for (const form of comparatives(fold(word))) add(form, axis, pole, true)
      }
    }
  }
  return names
}

/** "funny" -> funnier, funniest; "sad" -> sadder; "gentle" -> gentler; long words have none. */
function comparatives(word: string): string[] {
  if (!/^[a-z]+$/.test(word) || word.length > 7) return []
  const root = /[^aeiou]y$/.test(word)
    ? `${word.slice(0, -1)}i`
    : word.endsWith('e')
      ? word.slice(0, -1)
      : /^[^aeiou]*[aeiou][bdgmnpt]$/.test(word)
        ? `${word}${word.at(-1)}`
        : word
  return [`${root}er`, `${root}est`]
}
