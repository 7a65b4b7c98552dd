import type { ItemId } from '../../datasets/vocabulary.ts'
import { lasting, lifted, ofTogether, refuse } from './conjunctions.ts'
import { CHANGING, type Event } from './event.ts'
import { fresh, NO_WISH, type NumberBounds, placeOf, type State, type TagPreference } from './state.ts'

/** What a logged event says here: events of the same person in other conversations change taste, not this talk. */
const LASTING: ReadonlySet<Event['type']> = new Set([
  'opinion',
  'seen',
  'rejected',
  'saved',
  'tag',
  'conjunction',
  'rewatch',
])

/** An event of the log with its place in it. */
export interface PastEvent {
  readonly seq: number
  readonly conversation: string
  readonly data: Event
}

/** Folds a log to what is known in `conversation`. Undone events are left out first; the rest is a plain fold. */
export function replay(events: readonly PastEvent[], conversation: string, from = fresh(conversation)): State {
  const undone: [number, number][] = []
  for (const { data: event } of events) {
    if (event.type === 'undone') undone.push([event.from, event.to])
  }
  let state = from
  for (const { seq, conversation: where, data: event } of events) {
    const gone = CHANGING.has(event.type) && undone.some(([first, last]) => seq >= first && seq <= last)
    if (!gone) state = where === conversation ? apply(state, event, seq) : applyElsewhere(state, event, seq)
    state = { ...state, version: seq }
  }
  return state
}

/** An event of another conversation with the same person: it changes tastes, not the course of this talk. */
function applyElsewhere(state: State, event: Event, seq: number): State {
  if (event.type === 'spoke') return { ...state, turnsEver: state.turnsEver + 1, turnFrom: seq + 1 }
  const passing =
    (event.type === 'tag' && isPassing(event)) || (event.type === 'conjunction' && event.all.numbers.length > 0)
  return LASTING.has(event.type) && !passing ? effect(state, event, seq) : state
}

/** One event's effect. Pure. */
export function apply(state: State, event: Event, seq: number): State {
  const next = effect(state, event, seq)
  if (!CHANGING.has(event.type)) return next
  return { ...next, lastChange: [state.turnFrom, seq] }
}

