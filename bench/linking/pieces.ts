import type { Lexicon } from '../../src/dialogue/understand/lexicon.ts'
import type { Linker } from '../../src/dialogue/understand/linking/linker.ts'
import type { Span } from '../../src/dialogue/understand/meaning.ts'
import { type Token, tokenize } from '../../src/dialogue/understand/text/tokenize.ts'
import type { Link, Links } from './quality.ts'

/** Words and marks that are read at once. */
const ROOM = 46
/** A full stop inside of a name ("E.T. is") ends nothing. */
const SENTENCE = /[^.?!]*(?:[.?!](?!\s|$)[^.?!]*)*[.?!]*\s*/g

/** What is known of a word beside its letters. */
const NAMES = [
  ...['capital', 'all capitals', 'first', 'number', 'common', 'strange'],
  ...['title begins', 'title goes on', 'long title begins', 'long title goes on', 'misspelt title', 'person', 'tag'],
  ...['the chat begins', 'the chat goes on', 'unknown to the chat'],
]
const numbers = new Map(NAMES.map((name, i) => [name, i]))
export const MARKS = NAMES.length
/** Marks that say where the catalogue has a title. */
export const FROM_CATALOGUE: ReadonlySet<number> = new Set(
  NAMES.flatMap((name, i) => (/title (begins|goes)|^the chat/.test(name) ? [i] : [])),
)

/** Sentences of a text, as many as can be read at once, with what is known of each word. Offsets are the text's. */
export interface Piece {
  readonly tokens: readonly Token[]
  readonly marks: readonly (readonly number[])[]
}

/** Who knows names: the catalogue's, the chat's links, the words of the language. */
export interface Knowledge {
  readonly linker: Linker
  readonly chat: Links
  readonly lexicon: Lexicon
}

export function piecesOf(text: string, knowledge: Knowledge): Piece[] {
  const sentences = [...text.matchAll(SENTENCE)].flatMap(({ 0: sentence, index }) => {
    const tokens = tokenize(sentence).map((token) => ({
      ...token,
      start: token.start + index,
      end: token.end + index,
    }))
    return Array.from({ length: Math.ceil(tokens.length / ROOM) }, (_, i) => tokens.slice(i * ROOM, (i + 1) * ROOM))
  })
  const groups: Token[][] = []
  for (const sentence of sentences) {
    const last = groups.at(-1)
    if (last && last.length + sentence.length <= ROOM) last.push(...sentence)
    else groups.push([...sentence])
  }
  const firsts = new Set(sentences.map(([first]) => first?.start))
  const links = knowledge.chat(text)
  return groups.map((tokens) => ({ tokens, marks: marksOf(tokens, firsts, links, knowledge) }))
}

function marksOf(
  tokens: readonly Token[],
  firsts: ReadonlySet<number | undefined>,
  links: readonly Link[],
  { linker, lexicon }: Knowledge,
): number[][] {
  const marks = tokens.map((token) => {
    const own = new Set<string>()
    if (token.capital) own.add('capital')
    if (/^\p{Lu}{2,}$/u.test(token.text)) own.add('all capitals')
    if (firsts.has(token.start)) own.add('first')
    if (/^\d+$/.test(token.text)) own.add('number')
    if (lexicon.common.has(token.folded)) own.add('common')
    else if (token.kind === 'word' && linker.isStrange(token.folded)) own.add('strange')
    for (const { start, end, rows } of links) {
      if (token.start >= end || token.end <= start) continue
      own.add(token.start <= start ? 'the chat begins' : 'the chat goes on')
      if (rows.length === 0) own.add('unknown to the chat')
    }
    return own
  })
  const taken = new Set<number>()
  for (const found of linker.candidates(tokens).sort((a, b) => b.to - b.from - (a.to - a.from))) {
    const places = Array.from({ length: found.to - found.from }, (_, i) => found.from + i)
    const all = (name: string) => {
      for (const i of places) marks[i]!.add(name)
    }
    if (found.kind !== 'title') all(found.kind)
    else if (found.fuzzy) all('misspelt title')
    else if (!places.some((i) => taken.has(i)))
      for (const i of places) {
        taken.add(i)
        const part = i === found.from ? 'title begins' : 'title goes on'
        marks[i]!.add(part)
        if (places.length > 1) marks[i]!.add(`long ${part}`)
      }
  }
  return marks.map((own) => [...own].map((name) => numbers.get(name)!))
}

/** BIO labels of the words that spans touch, B- `base` and I- `base + 1`; of spans that overlap the longer. */
export function labelsOf(
  tokens: readonly Token[],
  spans: readonly Span[],
  base = 1,
  labels: number[] = tokens.map(() => 0),
): number[] {
  const order = [...spans].sort((a, b) => b.end - b.start - (a.end - a.start))
  for (const { start, end } of order) {
    const places = tokens.flatMap((token, i) => (token.start < end && token.end > start ? [i] : []))
    if (places.some((i) => labels[i] !== 0)) continue
    places.forEach((i, n) => {
      labels[i] = n === 0 ? base : base + 1
    })
  }
  return labels
}

/** The spans of labels B- 1 and I- 2. */
export function spansOf(tokens: readonly Token[], labels: ArrayLike<number>): Span[] {
  const spans: { start: number; end: number }[] = []
  tokens.forEach(({ start, end }, t) => {
    const last = spans.at(-1)
    if (labels[t] === 1 || (labels[t] === 2 && !last)) spans.push({ start, end })
    else if (labels[t] === 2 && last) last.end = end
  })
  return spans
}
