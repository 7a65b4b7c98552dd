import type { Lexicon } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'

/** What a rating is read as, and an emoji of taste: the words that judge what they stand beside. */
export const RATED = /^thumbs(up|middle|down)$/

/**
 * Reads "9 out of 10", "10/10" and "five stars" as one word of judgement: from six tenths on praise, up to
 * four tenths blame, between neither. The word covers the rating, so offsets stay.
 */
export function readRatings(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const read: Token[] = []
  for (let at = 0; at < tokens.length; ) {
    const rating = ratingAt(tokens, at, lexicon)
    const first = tokens[at] as Token
    if (!rating) {
      read.push(first)
      at++
      continue
    }
    const last = tokens[rating.to - 1] as Token
    const folded = rating.share >= 0.6 ? 'thumbsup' : rating.share > 0.4 ? 'thumbsmiddle' : 'thumbsdown'
    read.push({ ...first, kind: 'word', folded, end: last.end, capital: false })
    at = rating.to
  }
  return read
}

function ratingAt(tokens: readonly Token[], at: number, lexicon: Lexicon): { share: number; to: number } | undefined {
  const word = (i: number) => tokens[i]?.folded ?? ''
  const number = (i: number) =>
    /^\d{1,3}([.,]\d)?$/.test(word(i)) ? Number(word(i).replace(',', '.')) : lexicon.numbers.get(word(i))
  const given = number(at)
  if (given === undefined) return undefined
  if (/^stars?$/.test(word(at + 1)) && word(at) !== 'a' && given <= 5) return { share: given / 5, to: at + 2 }
  const of = word(at + 1) === '/' ? at + 2 : word(at + 1) === 'out' && word(at + 2) === 'of' ? at + 3 : undefined
  const most = of === undefined ? undefined : number(of)
  if (of === undefined || (most !== 5 && most !== 10 && most !== 100) || given > most) return undefined
  return { share: given / most, to: /^stars?$/.test(word(of + 1)) ? of + 2 : of + 1 }
}
