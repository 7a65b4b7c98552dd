import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Found } from '../linking/linker.ts'
import { wordsOf } from '../linking/tag-names.ts'
import { Phrases } from '../text/phrases.ts'
import { type Token, tokenize } from '../text/tokenize.ts'
import { measures } from './comparison.ts'

const cache = new WeakMap<Catalogue, Phrases<string>>()

/** Words that only shape a question. */
const SHAPE =
  /^(is|are|was|were|it|its|this|that|the|a|an|in|on|of|does|do|did|have|has|any|there|what|whats|who|how|which|where|when|to|be|for|one|i|you|can|tell|me|about|very|too|really|be)$/

/** The field whose own words a question uses, with how many they are: "how many people can play". */
export function phraseOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  catalogue: Catalogue,
): { field: string; length: number } | undefined {
  let phrases = cache.get(catalogue)
  if (!phrases) {
    phrases = new Phrases<string>()
    for (const [field, { asks }] of [
      ...Object.entries(catalogue.domain.tags),
      ...Object.entries(catalogue.domain.numbers),
    ]) {
      for (const ask of asks) phrases.add(wordsOf(ask), field)
    }
    cache.set(catalogue, phrases)
  }
  let best: { field: string; length: number } | undefined
  // "who else is in it" asks who is in it.
  const said = tokens.slice(from, to).filter(({ folded }) => folded !== 'else')
  for (let i = 0; i < said.length; i++) {
    const hit = phrases.at(said, i)
    if (hit && hit.length > (best?.length ?? 0)) best = { field: hit.value, length: hit.length }
  }
  return best
}

/**
 * The field that a question is about: "who directed it" is `director`, "when" is `year`, "is it a horror" is
 * `genre`, "is it scary" an axis. `?` with the other words where nothing fits ("?black white").
 */
export function asksOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  intent: string,
  catalogue: Catalogue,
  lexicon: Lexicon,
  found: readonly Found[],
): string | undefined {
  if (intent !== 'ask_fact') return undefined
  const best = phraseOf(tokens, from, to, catalogue)
  if (best && best.length > 1) return best.field
  const other = found.find((f) => f.kind !== 'title')
  if (other?.kind === 'person') return other.person.fields[0]?.field
  if (other?.kind === 'tag') return other.axes[0]?.axis ?? other.tags[0]?.field
  if (best) return best.field
  for (let i = from; i < to; i++) if (lexicon.yearAsks.at(tokens, i, to)) return 'year'
  // "is it long?": what it would be longer by.
  for (const { folded } of tokens.slice(from, to)) {
    const longer = measures(catalogue).at(tokenize(`${folded}er`), 0)
    if (longer) return longer.value.field
  }
  // "director of Alien": the field by its own name.
  for (const { folded } of tokens.slice(from, to)) {
    const named = Object.entries(catalogue.domain.tags).find(([field, { one, many }]) =>
      [field, one, many].includes(folded),
    )
    if (named) return named[0]
  }
  const titled = (at: number) => found.some((f) => f.kind === 'title' && at >= f.from && at < f.to)
  const rest = tokens
    .slice(from, to)
    .filter(
      ({ kind, folded }, k) =>
        kind === 'word' && !SHAPE.test(folded) && !lexicon.nouns.has(folded) && !titled(from + k),
    )
    .map(({ folded }) => folded)
  return `?${rest.slice(0, 8).join(' ')}`
}

/** "who played Ripley?", "who plays the captain in it?": the part that is asked about, as it was written. */
export function readRole(tokens: readonly Token[], from: number, to: number, lexicon: Lexicon): string | undefined {
  const who = tokens.findIndex(({ folded }, at) => at >= from && at < to && lexicon.whoAsks.has(folded))
  if (who < 0 || !lexicon.plays.has(tokens[who + 1]?.folded ?? '')) return undefined
  const rest = tokens.slice(who + 2, to).filter(({ folded }) => !lexicon.articles.has(folded))
  const end = rest.findIndex((token) => token.kind === 'mark' || lexicon.joints.at([token], 0)?.value === true)
  const words = end < 0 ? rest : rest.slice(0, end)
  const points = words.some(({ folded }) => lexicon.pronouns.has(folded))
  return words.length === 0 || points ? undefined : words.map(({ text }) => text).join(' ')
}
