import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Clause } from '../understand/meaning.ts'
import { conjunctionOf } from './conjunctions.ts'
import type { Asked, Event } from './event.ts'
import { opinion, seen } from './opinions.ts'

/** What keys of questions begin with that stand for "the first of them" after a comparison. */
export const COMPARED = 'compared:'

/** Intents that answer a pending question. */
export const ANSWERS: ReadonlySet<string> = new Set(['affirm', 'deny', 'both', 'neither', 'dont_know', 'skip_question'])

/** Intents of a bare answer to "which one?"; any other says itself what to do with the item. */
const BARE: ReadonlySet<string> = new Set([
  'unclear',
  'correct',
  'affirm',
  'opinion',
  'want',
  'similar',
  'critique',
  'ask_about',
])

export const answersChoice = (clause: Clause): boolean =>
  BARE.has(clause.intent) && clause.stance === 'neutral' && clause.seen === undefined

/** What a yes, no, both or neither says about what was asked. */
export function answered(intent: string, asked: Asked): Event[] {
  const items = asked.items ?? []
  // Of one item "both" is no answer.
  const yes = intent === 'affirm' || (intent === 'both' && items.length !== 1)
  switch (asked.kind) {
    case 'seen':
      return yes || intent === 'deny' || intent === 'neither' ? items.map((item) => seen(item, yes)) : []
    case 'opinion':
      if (yes) return items.map((item) => ({ type: 'opinion', item, opinion: 'like', strength: 1 }))
      return intent === 'deny' || intent === 'neither'
        ? items.map((item) => ({ type: 'opinion', item, opinion: 'dislike', strength: 1 }))
        : []
    case 'choice': {
      const { field, values } = asked
      if (field !== undefined && values !== undefined)
        return intent === 'both' && values.length === 2 ? values.map((value) => wanted(field, value)) : []
      // "Neither" of two that were compared: no judgement, but neither is to come.
      if (asked.key.startsWith(COMPARED))
        return intent === 'neither' ? items.map((item) => ({ type: 'rejected', item })) : []
      if (intent !== 'both') return []
      return items.flatMap((item) => applyChoice(item, asked.intends ?? { stance: 'like', purpose: 'opinion' }))
    }
    case 'tag': {
      const { field, values } = asked
      if (
        field === undefined ||
        values === undefined ||
        !((intent === 'both' && values.length === 2) || (intent === 'affirm' && values.length === 1))
      )
        return []
      return values.map((value) => wanted(field, value))
    }
    case 'confirm':
      return yes && asked.yes ? confirmed(asked.yes) : []
    case 'open':
      return []
  }
}

const wanted = (field: string, value: string): Event => ({
  type: 'tag',
  field,
  value,
  stance: 'want',
  strength: 1,
  hard: false,
})

function confirmed(yes: NonNullable<Asked['yes']>): Event[] {
  if ('relax' in yes) return yes.relax.split('\n').flatMap(relaxed)
  if ('about' in yes) return [{ type: 'focus', item: yes.about }]
  return [...opinion({ item: yes.item, stance: yes.stance }), { type: 'focus', item: yes.item }]
}

/** Gives a constraint up by its name: `number:minutes`, `axis:violence`, `tag:genre:horror`, `words`. */
function relaxed(name: string): Event[] {
  const [kind, field = '', ...value] = name.split(':')
  if (kind === 'together') return [{ type: 'conjunction', all: conjunctionOf(name), clear: true }]
  if (kind === 'words') return [{ type: 'query', words: '' }]
  if (kind === 'number') return [{ type: 'number', field, clear: true }]
  if (kind === 'axis') return [{ type: 'axis', axis: field, direction: 0, reference: 0 }]
  return [{ type: 'tag', field, value: value.join(':'), stance: 'allow', strength: 1, hard: false }]
}

/** Does to the item that was chosen what was meant to be done to one of them. */
export function applyChoice(item: ItemId, intends: NonNullable<Asked['intends']>): Event[] {
  switch (intends.purpose) {
    case 'near':
      return [{ type: 'near', items: [item] }]
    case 'save':
      return [{ type: 'saved', item, saved: true }]
    case 'about':
    case 'why':
      return [{ type: 'focus', item }]
    case 'opinion': {
      const isSeen = intends.seen !== undefined ? [seen(item, intends.seen)] : []
      return [...isSeen, ...opinion({ item, stance: intends.stance }), { type: 'focus', item }]
    }
  }
}
