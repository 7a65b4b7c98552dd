import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Lexicon } from '../lexicon.ts'
import { allowedEdits, distance } from '../text/spelling.ts'
import type { Token } from '../text/tokenize.ts'
import { NameIndex } from './name-index.ts'
import { titleNames, titleWords } from './title-names.ts'

/** Rows of the catalogue that a name may mean, best first; scores up to 1. */
export type Rows = { row: number; score: number }[]

interface Posting {
  readonly row: number
  readonly weight: number
  readonly words: number
}

/** What a misspelt title may be. */
interface Slips {
  /** Words of the span; a title has as many, or with one edit one more. */
  readonly count: number
  readonly edits: 1 | 2
  /** What the title begins and ends with; '' where that is open. */
  readonly head: string
  readonly tail: string
  /** With one edit the title may also have one word less. */
  readonly fewer: boolean
}

/** Nearest titles that are so much less alike than the first are no help beside it. */
const KIN = 0.6

/** The catalogue's titles by every way in which they may be said, written together. */
export class TitleIndex {
  readonly #names = new NameIndex()
  /** (names) */
  readonly #postings: Posting[][] = []

  constructor(
    readonly catalogue: Catalogue,
    articles: Lexicon['articles'],
  ) {
    catalogue.items.forEach((item, row) => {
      const names = [
        ...titleNames(item.title, articles),
        ...item.otherTitles.flatMap((title) => titleNames(title, articles, 0.97)),
      ]
      for (const { words, weight } of names) {
        const id = this.#names.add(words.join(''))
        const list = this.#postings[id]
        if (!list) this.#postings[id] = [{ row, weight, words: words.length }]
        else if (!list.some((p) => p.row === row && p.weight >= weight)) list.push({ row, weight, words: words.length })
      }
    })
    this.#names.finish({ likeness: true, edits: 2 })
  }

  /** What a key of so many words names exactly. A short key must have the title's words: "itis" is not "It Is". */
  exact(key: string, count: number): Rows | undefined {
    const id = this.#names.exact(key)
    const postings = id === undefined ? [] : (this.#postings[id] ?? [])
    const fitting = postings.filter(({ words }) => words === count || key.length >= 6)
    return fitting.length > 0 ? ranked(fitting, 1) : undefined
  }

  /** "Face/Off" is not "Face-Off": where titles differ in their marks, those written in the message choose. */
  asWritten(rows: Rows, tokens: readonly Token[], from: number, to: number): Rows {
    if (rows.length < 2) return rows
    const written = tokens.slice(from, to).reduce((text, token) => text + token.text.toLowerCase(), '')
    const next = tokens[to]?.kind === 'mark' ? tokens[to].text : ''
    const letters = /^[\p{L}\p{N}]*$/u
    const forms = [written + next, written].filter((form) => !letters.test(form))
    const titleOf = (row: number) => this.catalogue.items[row]?.title.toLowerCase().replace(/\s+/gu, '') ?? ''
    const form = forms.find((form) => rows.some(({ row }) => titleOf(row) === form))
    if (form === undefined) return rows
    const factor = (row: number) => (titleOf(row) === form ? 1 : 0.97)
    return rows.map(({ row, score }) => ({ row, score: score * factor(row) })).sort(byScore)
  }

  /** What a misspelt key may name, one entry a name. */
  near(key: string, { count, edits: most, head, tail, fewer }: Slips): Rows[] {
    return this.#names.near(key).flatMap(({ id, edits }) => {
      const name = this.#names.names[id] as string
      if (edits > most || !name.startsWith(head) || !name.endsWith(tail) || isOtherPart(key, name)) return []
      const fits = ({ words, weight }: Posting) =>
        weight > 0.9 && (words === count || (edits < 2 && (words === count + 1 || (fewer && words === count - 1))))
      const postings = (this.#postings[id] ?? []).filter(fits)
      return postings.length > 0 ? [ranked(postings, 1 - 0.1 * edits)] : []
    })
  }

  /** The titles most like some words that name none; `same` where the first is only a misspelling away. */
  nearest(text: string): { rows: number[]; same: boolean; score: number } {
    const key = titleWords(text).join('')
    if (key.length < 3 || key.length > 80) return { rows: [], same: false, score: 0 }
    const alike = this.#names.alike(key, 8, 0.2)
    const rows = new Map<number, { edits: number; score: number; most: number }>()
    for (const { id, score } of alike) {
      const most = allowedEdits(key.length) + (key.length > 14 ? 1 : 0)
      const edits = distance(key, this.#names.names[id] as string, most)
      const far = isOtherPart(key, this.#names.names[id] as string) ? most + 1 : edits
      for (const { row } of this.#postings[id] ?? []) if (!rows.has(row)) rows.set(row, { edits: far, score, most })
    }
    const sorted = [...rows].sort(([, a], [, b]) => a.edits - b.edits || b.score - a.score)
    const first = sorted[0]?.[1]
    const near = sorted.filter(([, { score }]) => score >= KIN * (first?.score ?? 0))
    return {
      rows: near.slice(0, 5).map(([row]) => row),
      same: first !== undefined && first.edits <= first.most,
      score: first?.score ?? 0,
    }
  }
}

/** "Paddington 7" and "Paddington V" are no misspelt "Paddington 2": a number at the end that is no year tells the part. */
function isOtherPart(key: string, name: string): boolean {
  const [said, has] = [key, name].map((text) => /(?<!\d)\d{1,2}$/.exec(text)?.[0])
  return said === undefined ? has !== undefined && /[vx]$/.test(key) : said !== has
}

const byScore = (a: Rows[number], b: Rows[number]): number => b.score - a.score || a.row - b.row

function ranked(postings: readonly Posting[], factor: number): Rows {
  const best = new Map<number, number>()
  for (const { row, weight } of postings) best.set(row, Math.max(best.get(row) ?? 0, weight * factor))
  return [...best]
    .map(([row, score]) => ({ row, score }))
    .sort(byScore)
    .slice(0, 12)
}
