import type { Lexicon } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'
import { speaksNext, tellsTaste } from './whose.ts'

/** More things than this in one message are read as part of the last. */
export const MAX_CLAUSES = 10

/** What a verdict on a place of the list begins with. */
const VERDICTS = /^(was|wasnt|were|werent|is|isnt|are|arent|looks?|sounds?|seems?)$/

/**
 * Cuts tokens into things said: at full stops, "but" and line ends always; at commas and "and" only where
 * both sides stand by themselves ("alien and blade runner" is one thing, "seen it, show me more" two).
 *
 * @param inside whether a name or number goes on from the token before into this one: no cut there
 * @returns [from, to) token ranges, at least one
 */
export function cutClauses(
  tokens: readonly Token[],
  lexicon: Lexicon,
  inside: (at: number) => boolean,
  named: (at: number) => boolean,
): [number, number][] {
  const cuts: number[] = [0]
  const start = () => cuts.at(-1) as number
  // Running counts, so that a long message takes linear time.
  const wordsTo = new Uint16Array(tokens.length + 1)
  const othersTo = new Uint16Array(tokens.length + 1)
  tokens.forEach(({ kind, folded }, at) => {
    const isWord = kind === 'word'
    wordsTo[at + 1] = (wordsTo[at] as number) + (isWord ? 1 : 0)
    othersTo[at + 1] = (othersTo[at] as number) + (isWord && !lexicon.interjections.has(folded) ? 1 : 0)
  })
  const words = (from: number, to: number) => (wordsTo[to] as number) - (wordsTo[from] as number)
  const polite = (from: number, to: number) => othersTo[to] === othersTo[from]
  const starts = (at: number) => {
    let i = at
    while (tokens[i] && (tokens[i]?.kind === 'mark' || lexicon.cutMaybe.has(tokens[i]?.folded ?? ''))) i++
    const token = tokens[i]
    return (
      token !== undefined &&
      !inside(i) &&
      (lexicon.starters.has(token.folded) || lexicon.interjections.has(token.folded))
    )
  }
  const another = (at: number) => speaksNext(tokens, at, lexicon) && tellsTaste(tokens, start(), at, lexicon)
  // "Seen the first two, the third was awful": another place of the list has its own verdict.
  const judgesPlace = (at: number) => {
    let i = at
    while (lexicon.cutMaybe.has(tokens[i]?.folded ?? '') || lexicon.articles.has(tokens[i]?.folded ?? '')) i++
    const place = lexicon.ordinals.at(tokens, i)
    if (!place) return false
    i += place.length
    if (tokens[i]?.folded === 'one') i++
    if (!VERDICTS.test(tokens[i]?.folded ?? '')) return false
    for (let j = start(); j < at; j++) if (lexicon.ordinals.at(tokens, j)) return true
    return false
  }
  for (let at = 1; at < tokens.length && cuts.length < MAX_CLAUSES; at++) {
    if (inside(at)) continue
    const token = tokens[at] as Token
    const before = tokens[at - 1] as Token
    const left = words(start(), at)
    // "me and my friends" is one subject.
    const alone = left === 1 && lexicon.cutMaybe.has(token.folded) && lexicon.pronouns.has(before.folded)
    if (left === 0 || alone) continue
    if (/^([.!?;…\n]|\.\.+)$/u.test(before.text) && !/^[.!?;…\n"”'’)]$/u.test(token.text) && !inside(at - 1)) {
      if (words(at, tokens.length) > 0) cuts.push(at)
    } else if (/^(,|:|—|–|\(|\)|\/)$/u.test(before.text) || (before.text === '-' && before.spaced && token.spaced)) {
      if (
        /^[,:—–]$|^-$/u.test(before.text) &&
        (starts(at) || polite(start(), at) || lexicon.cutAlways.at(tokens, at) || another(at) || judgesPlace(at))
      )
        cuts.push(at)
    } else if (lexicon.cutAlways.at(tokens, at) && !/^(anything|everything|nothing|all)$/.test(before.folded)) {
      cuts.push(at)
    } else if (lexicon.cutMaybe.has(token.folded)) {
      if (token.folded !== 'so' && token.folded !== 'or' && starts(at + 1) && !polite(start(), at)) cuts.push(at)
      else if (token.folded === 'or' && lexicon.negations.at(tokens, at + 1)) cuts.push(at)
      else if (another(at + 1) || judgesPlace(at)) cuts.push(at)
    } else if (
      polite(start(), at) &&
      lexicon.starters.has(token.folded) &&
      !lexicon.interjections.has(token.folded) &&
      left <= 3 &&
      before.folded !== 'no'
    ) {
      // "hi i want a comedy"
      if (words(at, tokens.length) > 1) cuts.push(at)
    } else if (named(at - 1) && /^(loved|hated|liked|disliked|hate|didnt|dont|havent)$/.test(token.folded)) {
      cuts.push(at)
    }
  }
  return cuts.map((from, i) => [from, cuts[i + 1] ?? tokens.length])
}
