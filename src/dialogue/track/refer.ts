import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Clause, Stance } from '../understand/meaning.ts'
import { ranked } from './rank.ts'
import type { State } from './state.ts'

/** An item that a clause speaks of, with how it stands there. */
export interface Reference {
  readonly item: ItemId
  readonly stance: Stance
  readonly seen?: boolean
  /** Others that go by the same name: the rest of a series. */
  readonly kin?: readonly ItemId[]
}

/** What a clause points at. */
export interface References {
  readonly items: readonly Reference[]
  /** The words fit several items and nothing tells which: the bot must ask. */
  readonly unclear?: { readonly items: readonly ItemId[]; readonly stance: Stance; readonly seen?: boolean }
}

/** Resolves titles, "the second one", "it", "them" and answers to a choice against the conversation. */
export function refer(
  clause: Clause,
  state: State,
  catalogue: Catalogue,
  /** What earlier clauses of the message spoke of. */
  spokenOf: readonly ItemId[] = [],
): References {
  const choice = state.asked?.kind === 'choice' ? (state.asked.items ?? []) : []
  const said = (item: ItemId): Reference => ({
    item,
    stance: clause.stance,
    ...(clause.seen !== undefined && { seen: clause.seen }),
  })

  const items: Reference[] = []
  let unclear: References['unclear']
  for (const mention of clause.items) {
    const first = mention.candidates[0]
    if (!first) continue
    const stance = mention.stance === 'neutral' && !mention.yardstick ? clause.stance : mention.stance
    const seen = mention.seen ?? clause.seen
    const chosen = mention.candidates.find(({ id }) => choice.includes(id))?.id
    // What is up decides among films that the words fit alike: "the Godfather" is no sequel that happens to be shown.
    const tied = mention.candidates.filter(({ score }) => score >= first.score * 0.98)
    const known = tied.filter(({ id }) => id === state.focus || state.shown.includes(id))
    if (chosen !== undefined) items.push({ item: chosen, stance, ...(seen !== undefined && { seen }) })
    // Who wants no "Star Wars" wants none of them: there is nothing to ask.
    else if (!mention.ambiguous || known.length === 1 || stance === 'avoid') {
      const item = known.length === 1 && known[0] ? known[0].id : first.id
      const kin = mention.candidates.flatMap(({ id }) => (id === item ? [] : [id]))
      items.push({ item, stance, ...(seen !== undefined && { seen }), ...(kin.length > 0 && { kin }) })
    } else {
      unclear = { items: tied.slice(0, 5).map(({ id }) => id), stance, ...(seen !== undefined && { seen }) }
    }
  }
  if (items.length > 0 || unclear) return { items, ...(unclear && { unclear }) }

  const list = choice.length > 0 ? choice : state.shown
  const { comparison } = clause
  if (comparison && clause.intent !== 'compare' && list.length > 1) {
    const [best] = ranked(list, comparison, catalogue)
    if (best?.value !== undefined) return { items: [said(best.item)] }
  }
  if (clause.ordinals.length > 0) {
    const picked = clause.ordinals.flatMap((n) =>
      n === 0 ? list : list.slice(n < 0 ? list.length + n : n - 1).slice(0, 1),
    )
    // "Save the first and the others" is one deed; "the first looks good, the others don't" are two tastes.
    const all = clause.pronoun === 'others' && (clause.intent === 'save' || clause.intent === 'unsave')
    const rest = all ? someOf(list, clause, state, [...spokenOf, ...picked]) : []
    return { items: [...new Set([...picked, ...rest])].map(said) }
  }
  if (choice.length > 0) {
    const picked = pickByYear(clause, choice, catalogue) ?? pickByTag(clause, choice, catalogue)
    if (picked) return { items: [said(picked)] }
  }
  if (isSome(clause)) return { items: someOf(list, clause, state, spokenOf).map(said) }
  if (clause.pronoun === 'them') return { items: state.shown.map(said) }
  if (clause.pronoun === 'it') {
    const only = state.focus ?? (state.shown.length === 1 ? state.shown[0] : undefined)
    if (only !== undefined) return { items: [said(only)] }
    if (state.shown.length > 1) {
      return {
        items: [],
        unclear: { items: state.shown, stance: clause.stance, ...(clause.seen !== undefined && { seen: clause.seen }) },
      }
    }
  }
  return { items: [] }
}

/** "the fourth one" of three, "both" of five: a place in the list at which nothing stands. */
export const isBeyond = (clause: Clause, { items }: References): boolean =>
  items.length === 0 && (isSome(clause) || clause.ordinals.some((place) => place > 0))

const isSome = ({ pronoun }: Clause): boolean => pronoun === 'both' || pronoun === 'others'

/**
 * "the others": what of a list was neither spoken of in the same breath, saved, nor has had the same done to it; where
 * that tells none apart, what is not in focus. "both": the two of a list, or the two others.
 */
function someOf(list: readonly ItemId[], clause: Clause, state: State, spokenOf: readonly ItemId[]): readonly ItemId[] {
  const done = clause.intent === 'seen' ? state.seen : clause.intent === 'reject' ? state.rejected : []
  const told = new Set([...spokenOf, ...state.saved, ...done])
  const left = list.filter((item) => !told.has(item))
  const apart = left.length > 0 && left.length < list.length
  const others = apart ? left : list.filter((item) => item !== state.focus)
  if (clause.pronoun === 'others') return others
  return list.length === 2 ? list : others.length === 2 ? others : []
}

/** "the one by Cameron", "the animated one": the only item of a choice that carries what is named. */
function pickByTag(clause: Clause, choice: readonly ItemId[], catalogue: Catalogue): ItemId | undefined {
  if (clause.tags.length === 0) return undefined
  const fits = choice.filter((id) =>
    clause.tags.every(({ field, value }) => catalogue.find(id)?.tags[field]?.includes(value)),
  )
  return fits.length === 1 ? fits[0] : undefined
}

/** "the 1984 one", "the newer one" among the items of a choice. */
function pickByYear(clause: Clause, choice: readonly ItemId[], catalogue: Catalogue): ItemId | undefined {
  const dated = choice
    .map((id) => ({ id, year: catalogue.find(id)?.year }))
    .filter((entry): entry is { id: ItemId; year: number } => entry.year !== undefined)
    .sort((a, b) => a.year - b.year)
  for (const number of clause.numbers) {
    if (number.field !== 'year') continue
    if (number.relative) return (number.relative.direction > 0 ? dated.at(-1) : dated[0])?.id
    const fits = dated.filter(({ year }) => year >= (number.min ?? year) && year <= (number.max ?? year))
    if (fits.length === 1) return fits[0]?.id
  }
  return undefined
}
