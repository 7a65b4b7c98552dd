import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Reason } from '../mind/mind.ts'
import type { Asked } from '../track/event.ts'
import { isBeyond, refer } from '../track/refer.ts'
import { knows, opinionOf, type State } from '../track/state.ts'
import type { Clause } from '../understand/meaning.ts'
import type { Act } from './act.ts'
import type { Heard } from './heard.ts'

/**
 * One fact of an item from the catalogue. `field` is a field of the domain, `year`, or `?` followed by
 * the words that no field fits; what the catalogue does not hold is answered by no values at all.
 */
export function inform(item: ItemId, field: string, asked: string, catalogue: Catalogue): Act {
  const facts = catalogue.get(item)
  if (field.startsWith('?')) return { act: 'inform', item, field: field === '?' ? `?${asked}` : field, values: [] }
  if (field === 'year')
    return { act: 'inform', item, field, values: facts.year === undefined ? [] : [String(facts.year)] }
  const number = facts.numbers[field]
  if (catalogue.domain.numbers[field] && number !== undefined) {
    const phrase = catalogue.domain.numbers[field].phrase.replace('{value}', String(number))
    return { act: 'inform', item, field, values: [phrase] }
  }
  if (catalogue.domain.axes[field]) {
    const level = catalogue.level(facts, field)
    return { act: 'inform', item, field, values: [], ...(level !== undefined && { level: Math.round(level) }) }
  }
  const values = facts.tags[field] ?? []
  const isPerson = catalogue.domain.tags[field]?.kind === 'person'
  return { act: 'inform', item, field, values, ...(isPerson && values.length === 1 && { person: values[0] as string }) }
}

/** Of more items than this at once nothing is told one by one. */
export const SEVERAL = 5

/** Answers about an item: facts, what it is about, where to get it, why it was offered. */
export function informed(clause: Clause | undefined, { meaning, before, state }: Heard, catalogue: Catalogue): Act[] {
  const intends = before.asked?.intends
  const referred = clause ? refer(clause, before, catalogue) : { items: [] }
  if (clause && before.shown.length > 0 && isBeyond(clause, referred)) return [{ act: 'which-item' }]
  const subjects = referred.items.map(({ item }) => item)
  const subject = subjects[0]
  const item: ItemId | undefined = subject ?? state.focus ?? (before.shown.length === 1 ? before.shown[0] : undefined)
  // "and the second?" after a why asks why again.
  const again = before.lastActs.includes('explain') && clause?.intent === 'ask_about' && clause.ordinals.length > 0
  const intent = again ? 'ask_why' : (clause?.intent ?? (intends?.purpose === 'why' ? 'ask_why' : 'ask_about'))
  if (item === undefined) {
    if (before.shown.length > 1) {
      const question: Asked = {
        key: `which:${before.shown.join('|')}`,
        kind: 'choice',
        items: before.shown,
        intends: {
          stance: 'neutral',
          purpose: intent === 'ask_why' ? 'why' : 'about',
          ...(clause?.asksFor !== undefined && { asksFor: clause.asksFor }),
        },
      }
      return intent === 'ask_why' ? before.shown.map((shown) => explained(shown, state)) : [{ act: 'ask', question }]
    }
    return [{ act: 'which-item' }]
  }
  // "who directed them?", "why these?"
  const several = subjects.length > 1 && subjects.length <= SEVERAL
  if (several && intent === 'ask_why') return subjects.map((one) => explained(one, state))
  if (several && intent === 'ask_fact')
    return subjects.map((one) => inform(one, clause?.asksFor ?? '?', meaning.text, catalogue))
  if (intent === 'ask_why') return [explained(item, state)]
  if (intent === 'where_to_watch') {
    const link = catalogue.find(item)?.link
    return [{ act: 'where', item, ...(link !== undefined && { link }) }]
  }
  const asksFor = clause?.asksFor ?? intends?.asksFor
  if (intent === 'ask_fact' || asksFor !== undefined) {
    const fact = inform(item, asksFor ?? '?', meaning.text, catalogue)
    return [clause?.role !== undefined && fact.act === 'inform' ? { ...fact, role: clause.role } : fact]
  }
  return about(item, state)
}

/** What an item is about; asks whether it is known, where it is not. */
export function about(item: ItemId, state: State): Act[] {
  const acts: Act[] = [{ act: 'about', item }]
  const key = `seen:${item}`
  if (!knows(state, item) && !state.askedBefore.includes(key)) {
    acts.push({ act: 'ask', question: { key, kind: 'seen', items: [item] } })
  }
  return acts
}

/** Why an item was offered: the reasons that still hold, as what is no longer liked speaks for nothing. */
function explained(item: ItemId, state: State): Act {
  const given: readonly Reason[] = state.reasons[item] ?? []
  const reasons = given.filter((reason) => reason.kind !== 'liked' || opinionOf(state, reason.item)?.opinion === 'like')
  // What was scored with a like that is gone tells of that like too.
  const parts = reasons.length === given.length ? state.parts[item] : undefined
  return { act: 'explain', item, reasons, offered: state.offered.includes(item), ...(parts && { parts }) }
}
