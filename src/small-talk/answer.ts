import { SEARCH, type Search } from '../encoder/seq2seq.ts'
import { LONGEST, UNKNOWN } from './lessons.ts'
import type { SmallTalk } from './model.ts'
import { asked, sentence, wordsOf } from './text.ts'

export interface Answer {
  readonly text: string
  /** One of the stored replies, or written by the decoder. */
  readonly from: 'stored' | 'written'
  /** What it was chosen by: for stored replies how much likelier a symbol is after what was said, in natural logarithms. */
  readonly score: number
}

export interface AnswerOptions {
  /** Replies that somebody wrote, to be preferred. */
  readonly stored: readonly string[]
  /** A stored reply must fit so well. */
  readonly fits: number
  /** A written one must be so likely a symbol; below, nothing is said. */
  readonly sure: number
  /** What a written reply may not contain: promises, claims. */
  readonly never: RegExp
  readonly search: Search
}

export const ANSWER: Omit<AnswerOptions, 'stored' | 'never'> = { fits: 0.35, sure: -2.6, search: SEARCH }

/**
 * Answers to small talk. Stored replies come first, ranked by how much likelier each is after what was said than after
 * nothing (pointwise mutual information a symbol), for what somebody wrote is no nonsense; then what the decoder writes, with
 * no name, number or unknown word in it; nothing where that is unlikely or promises something.
 * @param turns what was said so far, the last turn last
 */
export function answer(talk: SmallTalk, turns: readonly string[], options: AnswerOptions): Answer | undefined {
  const words = asked(turns.map((turn) => wordsOf(turn)))
  return stored(talk, words, options) ?? writtenAnswer(talk, words, options)
}

/** The stored reply that fits best, if it fits. */
function stored(
  { model, vocabulary }: SmallTalk,
  words: readonly string[],
  options: AnswerOptions,
): Answer | undefined {
  const replies = options.stored
    .map((text) => ({ text, symbols: vocabulary.symbolsOf(wordsOf(text)) }))
    .filter(({ symbols }) => symbols.length < LONGEST && !symbols.includes(UNKNOWN))
  const symbols = replies.map((reply) => reply.symbols)
  const after = model.likelihoods(
    replies.map(() => words),
    symbols,
  )
  const alone = model.likelihoods(
    replies.map(() => asked([])),
    symbols,
  )
  let best: Answer | undefined
  replies.forEach(({ text }, i) => {
    const gain = (total(after[i] as Float64Array) - total(alone[i] as Float64Array)) / (symbols[i]!.length + 1)
    if (gain >= options.fits && gain > (best?.score ?? Number.NEGATIVE_INFINITY))
      best = { text, from: 'stored', score: gain }
  })
  return best
}

function writtenAnswer(
  { model, vocabulary }: SmallTalk,
  words: readonly string[],
  { search, sure, never }: AnswerOptions,
): Answer | undefined {
  for (const { symbols, logp } of model.outputs(words, (symbol) => vocabulary.sayable(symbol), search)) {
    const text = sentence(vocabulary.wordsOf(symbols))
    const score = logp / (symbols.length + 1)
    if (score >= sure && !never.test(text)) return { text, from: 'written', score }
  }
  return undefined
}

const total = (logs: Float64Array): number => logs.reduce((sum, log) => sum + log, 0)
