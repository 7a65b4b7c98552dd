import type { Lexicon } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'

/** Longer subjects than this, in words, are stories of their own; the first words tell most. */
const LONGEST = 6

/**
 * What a wish is about beyond the fields of the catalogue: the words of tokens [from, to) that nothing took.
 * After "about" and its like every word counts that can be a subject, after "with" only words that are not of
 * everyday use, and elsewhere such a word right before the noun ("a chess movie"). What stands beside such a word in a
 * scene ("where the dog dies") belongs to it.
 *
 * @returns the words as they were written, '' where there are none
 */
export function readSubject(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
  taken: (at: number) => boolean,
): string {
  const words: string[] = []
  let led: 'surely' | 'loosely' | undefined
  let scene = false
  let beside: string | undefined
  for (let i = from; i < to && words.length < LONGEST; i++) {
    const token = tokens[i] as Token
    if (taken(i)) continue
    // "what about a comedy?" leads to no subject, "something about bees" does.
    const offers = lexicon.cues.before(tokens, i + 1, from, 2)?.value === 'want'
    const lead = offers ? undefined : lexicon.subjectLeads.at(tokens, i, to)
    if (lead) {
      led = 'surely'
      i += lead.length - 1
      continue
    }
    const loose = lexicon.looseLeads.at(tokens, i, to)
    if (loose) {
      led = 'loosely'
      scene = lexicon.scenes.at(tokens, i, to) !== undefined
      i += loose.length - 1
      continue
    }
    if (/^[,.;:!?]$/.test(token.text)) led = undefined
    if (!isSubject(token, lexicon)) continue
    const rare = !lexicon.common.has(token.folded)
    const before = i + 1 < to && lexicon.nouns.has(tokens[i + 1]?.folded ?? '')
    if (led === 'loosely' && scene && rare && beside !== undefined) words.push(beside)
    beside = rare || lexicon.others.at(tokens, i, to) ? undefined : token.folded
    if (led === 'surely' || (rare && (led === 'loosely' || before))) words.push(token.folded)
  }
  return words.join(' ')
}

/** "less talky": the word after a degree that is no direction of the catalogue. */
export function readUnsteered(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
  taken: (at: number) => boolean,
): { at: number; word: string } | undefined {
  for (let i = from; i < to; i++) {
    const degree = lexicon.degree.at(tokens, i, to)
    // "without expansions", "no subtitles" refuse a thing and no degree of it.
    if (!degree || taken(i) || (degree.length === 1 && lexicon.cues.at(tokens, i, to)?.value === 'avoid')) continue
    const at = i + degree.length
    const token = tokens[at]
    if (at < to && token && !taken(at) && isSubject(token, lexicon) && !lexicon.common.has(token.folded))
      return { at, word: token.text.toLowerCase() }
  }
  return undefined
}

const isSubject = ({ folded, kind }: Token, lexicon: Lexicon): boolean =>
  kind === 'word' &&
  folded.length > 2 &&
  /^\p{L}/u.test(folded) &&
  !lexicon.nouns.has(folded) &&
  !lexicon.articles.has(folded) &&
  !lexicon.pronouns.has(folded) &&
  !lexicon.noSubject.has(folded) &&
  !lexicon.openers.has(folded) &&
  !lexicon.after.has(folded) &&
  !lexicon.foreign.has(folded) &&
  !lexicon.beforePeople.has(folded) &&
  !lexicon.numbers.has(folded)

/** In a clause of more tokens than this a strange word is part of a story. */
const SHORT = 8

/**
 * What a wish asks for or refuses and nothing took: "without subtitles", "in black and white", "for my hungover brain".
 *
 * @param bare nothing in the clause was understood but that it is a wish: then strange words of it count as well
 * @returns the words as they were written, '' where there are none
 */
export function readUnread(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
  taken: (at: number) => boolean,
  bare: boolean,
): string {
  const words: string[] = []
  const short = to - from <= SHORT
  const says = (at: number) =>
    !taken(at) && isSubject(tokens[at] as Token, lexicon) && !lexicon.idle.has(tokens[at]?.folded ?? '')
  for (let i = from; i < to && words.length < LONGEST; i++) {
    if (taken(i)) continue
    const unheld = lexicon.unheld.at(tokens, i, to)
    const refuses = lexicon.cues.before(tokens, i, from)?.value === 'avoid'
    const next = tokens[i]
    const alone = next !== undefined && !lexicon.own.has(next.folded) && !lexicon.common.has(next.folded)
    const end = unheld ? i + unheld.length : says(i) && (refuses || (bare && short && alone)) ? i + 1 : i
    if (end === i) continue
    words.push(...tokens.slice(i, end).map(({ text }) => text.toLowerCase()))
    i = end - 1
  }
  return words.join(' ')
}
