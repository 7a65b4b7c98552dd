import type { Act } from '../decide/act.ts'
import type { RankedItem } from '../track/rank.ts'
import { reasonText } from './reasons.ts'
import { list } from './template.ts'
import type { Voice } from './voice.ts'

type Compare = Extract<Act, { act: 'compare' }>

/** "Heat is longer (170 minutes) than Ronin (122 minutes)", "The longest is ..., then ...". */
export function comparisonText(act: Compare, voice: Voice): string {
  const { comparison, ranked } = act
  const { phrases } = voice
  if (comparison.kind === 'facts') {
    return facts(ranked, voice)
  }
  const titles = (some: readonly RankedItem[]) => phrases.titles(some.map(({ item }) => item))
  if (comparison.kind === 'having') {
    const having = ranked.filter(({ value }) => value === 1)
    if (having.length === 0) return voice.say('compare.none', { items: titles(ranked) })
    return voice.say('compare.having', { items: titles(having), count: having.length })
  }
  const known = ranked.filter(({ value }) => value !== undefined)
  const unknown = ranked.filter(({ value }) => value === undefined)
  const [first, ...others] = known
  if (!first || others.length === 0) return voice.say('compare.unknown', { items: titles(ranked) })
  if (comparison.kind === 'fit') {
    if (!knowsSomething(voice)) return `${voice.say('compare.blind')}\n${facts(ranked, voice)}`
    const causes = (act.reasons ?? []).filter(({ kind }) => kind !== 'popular' && kind !== 'variety')
    const why = causes.map((reason) => reasonText(reason, first.item, voice)).filter(Boolean)
    const because = why.length > 0 ? ` ${voice.say('compare.because', { reasons: list(why) })}` : ''
    return voice.say('compare.fit', { item: phrases.title(first.item), others: titles(others) }) + because
  }
  const said = (entry: RankedItem) => `${phrases.title(entry.item)} (${valueText(entry, comparison, voice)})`
  const alike = known.filter(({ value }) => value === first.value)
  const [comparative, superlative] = comparison.words
  const values = {
    item: phrases.title(first.item),
    value: valueText(first, comparison, voice),
    others: list(others.map(said)),
    items: titles(alike),
    comparative,
    superlative,
    count: alike.length,
  }
  const main =
    alike.length === known.length
      ? voice.say('compare.same', values)
      : alike.length > 1
        ? voice.say('compare.tie', { ...values, others: list(known.slice(alike.length).map(said)) })
        : voice.say(known.length === 2 ? 'compare.two' : 'compare.many', values)
  const lead = act.holds === undefined ? '' : `${voice.say(act.holds ? 'compare.yes' : 'compare.no')} `
  const rest = unknown.length === 0 ? '' : ` ${voice.say('compare.unknown', { items: titles(unknown) })}`
  return `${lead}${main}${rest}`
}

const facts = (ranked: readonly RankedItem[], voice: Voice): string =>
  ranked.map(({ item }) => `${voice.phrases.title(item)}: ${voice.phrases.facts(voice.catalogue.get(item))}`).join('\n')

/** "170 minutes", "1995", "very scary". */
function valueText({ value = 0 }: RankedItem, { kind, by }: Compare['comparison'], voice: Voice): string {
  if (kind === 'number') {
    const phrase = voice.catalogue.domain.numbers[by]?.phrase
    return phrase === undefined ? String(value) : phrase.replace('{value}', String(value))
  }
  return voice.phrases.level(by, value)
}

/** Is anything known by which one could suit better than another? */
const knowsSomething = ({ context: { state } }: Voice): boolean =>
  state.opinions.length + state.tags.length + state.axes.length + state.near.length > 0 || state.query !== ''
