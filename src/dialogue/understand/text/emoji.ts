import type { Lexicon } from '../lexicon.ts'
import type { Token } from './tokenize.ts'

/** An emoji without skin tone and variation selector. */
export const plainSign = (sign: string): string => sign.replace(/[\uFE0E\uFE0F\p{EMod}]/gu, '')

/**
 * Reads emoji of taste as words: a verb where the thing follows ("I ❤ Alien", "👎 Saw"), else a judgement
 * ("Alien 👍"). Offsets stay. Of a row of the same emoji the first counts.
 */
export function readEmoji(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  if (!tokens.some(({ kind, text }) => kind === 'mark' && text > '\u2000')) return tokens
  let last: string | undefined
  return tokens.map((token, at) => {
    const mood = token.kind === 'mark' ? lexicon.emoji.get(plainSign(token.text)) : undefined
    const repeated = mood !== undefined && mood === last
    last = mood
    if (mood === undefined || repeated) return token
    const leads = tokens[at + 1]?.kind === 'word' && (mood === 'love' || tokens[at - 1]?.kind !== 'word')
    const folded = leads ? VERBS[mood] : mood === 'bad' ? 'thumbsdown' : 'thumbsup'
    return { ...token, folded, kind: 'word' as const }
  })
}

const VERBS = { love: 'love', good: 'like', bad: 'dislike' } as const
