import type { Lexicon } from '../lexicon.ts'
import type { Found } from '../linking/linker.ts'
import type { Token } from '../text/tokenize.ts'

/**
 * Whether a clause wishes for what lies between two titles: "something between Alien and Heat", "Alien meets Heat", "a
 * cross of Alien and Heat". Not "the difference between Alien and Heat".
 */
export function readMidway(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  lexicon: Lexicon,
): boolean {
  const [one, other, ...more] = found.filter(({ kind }) => kind === 'title')
  if (!one || !other || more.length > 0) return false
  if (tokens.slice(from, to).some(({ folded }) => lexicon.apart.has(folded))) return false
  const before = lexicon.midway.before(tokens, one.from, from)
  const amid = lexicon.midway.at(tokens, one.to, to)
  return before !== undefined || (amid !== undefined && one.to + amid.length === other.from)
}
