import type { Lexicon } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'

const FLAVOUR = /^(taste|touch|flavour|flavor|style|feel|look|mood|spirit|sense|hint|dash|bit)$/
/** What is measured against the title's own year and length. */
const COMPARED = /^(newer|older|shorter|longer)$/

/**
 * Does a change follow here that makes of a bare title something to be like: "but funny", "with a taste of comedy"?
 * Not "but it was boring".
 *
 * @param names whether the name of a subject or a person begins at a token
 */
export function changedAfter(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  names: (at: number) => boolean,
): boolean {
  const word = (i: number) => tokens[i]?.folded ?? ''
  const articles = (i: number): number => (lexicon.articles.has(word(i)) ? articles(i + 1) : i)
  let next = at + 1
  if (word(at) === 'with') {
    next = articles(next)
    if (!FLAVOUR.test(word(next)) || word(next + 1) !== 'of') return false
    return names(articles(next + 2))
  }
  if (tokens[at]?.text === ',' && word(next) === 'but') next++
  else if (word(at) !== 'but') return false
  for (let degree = lexicon.degree.at(tokens, next); degree; degree = lexicon.degree.at(tokens, next))
    next += degree.length
  const verdict = lexicon.cues.at(tokens, next)?.value
  return verdict !== 'good' && verdict !== 'bad' && (names(next) || COMPARED.test(word(next)))
}
