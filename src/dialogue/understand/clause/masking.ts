import type { Lexicon } from '../lexicon.ts'
import type { Found } from '../linking/linker.ts'
import type { Context } from '../meaning.ts'
import type { NumberFound } from '../numbers/numbers.ts'
import type { Token } from '../text/tokenize.ts'

export interface OrdinalFound {
  readonly from: number
  readonly to: number
  readonly places: readonly number[]
}

/** What the classifier sees of a clause: folded words, with slots for what was linked. */
export function mask(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
  spans: ReadonlyMap<number, { to: number; slot: string }>,
): string[] {
  const words: string[] = []
  for (let i = from; i < to; ) {
    const span = spans.get(i)
    const token = tokens[i] as Token
    if (span) {
      if (span.slot === '{nth}' && lexicon.articles.has(words.at(-1) ?? '')) words.pop()
      words.push(span.slot)
      i = Math.max(span.to, i + 1)
      if (span.slot === '{nth}' && /^ones?$/.test(tokens[i]?.folded ?? '') && i < to) i++
      continue
    }
    if (token.kind === 'word') words.push(lexicon.nouns.has(token.folded) ? '{noun}' : token.folded)
    else if (token.text === '?' && words.at(-1) !== '?') words.push('?')
    i++
  }
  return words
}

/** The slot that stands for a found name. */
export function slotOf(found: Found): string {
  if (found.kind === 'title') return '{title}'
  if (found.kind === 'person') return '{person}'
  return found.axes.length > 0 && found.tags.length === 0 ? '{axis}' : found.axes.length > 0 ? '{axis}' : '{tag}'
}

export const numberSlot = (number: NumberFound): string => (number.direction === undefined ? '{number}' : '{newer}')

/** "the second one", "first two", "second and third", "the last", "#2", "all of them". */
export function readOrdinals(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
  taken: (at: number) => boolean,
): OrdinalFound[] {
  const found: OrdinalFound[] = []
  for (let i = from; i < to; i++) {
    if (taken(i)) continue
    let hit = lexicon.ordinals.at(tokens, i, to)
    if (!hit && tokens[i]?.text === '#' && /^\d{1,2}$/.test(tokens[i + 1]?.folded ?? '')) {
      hit = { value: Number(tokens[i + 1]?.folded), length: 2 }
    }
    if (!hit) continue
    const next = tokens[i + hit.length]?.folded ?? ''
    if (/^(night|week|weekend|year|years|month|time|day|summer|world|century)$/.test(next)) continue
    if (hit.value === 0 && hit.length === 1) {
      const others = tokens.slice(from, to).filter(({ kind }) => kind === 'word').length
      if (others > 2) continue
    }
    let end = i + hit.length
    const count = /^\d$/.test(next) ? Number(next) : lexicon.numbers.get(next)
    let places = [hit.value]
    if (count !== undefined && count > 1 && count <= 10 && (hit.value === 1 || hit.value === -1)) {
      places = Array.from({ length: count }, (_, k) => (hit.value === 1 ? k + 1 : k - count))
      end++
    }
    if (/^(one|ones)$/.test(tokens[end]?.folded ?? '')) end++
    else if (lexicon.nouns.has(tokens[end]?.folded ?? '')) end++
    const start = lexicon.articles.has(tokens[i - 1]?.folded ?? '') && i > from ? i - 1 : i
    found.push({ from: start, to: end, places })
    i = end - 1
  }
  return found
}

/** "2" or "1 and 3" after a list or a choice. */
export function bareNumbers(tokens: readonly Token[], from: number, to: number, context: Context): OrdinalFound[] {
  const count = context.asked?.kind === 'choice' ? (context.asked.items?.length ?? 0) : context.shown.length
  const words = tokens.slice(from, to).filter(({ kind }) => kind === 'word')
  const fits = words.every(
    ({ folded }) =>
      /^(and|or|n|please|pls|number|the|one)$/.test(folded) ||
      (/^\d{1,2}$/.test(folded) && Number(folded) > 0 && Number(folded) <= count),
  )
  if (!fits || words.length === 0) return []
  return tokens
    .slice(from, to)
    .flatMap(({ folded }, k) =>
      /^\d{1,2}$/.test(folded) ? [{ from: from + k, to: from + k + 1, places: [Number(folded)] }] : [],
    )
}