function effect(state: State, event: Event, seq: number): State {
  switch (event.type) {
    case 'opinion': {
      const others = state.opinions.filter((o) => o.item !== event.item)
      if (event.opinion === 'none') return { ...state, opinions: others }
      const opinion = { item: event.item, opinion: event.opinion, strength: event.strength, because: seq }
      return { ...state, opinions: [...others, opinion] }
    }
    case 'seen':
      return event.seen
        ? { ...state, seen: withItem(state.seen, event.item) }
        : { ...state, seen: without(state.seen, event.item), rejected: without(state.rejected, event.item) }
    case 'rejected':
      return { ...state, rejected: withItem(state.rejected, event.item), near: without(state.near, event.item) }
    case 'saved':
      return { ...state, saved: event.saved ? withItem(state.saved, event.item) : without(state.saved, event.item) }
    case 'tag': {
      const { field, value, stance, strength, hard } = event
      const tags = state.tags.filter((t) => t.field !== field || t.value !== value)
      // "Horror is fine", "a horror film then": what the company said no longer holds.
      const free = stance === 'allow' || stance === 'want'
      const company = free ? state.company.filter((t) => t.field !== field || t.value !== value) : state.company
      const together = lifted(state.together, event, state.tags.filter(isWelcome))
      // "No romance" also turned away from romance as a direction: that ends with it.
      const welcome = free || stance === 'like'
      const axes = welcome ? state.axes.filter((a) => a.axis !== value || a.direction > 0) : state.axes
      if (stance === 'allow') return { ...state, tags, company, together, axes }
      // "Never horror" outlives "a comedy instead of horror".
      const never = stance === 'avoid' && state.tags.some((t) => isNever(t) && t.field === field && t.value === value)
      const tag = { field, value, stance, strength, hard: hard || never, because: seq }
      return { ...state, tags: [...tags, tag], company, together, axes }
    }
    case 'company': {
      const { whose, field, value, stance } = event
      const others = state.company.filter((t) => t.whose !== whose || t.field !== field || t.value !== value)
      return { ...state, company: [...others, { whose, field, value, stance }] }
    }
    case 'number': {
      const others = state.numbers.filter((n) => n.field !== event.field)
      const elsewhere = state.excepts.filter((gap) => gap.field !== event.field)
      if (event.clear) return { ...state, numbers: others, excepts: elsewhere }
      const bounds: NumberBounds = {
        field: event.field,
        ...(event.min !== undefined && { min: event.min }),
        ...(event.max !== undefined && { max: event.max }),
      }
      // "from the 80s" after "not from the 80s": the later word counts.
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = event
      const excepts = state.excepts.filter((gap) => gap.field !== event.field || gap.min > min || gap.max < max)
      return { ...state, numbers: [...others, bounds], excepts }
    }
    case 'except': {
      const { field, min, max } = event
      // "the 80s" and then "not the 80s": what was wanted lies wholly in what is not.
      const numbers = state.numbers.filter(
        (n) => n.field !== field || n.min === undefined || n.max === undefined || n.min < min || n.max > max,
      )
      return { ...state, numbers, excepts: [...state.excepts, { field, min, max }] }
    }
    case 'together':
      return { ...state, together: refuse(state.together, ofTogether(event)) }
    case 'conjunction':
      return { ...state, together: refuse(state.together, event) }
    case 'axis': {
      const others = state.axes.filter((a) => a.axis !== event.axis)
      if (event.direction === 0) return { ...state, axes: others }
      return {
        ...state,
        axes: [...others, { axis: event.axis, direction: event.direction, reference: event.reference }],
      }
    }
    case 'near':
      return { ...state, near: event.items, between: event.between === true }
    case 'unlike':
      return {
        ...state,
        near: event.items.reduce((near, item) => without(near, item), state.near),
        unlike: event.items.reduce(withItem, state.unlike),
      }
    case 'query':
      return { ...state, query: event.words }
    case 'wish':
      return {
        ...state,
        ...NO_WISH,
        tags: state.tags.filter((t) => !isPassing(t)),
        together: lasting(state.together),
      }
    case 'rewatch':
      return { ...state, rewatch: event.allowed }
    case 'questions':
      return { ...state, quiet: !event.allowed }
    case 'focus': {
      const { focus: _, ...rest } = state
      return {
        ...rest,
        ...(event.item !== undefined && { focus: event.item }),
        ...(event.person && { person: event.person }),
      }
    }
    case 'shown': {
      const { focus: _, ...rest } = state
      const offered = event.items.reduce(withItem, state.offered)
      const focus = event.items.length === 1 ? event.items[0] : undefined
      const reasons = { ...state.reasons, ...event.reasons }
      const parts = { ...state.parts, ...event.parts }
      const { sessions = state.sessions } = event
      const lists = placeOf(event.items, state.lists) < 0 ? [...state.lists, event.items] : state.lists
      return {
        ...rest,
        shown: event.items,
        lists,
        offered,
        reasons,
        parts,
        sessions,
        ...(focus !== undefined && { focus }),
      }
    }
    case 'asked':
      return { ...state, asked: event.question, askedBefore: [...state.askedBefore, event.question.key] }
    case 'answered': {
      const { asked: _, ...rest } = state
      return rest
    }
    case 'restarted': {
      const { asked: _, focus: __, person: ___, ...rest } = state
      return {
        ...rest,
        ...NO_WISH,
        tags: state.tags.filter((t) => !isPassing(t)),
        together: lasting(state.together),
        company: [],
        shown: [],
        lists: [],
        offered: [],
        askedBefore: [],
        quiet: false,
      }
    }
    case 'undone':
      return state
    case 'spoke': {
      const asked = event.acts.includes('ask')
      const again = event.acts.includes('fallback') && state.asked !== undefined
      return {
        ...state,
        turns: state.turns + 1,
        turnsEver: state.turnsEver + 1,
        turnFrom: seq + 1,
        lastActs: event.acts,
        sentences: { ...state.sentences, ...event.sentences },
        lastText: event.text,
        fallbacks: event.acts.includes('fallback') ? state.fallbacks + 1 : 0,
        questions: asked ? state.questions + 1 : 0,
        unshown: (asked || again) && !event.acts.includes('recommend') ? state.unshown + 1 : 0,
      }
    }
  }
}

const withItem = (items: readonly ItemId[], item: ItemId): readonly ItemId[] =>
  items.includes(item) ? items : [...items, item]

const isNever = ({ stance, hard }: TagPreference): boolean => stance === 'avoid' && hard

/** Of the present wish alone: what is wanted, and what is not wanted for now ("a comedy instead of a drama"). */
const isPassing = ({
  stance,
  strength,
  hard,
}: Pick<Extract<Event, { type: 'tag' }>, 'stance' | 'strength' | 'hard'>): boolean =>
  stance === 'want' || (stance === 'avoid' && !hard && strength >= 1)

const isWelcome = ({ stance }: TagPreference): boolean => stance === 'want' || stance === 'like'

const without = (items: readonly ItemId[], item: ItemId): readonly ItemId[] => items.filter((i) => i !== item)
