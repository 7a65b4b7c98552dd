import type { Lexicon } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'

/** Longer subjects than this, in words, are stories of their own; the first words tell most. */
const LONGEST = 6

/**
 * What a wish is about beyond the fields of the catalogue: the words of tokens [from, to) that nothing took.
 * After "about" and its like every word counts that can be a subject, after "with" only words that are not of
 * everyday use, and elsewhere such a word right before the noun ("a chess movie").
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
    if (lexicon.looseLeads.at(tokens, i, to)) led = 'loosely'
    if (/^[,.;:!?]$/.test(token.text)) led = undefined
    if (!isSubject(token, lexicon)) continue
    const rare = !lexicon.common.has(token.folded)
    const before = i + 1 < to && lexicon.nouns.has(tokens[i + 1]?.folded ?? '')
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
    if (!degree || taken(i)) continue
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
