import type { Found, Linker } from './linker.ts'
import type { Context } from './meaning.ts'
import type { Token } from './tokenize.ts'

export interface Unknown {
  readonly from: number
  readonly to: number
  /** The most similar titles, best first. */
  readonly rows: readonly number[]
  /** Where they are a known title after all, only badly spelt. */
  readonly known?: Found
}

const TITLE_CUES: ReadonlySet<string> = new Set(['like', 'love', 'dislike', 'hate', 'seen', 'unseen', 'similar'])
const QUOTES = /^["“”„«»]$/u

/**
 * Words that stand where a title would ("I loved Zorblax 9", "something like ...", in quotes) and name none.
 * At least one word must be no everyday word, no tag and no part of the intents.
 */
export function unknownTitle(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
  context: Context,
): Unknown | undefined {
  const span =
    quoted(tokens, from, to) ??
    slot(tokens, from, to, found, linker) ??
    judged(tokens, from, to, found, linker) ??
    answer(tokens, from, to, found, context)
  if (!span) return undefined
  let [a, b] = span
  const { lexicon } = linker
  const everyday = ({ folded, kind }: Token) =>
    kind === 'mark' || lexicon.common.has(folded) || linker.isTagWord(folded)
  const inQuotes = QUOTES.test(tokens[a - 1]?.text ?? '')
  if (!inQuotes) {
    while (
      a < b &&
      (lexicon.articles.has(tokens[a]?.folded ?? '') ||
        lexicon.nouns.has(tokens[a]?.folded ?? '') ||
        tokens[a]?.kind === 'mark')
    )
      a++
    while (
      b > a &&
      (tokens[b - 1]?.kind === 'mark' ||
        (everyday(tokens[b - 1] as Token) && !tokens[b - 1]?.capital && !/^\d+$/.test(tokens[b - 1]?.folded ?? '')))
    )
      b--
  }
  if (b <= a || b - a > 12) return undefined
  if (found.some((f) => f.from < b && f.to > a && !(f.fuzzy && f.kind === 'tag'))) return undefined
  const words = tokens.slice(a, b).filter(({ kind }) => kind === 'word')
  const letters = words.map(({ folded }) => folded).join('')
  if (letters.length < 3 || !/\p{L}/u.test(letters)) return undefined
  if (!inQuotes && words.every((word) => everyday(word) || /^\d+$/.test(word.folded))) return undefined
  const text = words.map(({ folded }) => folded).join(' ')
  const { rows, same } = linker.nearest(text)
  const row = rows[0]
  if (same && row !== undefined) {
    return { from: a, to: b, rows, known: { kind: 'title', from: a, to: b, rows: [{ row, score: 0.75 }], fuzzy: true } }
  }
  return { from: a, to: b, rows: rows.slice(0, 3) }
}

function quoted(tokens: readonly Token[], from: number, to: number): [number, number] | undefined {
  const open = tokens.findIndex(({ text }, i) => i >= from && i < to && QUOTES.test(text))
  if (open < 0) return undefined
  const close = tokens.findIndex(({ text }, i) => i > open && i < to && QUOTES.test(text))
  return close > open + 1 ? [open + 1, close] : undefined
}

/** From a verb of taste, "seen" or "something like" to the end of what it governs. */
function slot(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
): [number, number] | undefined {
  const { lexicon } = linker
  for (let i = from; i < to; i++) {
    const cue = lexicon.cues.at(tokens, i, to)
    if (!cue) continue
    if (!TITLE_CUES.has(cue.value)) {
      i += cue.length - 1
      continue
    }
    const start = i + cue.length
    let end = start
    while (
      end < to &&
      !/^(and|or|but|because|cause|as|so|with|when|,|\.|!|\?|\n|than|too|also|\(|was|is|were|are|that|which|in|on|for|about|if|it)$/.test(
        tokens[end]?.folded ?? '',
      )
    )
      end++
    if (found.some((f) => f.kind === 'title' && f.from < end && f.to > start)) continue
    if (
      end > start &&
      tokens.slice(start, end).some(({ kind, folded }) => kind === 'word' && !lexicon.common.has(folded))
    )
      return [start, end]
    i = start - 1
  }
  return undefined
}

/** "Zorblax was amazing": what stands before the verb of a judgement. */
function judged(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
): [number, number] | undefined {
  const verb = tokens.findIndex(({ folded }, i) => i > from && i < to && /^(was|is)$/.test(folded))
  if (verb < 0 || found.some((f) => f.kind === 'title' && f.from < verb)) return undefined
  const cue = tokens
    .slice(verb + 1, to)
    .some((_, k) => /^(good|bad|okay|love)$/.test(linker.lexicon.cues.at(tokens, verb + 1 + k, to)?.value ?? ''))
  const known = tokens
    .slice(from, verb)
    .some(
      ({ folded, kind }) =>
        kind === 'word' &&
        linker.lexicon.pronounWords.at([tokens[from] as Token], 0) !== undefined &&
        folded === tokens[from]?.folded,
    )
  return cue && !known ? [from, verb] : undefined
}

/** The whole message, where the bot has asked for a title. */
function answer(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  context: Context,
): [number, number] | undefined {
  const asked = context.asked?.kind
  if (found.length > 0 || tokens.filter(({ kind }) => kind === 'word').length < 2) return undefined
  const capital = tokens
    .slice(from, to)
    .filter(({ kind }) => kind === 'word')
    .every(({ capital, folded }) => capital || /^\d/.test(folded) || folded.length < 4)
  return (asked === 'open' || asked === 'opinion' || asked === 'choice') && capital ? [from, to] : undefined
}
