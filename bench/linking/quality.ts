import type { Catalogue } from '../../src/catalogue/catalogue.ts'
import type { Found, Linker } from '../../src/dialogue/understand/linking/linker.ts'
import { tokenize } from '../../src/dialogue/understand/text/tokenize.ts'
import type { Understanding } from '../../src/dialogue/understand/understand.ts'
import type { Random } from '../../src/random.ts'
import type { Marked } from './redial.ts'

/** A title found in a text: UTF-16 offsets and the films that it may be, best first. */
export interface Link {
  readonly start: number
  readonly end: number
  readonly rows: readonly number[]
}
export type Links = (text: string) => readonly Link[]

/** How a marked film is written out. */
export interface Writing {
  readonly name: string
  /** Does the year stand there, so that only this very film is right? Else any film of the title is. */
  readonly dated: boolean
  /** Undefined: the film is left out of the question, with its whole message. */
  write(title: string, year: number | undefined, random: Random): string | undefined
}

export const writings: readonly Writing[] = [
  { name: 'with the year', dated: true, write: (title, year) => (year ? `${title} (${year})` : undefined) },
  { name: 'without the year', dated: false, write: (title) => title },
  { name: 'in lower case', dated: false, write: (title) => title.toLowerCase() },
  { name: 'one edit', dated: false, write: (title, _, random) => edited(title, 1, random) },
  {
    name: 'two edits, 8 letters and more',
    dated: false,
    write: (title, _, random) => (title.replace(/\P{L}/gu, '').length < 8 ? undefined : edited(title, 2, random)),
  },
]

export interface Quality {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly truths: number
  /** Milliseconds a message, mean. */
  readonly time: number
  /** Films that were not found. */
  readonly wrong: readonly { text: string; expected: string; found: string }[]
  /** Links where no film is marked; some are films that the writer did not mark. */
  readonly extra: readonly string[]
}

/**
 * A link is right where it lies over the place of a marked film, covers at least half of it and means it (first choice).
 * Every link that is not right counts against precision, every film without a right one against recall.
 */
export function quality(
  links: Links,
  messages: readonly Marked[],
  catalogue: Catalogue,
  writing: Writing,
  random: Random,
): Quality {
  let [right, given, truths, time, asked] = [0, 0, 0, 0, 0]
  const wrong: { text: string; expected: string; found: string }[] = []
  const extra: string[] = []
  for (const { pieces, films } of messages) {
    if (films.length === 0) continue
    const items = films.map((id) => catalogue.find(id))
    const written = items.map((item) => item && writing.write(item.title, item.year, random))
    if (written.some((text) => text === undefined)) continue
    let text = pieces[0] ?? ''
    const truth = written.map((name, i) => {
      const start = text.length
      text += name
      // a link need not take the year in
      const end = start + (items[i]?.title.length ?? 0)
      text += pieces[i + 1] ?? ''
      return { start, end, item: items[i] }
    })
    const began = performance.now()
    const found = links(text)
    time += performance.now() - began
    asked++
    given += found.length
    truths += truth.length
    for (const link of found) {
      if (truth.some(({ start, end }) => link.start < end && link.end > start)) continue
      extra.push(`${text.slice(link.start, link.end)} | ${text}`)
    }
    for (const { start, end, item } of truth) {
      const over = found.filter((link) => 2 * (Math.min(end, link.end) - Math.max(start, link.start)) > end - start)
      const fits = over.some(({ rows: [row = -1] }) => {
        const other = catalogue.items[row]
        return writing.dated ? other?.id === item?.id : same(other?.title, item?.title)
      })
      if (fits) right++
      else {
        const named = (link: Link) =>
          `${text.slice(link.start, link.end)} = ${link.rows.slice(0, 2).map((row) => catalogue.items[row]?.title)}`
        wrong.push({ text, expected: text.slice(start, end + 7), found: found.map(named).join('; ') })
      }
    }
  }
  const precision = right / given
  const recall = right / truths
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    truths,
    time: time / asked,
    wrong,
    extra,
  }
}

/** Links in messages that mark no film, of 1,000 messages. (Some name films without marking them.) */
export function falseLinks(links: Links, messages: readonly Marked[]): { rate: number; found: string[] } {
  const texts = messages.filter(({ films }) => films.length === 0).map(({ pieces }) => pieces[0] ?? '')
  const found: string[] = []
  let count = 0
  for (const text of texts) {
    for (const { start, end } of links(text)) {
      count++
      found.push(`${text.slice(start, end)} | ${text}`)
    }
  }
  return { rate: (1000 * count) / texts.length, found }
}

/** What the chat does: every clause's items and the titles that nobody has. */
export function byUnderstanding(understanding: Understanding, catalogue: Catalogue): Links {
  return (text) =>
    understanding.understand(text, { shown: [] }).clauses.flatMap(({ items }) =>
      items.map(({ start, end, candidates }) => ({
        start,
        end,
        rows: candidates.map(({ id }) => catalogue.vocabulary.row(id) ?? -1),
      })),
    )
}

/** Longest names first, whatever stands around them. @param fuzzy misspelt ones too */
export function byMatch(linker: Linker, fuzzy: boolean): Links {
  type Title = Extract<Found, { kind: 'title' }>
  return (text) => {
    const tokens = tokenize(text)
    const titles = linker.candidates(tokens).filter((f): f is Title => f.kind === 'title' && (fuzzy || !f.fuzzy))
    const taken = new Set<number>()
    const chosen: Link[] = []
    for (const { from, to, rows } of titles.sort(
      (a, b) => Number(a.fuzzy) - Number(b.fuzzy) || b.to - b.from - (a.to - a.from),
    )) {
      const places = Array.from({ length: to - from }, (_, i) => from + i)
      if (places.some((place) => taken.has(place))) continue
      for (const place of places) taken.add(place)
      const [first, last] = [tokens[from], tokens[to - 1]]
      if (first && last) chosen.push({ start: first.start, end: last.end, rows: rows.map(({ row }) => row) })
    }
    return chosen
  }
}

const same = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && a.toLowerCase() === b?.toLowerCase()

/** A letter left out, put in, changed or swapped with the next, at places of their own. */
export function edited(text: string, edits: number, random: Random): string {
  const letters = [...text]
  for (let edit = 0; edit < edits; edit++) {
    const places = letters.flatMap((letter, i) => (/\p{L}/u.test(letter) ? [i] : []))
    if (places.length === 0) return letters.join('')
    const at = random.pick(places)
    const other = random.pick([...'abcdefghijklmnopqrstuvwxyz'])
    const kind = random.int(4)
    if (kind === 0 && places.length > 2) letters.splice(at, 1)
    else if (kind === 1) letters.splice(at, 0, other)
    else if (kind === 2 || letters[at + 1] === undefined) letters[at] = other
    else [letters[at], letters[at + 1]] = [letters[at + 1] as string, letters[at] as string]
  }
  return letters.join('')
}
