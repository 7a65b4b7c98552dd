import type { Dialogues } from '../datasets/dialogues.ts'
import type { Sample } from '../encoder/config.ts'
import { END } from '../encoder/decoder.ts'
import { NOTHING } from '../encoder/seq2seq.ts'
import type { Random } from '../random.ts'
import { asked, SLOTS, wordsOf } from './text.ts'

/** A turn and what was said before it. */
export interface Exchange {
  readonly asked: readonly string[]
  readonly reply: readonly string[]
}

/** Symbols of the longest reply that is learned or measured, its end counted. */
export const LONGEST = 30
/** Stands for words that the vocabulary lacks; it is never written. */
export const UNKNOWN = 1

/** The words that replies are written in: number 0 ends them, 1 is every other word. */
export class Vocabulary {
  readonly #numbers: ReadonlyMap<string, number>

  constructor(readonly words: readonly string[]) {
    this.#numbers = new Map(words.map((word, i) => [word, i]))
  }

  /** The words that come `minCount` times or more, at most `size`, by how often and then by name. */
  static learn(exchanges: readonly Exchange[], minCount: number, size: number): Vocabulary {
    const counts = new Map<string, number>()
    for (const { reply } of exchanges) for (const word of reply) counts.set(word, (counts.get(word) ?? 0) + 1)
    const kept = [...counts]
      .filter(([, count]) => count >= minCount)
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, size - 2)
    return new Vocabulary(['.end', '.unknown', ...kept.map(([word]) => word)])
  }

  get size(): number {
    return this.words.length
  }

  symbolsOf(reply: readonly string[]): number[] {
    return reply.map((word) => this.#numbers.get(word) ?? UNKNOWN)
  }

  wordsOf(symbols: readonly number[]): string[] {
    return symbols.filter((symbol) => symbol !== END).map((symbol) => this.words[symbol] as string)
  }

  /** May a reply contain it? No slot, and no word that is not known. */
  sayable(symbol: number): boolean {
    return symbol !== UNKNOWN && !(SLOTS as readonly string[]).includes(this.words[symbol] as string)
  }
}

/** Every turn with what was said before it; those without a reply or with one that is too long are left out. */
export function exchangesOf(dialogues: Dialogues): { readonly exchanges: Exchange[]; readonly tooLong: number } {
  const common = commonWords(dialogues)
  const exchanges: Exchange[] = []
  let tooLong = 0
  for (const dialogue of dialogues) {
    const turns = dialogue.map((turn) => wordsOf(turn, common))
    for (let i = 1; i < turns.length; i++) {
      const reply = turns[i] as string[]
      if (reply.length >= LONGEST) tooLong++
      else if (reply.length > 0) exchanges.push({ asked: asked(turns.slice(0, i)), reply })
    }
  }
  return { exchanges, tooLong }
}

/** Words that stand in lower case somewhere: with a capital letter they are no names. */
function commonWords(dialogues: Dialogues): Set<string> {
  return new Set(dialogues.flatMap((dialogue) => dialogue.flatMap((turn) => turn.match(/(?<!\p{L})\p{Ll}+/gu) ?? [])))
}

/** What the network learns from: for a share of the exchanges nothing is asked, which makes a language model of it. */
export function samplesOf(
  exchanges: readonly Exchange[],
  vocabulary: Vocabulary,
  silent: number,
  random: Random,
): Sample[] {
  return exchanges.map(({ asked: words, reply }) => ({
    words: random.next() < silent ? [NOTHING] : words,
    intent: -1,
    tags: [],
    output: vocabulary.symbolsOf(reply),
  }))
}
