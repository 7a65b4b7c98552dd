import type { Lexicon } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'
import type { OrdinalFound } from './masking.ts'

/** "the first list", "the list before": its place in the talk from 1, or -1 = the one before the list that is up. */
export function readWhichList(
  tokens: readonly Token[],
  from: number,
  to: number,
  ordinals: readonly OrdinalFound[],
  lexicon: Lexicon,
): number | undefined {
  const placed = ordinals.find(({ to: at }) => lexicon.lists.has(tokens[at]?.folded ?? ''))
  const [place] = placed?.places ?? []
  if (place !== undefined && place > 0) return place
  for (let at = from; at < to; at++) if (lexicon.earlier.at(tokens, at, to)) return -1
  return undefined
}
