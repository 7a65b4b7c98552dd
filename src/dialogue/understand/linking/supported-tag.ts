import type { Lexicon } from '../lexicon.ts'
import type { Context } from '../meaning.ts'
import type { Token } from '../text/tokenize.ts'
import type { Found } from './linker.ts'

/** A tag that is also an everyday word needs a word beside it that makes it one. */
export function supportedTag(
  f: Found & { kind: 'tag' },
  tokens: readonly Token[],
  lexicon: Lexicon,
  context: Context,
): boolean {
  const words = tokens.slice(f.from, f.to).filter(({ kind }) => kind === 'word')
  const [word] = words
  if (words.length === 1 && word && lexicon.pronouns.has(word.folded)) {
    // "us" and the US
    const shouted = !tokens.some(({ text }) => text !== text.toUpperCase())
    const capitals = word.text === word.text.toUpperCase() && (!shouted || tokens.length === 1)
    return capitals || word.text.includes('.') || tokens[f.from - 1]?.folded === 'the'
  }
  // "my little sister" is somebody, "a little sister" a subject.
  if (lexicon.others.at(tokens, f.from)) {
    let owner = f.from - 1
    while (/^(little|big|older|younger|best|two|three)$/.test(tokens[owner]?.folded ?? '')) owner--
    if (/^(my|our|his|her|their)$/.test(tokens[owner]?.folded ?? '')) return false
  }
  if (/^age[ds]?$/.test(word?.folded ?? '') && /^\d/.test(tokens[f.to]?.folded ?? '')) return false
  if (f.axes.length > 0 || words.length > 1 || !lexicon.everyday.has(words[0]?.folded ?? '')) return true
  if (context.asked?.kind === 'tag') return true
  const others = tokens.filter(({ kind }) => kind === 'word').length - words.length
  if (others <= 1) return true
  if (lexicon.nouns.has(tokens[f.to]?.folded ?? '')) return true
  let at = f.from
  while (at > 0 && (lexicon.articles.has(tokens[at - 1]?.folded ?? '') || tokens[at - 1]?.kind === 'mark')) at--
  if (/^(about|with|on|of|set|in|and|or|than|good|best|great|that|said)$/.test(tokens[at - 1]?.folded ?? '')) {
    return !/^(my|your|his|her|our|their|me|you)$/.test(tokens[f.from - 1]?.folded ?? '')
  }
  return (
    (lexicon.cues.before(tokens, at) ?? lexicon.degree.before(tokens, at) ?? lexicon.negations.before(tokens, at)) !==
    undefined
  )
}
