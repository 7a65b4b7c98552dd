import type { Seq2Seq } from '../encoder/seq2seq.ts'
import { type Exchange, UNKNOWN, type Vocabulary } from './lessons.ts'

export interface Fit {
  /** exp(total negative log-likelihood / total symbols), ends counted: over the corpus, not a mean over replies. */
  readonly perplexity: number
  /** The same in bits a character of the replies as written, which does not hang on how words are cut. */
  readonly bitsPerCharacter: number
  /** Share of the symbols that are words which the vocabulary lacks: perplexities compare at one vocabulary only. */
  readonly unknown: number
  readonly symbols: number
}

function fitOf(exchanges: readonly Exchange[], vocabulary: Vocabulary, logs: readonly ArrayLike<number>[]): Fit {
  let [nll, symbols, characters, unknown] = [0, 0, 0, 0]
  exchanges.forEach(({ reply }, i) => {
    const own = logs[i] as ArrayLike<number>
    for (let s = 0; s < own.length; s++) nll -= own[s] as number
    symbols += own.length
    characters += reply.join(' ').length + 1
    unknown += vocabulary.symbolsOf(reply).filter((symbol) => symbol === UNKNOWN).length
  })
  return {
    perplexity: Math.exp(nll / symbols),
    bitsPerCharacter: nll / Math.LN2 / characters,
    unknown: unknown / symbols,
    symbols,
  }
}

/** How well a model foretells replies. */
export function fitTo(model: Seq2Seq, vocabulary: Vocabulary, exchanges: readonly Exchange[]): Fit {
  // Replies of about the same length side by side.
  const order = exchanges.map((_, i) => i).sort((a, b) => exchanges[a]!.reply.length - exchanges[b]!.reply.length)
  const found = model.likelihoods(
    order.map((i) => exchanges[i]!.asked),
    order.map((i) => vocabulary.symbolsOf(exchanges[i]!.reply)),
  )
  const logs: ArrayLike<number>[] = []
  order.forEach((i, at) => {
    logs[i] = found[at] as Float64Array
  })
  return fitOf(exchanges, vocabulary, logs)
}

/**
 * The same of words without order, and of pairs of words mixed with the former (Jelinek & Mercer 1980): what any model of
 * conversation has to beat.
 */
export function baselines(
  training: readonly Exchange[],
  vocabulary: Vocabulary,
  exchanges: readonly Exchange[],
): { readonly unigram: Fit; readonly bigram: Fit } {
  const one = new Float64Array(vocabulary.size)
  const two = new Map<number, number>()
  const starts = new Float64Array(vocabulary.size)
  let total = 0
  for (const { reply } of training) {
    let before = 0
    for (const symbol of [...vocabulary.symbolsOf(reply), 0]) {
      one[symbol]! += 1
      starts[before]! += 1
      two.set(before * vocabulary.size + symbol, (two.get(before * vocabulary.size + symbol) ?? 0) + 1)
      total++
      before = symbol
    }
  }
  const alone = (symbol: number) => ((one[symbol] as number) + 0.5) / (total + 0.5 * vocabulary.size)
  const logs = ({ reply }: Exchange, share: number) => {
    let before = 0
    return [...vocabulary.symbolsOf(reply), 0].map((symbol) => {
      const pair = (two.get(before * vocabulary.size + symbol) ?? 0) / Math.max(1, starts[before] as number)
      before = symbol
      return Math.log((1 - share) * alone(symbol) + share * pair)
    })
  }
  const of = (share: number) =>
    fitOf(
      exchanges,
      vocabulary,
      exchanges.map((exchange) => logs(exchange, share)),
    )
  return { unigram: of(0), bigram: of(0.5) }
}

export interface Variety {
  /** Different n-grams over all n-grams (Li et al. 2016); it falls with the number of replies. */
  readonly distinct1: number
  readonly distinct2: number
  /** Entropy of 4-grams in bits (Zhang et al. 2018). */
  readonly entropy4: number
  /** Share of replies that are one of the ten most given ones, or say the same as another. */
  readonly generic: number
  readonly words: number
}

/** How varied replies are. */
export function variety(replies: readonly (readonly string[])[]): Variety {
  const grams = (n: number) =>
    replies.flatMap((words) =>
      Array.from({ length: Math.max(0, words.length - n + 1) }, (_, i) => words.slice(i, i + n).join(' ')),
    )
  const distinct = (n: number) => {
    const all = grams(n)
    return all.length === 0 ? 0 : new Set(all).size / all.length
  }
  const counts = countsOf(grams(4))
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  const given = [...countsOf(replies.map((words) => words.join(' '))).values()].sort((a, b) => b - a)
  const often = given.slice(0, 10).filter((n) => n > 1)
  return {
    distinct1: distinct(1),
    distinct2: distinct(2),
    entropy4: [...counts.values()].reduce((sum, n) => sum - (n / total) * Math.log2(n / total), 0),
    generic: often.reduce((sum, n) => sum + n, 0) / Math.max(1, replies.length),
    words: replies.reduce((sum, { length }) => sum + length, 0) / Math.max(1, replies.length),
  }
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
