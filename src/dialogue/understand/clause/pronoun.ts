import type { Lexicon } from '../lexicon.ts'
import type { Clause } from '../meaning.ts'
import type { Token } from '../text/tokenize.ts'

/** The first pronoun of tokens [from, to) outside of what was linked. */
export function readPronoun(
  tokens: readonly Token[],
  from: number,
  to: number,
  spans: ReadonlyMap<number, { to: number }>,
  lexicon: Lexicon,
): Clause['pronoun'] {
  for (let i = from; i < to; i++) {
    const span = spans.get(i)
    if (span) {
      i = span.to - 1
      continue
    }
    const hit = lexicon.pronounWords.at(tokens, i, to)
    if (!hit) continue
    const next = tokens[i + hit.length]?.folded ?? ''
    if (
      hit.length === 1 &&
      tokens[i]?.folded === 'that' &&
      /^(i|you|we|they|he|she|it|is|are|im|ive)$/.test(next) &&
      i > from
    )
      continue
    // "something for both of us"
    if (hit.value === 'both' && next === 'of') continue
    // "that director" names a person, "this comedy" a thing of its own.
    return hit.value
  }
  return undefined
}

/** "that actress", "the same director": a word for what somebody does, which also names a theme. */
export function isRole(
  tokens: readonly Token[],
  { from, to }: { from: number; to: number },
  lexicon: Lexicon,
): boolean {
  for (let start = Math.max(0, from - 2); start <= from; start++) {
    const hit = lexicon.pronounWords.at(tokens, start, to)
    if (hit?.value === 'person' && start + hit.length >= to) return true
  }
  return false
}
