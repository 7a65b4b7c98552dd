import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Found } from '../linking/linker.ts'
import { wordsOf } from '../linking/tag-names.ts'
import type { Comparison } from '../meaning.ts'
import { Phrases } from '../text/phrases.ts'
import type { Token } from '../text/tokenize.ts'

const cache = new WeakMap<Catalogue, Phrases<{ field: string; direction: 1 | -1 }>>()

/** "longer" and "shorter" by the numbers of the domain. */
export function measures(catalogue: Catalogue): Phrases<{ field: string; direction: 1 | -1 }> {
  let phrases = cache.get(catalogue)
  if (phrases) return phrases
  phrases = new Phrases()
  for (const [field, { more, less }] of Object.entries(catalogue.domain.numbers)) {
    for (const word of more) phrases.add(wordsOf(word), { field, direction: 1 })
    for (const word of less) phrases.add(wordsOf(word), { field, direction: -1 })
  }
  cache.set(catalogue, phrases)
  return phrases
}

/** What a clause would put items in order by, superlatives among it: "the longest", "scarier", "most violent". */
export function readOrder(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  catalogue: Catalogue,
  lexicon: Lexicon,
): Omit<Comparison, 'whether'> | undefined {
  // "longest" is what is longer than all others.
  const plain = tokens.map((token): Token => {
    if (/^[a-z]{3,}est$/.test(token.folded)) return { ...token, folded: token.folded.replace(/est$/, 'er') }
    return token.folded === 'most' || token.folded === 'least'
      ? { ...token, folded: token.folded === 'most' ? 'more' : 'less' }
      : token
  })
  const inTitle = (at: number) => found.some((f) => f.kind === 'title' && at >= f.from && at < f.to)
  for (let i = from; i < to; i++) {
    if (inTitle(i)) continue
    const measure = measures(catalogue).at(plain, i, to)
    const newer = lexicon.bounds.newer.at(plain, i, to)
    const older = lexicon.bounds.older.at(plain, i, to)
    if (measure) {
      const { field, direction } = measure.value
      return { kind: 'number', by: field, direction, words: both(plain, i, measure.length) }
    }
    const dated = newer && newer.length >= (older?.length ?? 0) ? newer : older
    if (dated && dated.length === 1)
      return { kind: 'number', by: 'year', direction: dated === newer ? 1 : -1, words: both(plain, i, 1) }
    const f = found.find((o) => o.kind === 'tag' && o.from === i && o.axes.length > 0)
    const axis = f?.kind === 'tag' ? f.axes[0] : undefined
    if (!f || !axis) continue
    const degree = plain[i - 1]?.folded
    const comparative = /^[a-z]+er$/.test(plain[f.to - 1]?.folded ?? '') && axis.comparative
    if (degree !== 'more' && degree !== 'less' && !comparative) continue
    const direction = (axis.pole * (degree === 'less' ? -1 : 1)) as 1 | -1
    const start = comparative ? i : i - 1
    return { kind: 'axis', by: axis.axis, direction, words: both(plain, start, f.to - start) }
  }
  return undefined
}

/** "longer" and "longest"; "more violent" and "most violent". */
function both(plain: readonly Token[], at: number, length: number): [string, string] {
  const words = plain.slice(at, at + length).map(({ folded }) => folded)
  const comparative = words.join(' ')
  const [first = '', ...rest] = words
  if (first === 'more' || first === 'less')
    return [comparative, [first === 'more' ? 'most' : 'least', ...rest].join(' ')]
  return [comparative, comparative.replace(/er$/, 'est')]
}

const NONE = { by: '', direction: 1, words: ['', ''], whether: false } as const

/** Whether a clause is a question that compares, and by what. */
export function readComparison(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  /** Places in the list and pronouns that the clause points to. */
  pointed: number,
  /** Tags or bounds that some may have and others not ("which of these is for kids?"). */
  having: boolean,
  /** A bound is named. */
  bounded: boolean,
  catalogue: Catalogue,
  lexicon: Lexicon,
): Comparison | undefined {
  let start = from
  while (
    start < to &&
    (lexicon.interjections.has(tokens[start]?.folded ?? '') || /^(so|and)$/.test(tokens[start]?.folded ?? ''))
  )
    start++
  const begins = lexicon.comparing.at(tokens, start, to)
  const head = tokens[start]?.folded ?? ''
  const points = tokens.some((_, at) => at >= from && at < to && lexicon.amongst.at(tokens, at, to))
  const titles = found.filter(({ kind }) => kind === 'title').length
  // "Alien or Aliens?"
  const [a, b] = found
  const either = found.length === 2 && titles === 2 && tokens[to - 1]?.text === '?'
  // ... or "should I watch Alien or Aliens?"
  const asks = lexicon.fits.at(tokens, start, to)
  const opens = a?.from === start || (asks !== undefined && a?.from === start + asks.length)
  if (either && a && b && opens && b.to === to - 1 && /^(or|vs)$/.test(tokens[a.to]?.folded ?? ''))
    return { kind: 'fit', by: '', direction: 1, words: ['', ''], whether: false }
  if (!begins && !points) return undefined
  if (tokens.slice(start, to).some(({ folded }) => lexicon.openers.has(folded))) return undefined
  const than = tokens.slice(start, to).some(({ folded }) => folded === 'than')
  const whether = /^(is|are|was)$/.test(head)
  if (whether && !(than && titles + pointed > 1)) return undefined
  // "which of them are longer than three hours?"
  if (bounded && than && !whether) return { ...NONE, kind: 'having' }
  // "which is scarier than Alien?" asks for others.
  if (!whether && than && titles + pointed < 2) return undefined
  const order = readOrder(tokens, from, to, found, catalogue, lexicon)
  if (order) return { ...order, whether }
  const none = { ...NONE, whether }
  if (/^(compare|comparison|difference|whats)$/.test(head) && titles + pointed > 1) return { kind: 'facts', ...none }
  if (head !== 'which' && !points) return undefined
  for (let at = start; at < to; at++) {
    const fits = lexicon.fits.at(tokens, at, to)
    const next = fits && tokens[at + fits.length]
    if (
      fits &&
      (!next || at + fits.length >= to || next.kind === 'mark' || lexicon.amongst.at(tokens, at + fits.length))
    )
      return { kind: 'fit', ...none }
  }
  // "which has the best rating?" asks for what no field says.
  if (tokens.slice(start, to).some(({ folded }) => /^(best|most|highest|lowest|worst)$/.test(folded)))
    return { ...none, kind: 'number' }
  const one = points || /^(one|ones|is|are|has|have)$/.test(tokens[start + 1]?.folded ?? '')
  if (having && one) return { kind: 'having', ...none }
  // "which of these have won a prize?" asks for what no field says.
  return head === 'which' && points && to - start > 3 ? { kind: 'number', ...none } : undefined
}
