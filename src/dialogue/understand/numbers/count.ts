import type { Lexicon } from '../lexicon.ts'
import type { Found } from '../linking/linker.ts'
import type { Token } from '../text/tokenize.ts'

export interface CountFound {
  readonly from: number
  readonly to: number
  /** At least 0: "zero films". */
  readonly count: number
}

/**
 * How many items are asked for: "recommend 5 films", "just one", "a couple more", "top ten". Numbers of hours,
 * years and places in a list are no counts: they are taken before.
 */
export function readCount(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  lexicon: Lexicon,
  taken: (at: number) => boolean,
): CountFound | undefined {
  for (let i = from; i < to; i++) {
    if (taken(i)) continue
    const phrase = lexicon.counts.at(tokens, i, to)
    const word = tokens[i]?.folded ?? ''
    const written = /^\d{1,3}$/.test(word) ? Number(word) : word.length > 2 ? lexicon.numbers.get(word) : undefined
    const count = phrase?.value ?? written
    if (count === undefined || !Number.isInteger(count) || count < 0) continue
    const end = i + (phrase?.length ?? 1)
    const next = tokens[end]
    const closed = end >= to || next?.kind === 'mark' || next?.folded === 'please'
    // "another one" is more of the same, "another 3" a number.
    const led =
      lexicon.countLeads.before(tokens, i, from) !== undefined && !(count === 1 && tokens[i - 1]?.folded === 'another')
    const counts =
      lexicon.nouns.has(next?.folded ?? '') ||
      (count !== 1 || next?.folded === 'more' ? lexicon.counted.has(next?.folded ?? '') : false) ||
      ((count !== 1 || led) && found.some((f) => f.kind === 'tag' && f.from === end))
    const noun = lexicon.nouns.has(tokens[i - 1]?.folded ?? '')
    // "that one", "the one with the clown": a place in the talk, no number.
    const pointing = count === 1 && !phrase && !led && !(i === from && counts)
    if (pointing || !(counts || (closed && (led || noun)))) continue
    return { from: i, to: end, count }
  }
  return undefined
}
