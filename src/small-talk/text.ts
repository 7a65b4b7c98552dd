import { NOTHING } from '../encoder/seq2seq.ts'

/** Stands between what was said before and what was said last. */
const TURN = '{turn}'
/** A name, a number: what a reply must not make up. */
export const SLOTS = ['{name}', '{number}'] as const

const PIECE = /[\p{L}]+(?:'[\p{L}]+)*|\d[\d.,:]*|[?!.,]/gu
const NUMBER = /^\d/

/**
 * A turn as words and marks in lower case, names and numbers as slots: no reply shall repeat what it cannot know. A word
 * with a capital letter inside of a sentence is a name, but for "I" and its like, and what `common` knows in lower case.
 */
export function wordsOf(turn: string, common: ReadonlySet<string> = new Set()): string[] {
  const pieces = turn.replace(/\s*[’‘`´']\s*(?=\p{L})/gu, "'").match(PIECE) ?? []
  const words: string[] = []
  pieces.forEach((piece, i) => {
    const low = piece.toLowerCase()
    const opens = i === 0 || /^[.?!]$/.test(pieces[i - 1] as string)
    const named = !opens && /^\p{Lu}/u.test(piece) && !/^i('|$)/.test(low) && !common.has(low)
    const word = NUMBER.test(piece) ? '{number}' : named ? '{name}' : low
    // A name of several words is one.
    if (!(word.startsWith('{') && words.at(-1) === word)) words.push(word)
  })
  return words
}

/** What is answered: the turn before that, and the last turn. */
export function asked(turns: readonly (readonly string[])[]): string[] {
  const [last = [], before] = [turns.at(-1), turns.at(-2)]
  const words = before ? [...before.slice(-16), TURN, ...last] : [...last]
  return words.length > 0 ? words : [NOTHING]
}

/** Words and marks as a sentence that one would write. */
export function sentence(words: readonly string[]): string {
  let text = ''
  let opens = true
  for (const word of words) {
    const mark = /^[?!.,]$/.test(word)
    const own = opens && !mark ? word.charAt(0).toUpperCase() + word.slice(1) : word.replace(/^i(?='|$)/, 'I')
    text += mark || text === '' ? own : ` ${own}`
    opens = /^[?!.]$/.test(word)
  }
  return text
}
