import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'
import { readAge } from './ages.ts'
import { readAmount } from './amounts.ts'
import { readLoose } from './loose-numbers.ts'
import { type NumberFound, type NumberWorld, numberWorld } from './number-world.ts'
import { joinYears, readLastYears, readYears } from './years.ts'

export type { NumberFound } from './number-world.ts'

/** Reads wishes of numbers: ages, amounts, years, and words such as "newer" and "short". */
export class NumberReader {
  readonly world: NumberWorld
  /** Words at which a numeric wish can begin: all others are passed over at once. */
  readonly #gate = new Set<string>()

  constructor(catalogue: Catalogue, lexicon: Lexicon) {
    this.world = numberWorld(catalogue, lexicon)
    const phrases = [
      ...Object.values(lexicon.bounds),
      lexicon.decades,
      lexicon.centuries,
      lexicon.audienceWords,
      lexicon.audienceLead,
      this.world.more,
    ]
    for (const group of phrases) for (const word of group.firstWords()) this.#gate.add(word)
    for (const word of lexicon.numbers.keys()) this.#gate.add(word)
    for (const word of lexicon.numberStarts) this.#gate.add(word)
  }

  /** Numeric wishes in tokens [from, to), leaving out those that a name has taken. */
  read(tokens: readonly Token[], from: number, to: number, taken: (at: number) => boolean): NumberFound[] {
    const found: NumberFound[] = []
    for (let at = from; at < to; ) {
      const least = found.at(-1)?.to ?? from
      const word = tokens[at]?.folded ?? ''
      const may = this.#gate.has(word) || /^\d/.test(word) || /^['’]$/.test(word)
      const next = taken(at) || !may ? undefined : this.#at(tokens, at, from, to, taken)
      if (next) found.push(next.except ? this.#withNot(next, tokens, least) : this.#welcomed(next, tokens, to))
      at = next ? Math.max(next.to, at + 1) : at + 1
    }
    return joinYears(found, tokens)
  }

  #at(
    tokens: readonly Token[],
    at: number,
    from: number,
    to: number,
    taken: (at: number) => boolean,
  ): NumberFound | undefined {
    const { bounds } = this.world.lexicon
    const cleared = bounds.anyNumber.at(tokens, at, to)
    if (cleared) {
      const text = tokens
        .slice(at, at + cleared.length)
        .map(({ folded }) => folded)
        .join(' ')
      const isYear = /year|decade|era|old|new/.test(text) || this.world.measure === undefined
      return { from: at, to: at + cleared.length, field: isYear ? 'year' : (this.world.measure ?? 'year'), clear: true }
    }
    return (
      readAge(this.world, tokens, at, to) ??
      readLastYears(this.world, tokens, at, to) ??
      readAmount(this.world, tokens, at, from, to) ??
      readYears(this.world, tokens, at, from, to) ??
      readLoose(this.world, tokens, at, from, to, taken)
    )
  }

  /** "not from the 80s" is one thing said, from the "not" on. */
  #withNot(number: NumberFound, tokens: readonly Token[], least: number): NumberFound {
    for (let at = number.from - 1; at >= Math.max(least, number.from - 4); at--) {
      const not = this.world.lexicon.negations.before(tokens, at + 1, least, 3)
      if (not) return { ...number, from: not.start }
      if (/^(nothing|no)$/.test(tokens[at]?.folded ?? '')) return { ...number, from: at }
    }
    return number
  }

  /** "older is fine": what is welcome is no bound. */
  #welcomed(number: NumberFound, tokens: readonly Token[], to: number): NumberFound {
    const fine = number.direction === undefined ? undefined : this.world.lexicon.fine.at(tokens, number.to, to)
    if (!fine) return number
    return { from: number.from, to: number.to + fine.length, field: number.field, clear: true }
  }
}
