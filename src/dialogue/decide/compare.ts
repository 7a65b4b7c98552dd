import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Reason } from '../mind/mind.ts'
import { type RankedItem, ranked } from '../track/rank.ts'
import { refer } from '../track/refer.ts'
import type { State } from '../track/state.ts'
import type { Clause, Comparison } from '../understand/meaning.ts'
import type { Act } from './act.ts'
import { type Deciding, type Heard, turnSeed } from './heard.ts'
import { wishOf } from './wish.ts'

/** Answers "which is longer?", "is Heat newer than Alien?", "which would you pick?" about what is named or shown. */
export async function compared(clause: Clause, heard: Heard, tools: Deciding): Promise<Act> {
  const { before, state } = heard
  const comparison = clause.comparison ?? FACTS
  const items = itemsOf(clause, before, tools.catalogue)
  if (items.length < 2) return { act: 'which-item' }
  const { order, reasons } = await inOrder(items, comparison, clause, state, tools)
  const [first, second] = items as [ItemId, ItemId]
  const value = (item: ItemId) => order.find((entry) => entry.item === item)?.value
  const [a, b] = [value(first), value(second)]
  const holds =
    comparison.whether && a !== undefined && b !== undefined ? (a - b) * comparison.direction > 0 : undefined
  return {
    act: 'compare',
    comparison,
    ranked: order,
    named: items !== before.shown,
    ...(holds !== undefined && { holds }),
    ...(reasons && { reasons }),
  }
}

const FACTS: Comparison = { kind: 'facts', by: '', direction: 1, words: ['', ''], whether: false }

/** What is compared, in the order it was named: titles, places and "it"; else the choice at hand, else the list. */
function itemsOf(clause: Clause, state: State, catalogue: Catalogue): readonly ItemId[] {
  const titles = clause.items.flatMap(({ candidates }) => candidates[0]?.id ?? [])
  const list = state.asked?.kind === 'choice' && state.asked.items ? state.asked.items : state.shown
  const places = refer({ ...clause, items: [] }, state, catalogue).items.map(({ item }) => item)
  const it = clause.pronoun === 'it' && state.focus !== undefined ? [state.focus] : []
  const named = [...new Set([...it, ...titles, ...(clause.ordinals.length > 0 ? places : [])])]
  if (named.length > 1) return named
  if (named.length === 1 && state.focus !== undefined && !named.includes(state.focus)) return [state.focus, ...named]
  return list
}

async function inOrder(
  items: readonly ItemId[],
  comparison: Comparison,
  clause: Clause,
  state: State,
  tools: Deciding,
): Promise<{ order: readonly RankedItem[]; reasons?: readonly Reason[] }> {
  const { catalogue, mind, seed } = tools
  switch (comparison.kind) {
    case 'facts':
      return { order: items.map((item) => ({ item, value: undefined })) }
    case 'having':
      return { order: items.map((item) => ({ item, value: has(item, clause, catalogue) ? 1 : 0 })) }
    case 'fit': {
      const wish = wishOf(state, catalogue.domain, { seed: turnSeed(seed, state), count: 1, judge: items })
      const { judged = [] } = await mind.recommend(wish)
      const scored = items.map((item): RankedItem => ({ item, value: judged.find((j) => j.item === item)?.score }))
      const order = scored.sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
      const reasons = judged.find(({ item }) => item === order[0]?.item)?.reasons
      return { order, ...(reasons && { reasons }) }
    }
    default:
      return { order: ranked(items, comparison, catalogue) }
  }
}

/** Does the item carry all the tags and keep all the bounds that a clause names? */
function has(item: ItemId, clause: Clause, catalogue: Catalogue): boolean {
  const facts = catalogue.get(item)
  return (
    clause.tags.every(({ field, value }) => facts.tags[field]?.includes(value)) &&
    clause.numbers.every(({ field, min, max, except }) => {
      const value = field === 'year' ? facts.year : facts.numbers[field]
      if (value === undefined) return false
      return (value >= (min ?? value) && value <= (max ?? value)) !== (except ?? false)
    })
  )
}
