import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { AxisMention, Clause, Meaning, NumberMention, Stance, TagMention } from '../understand/meaning.ts'
import type { Asked, Event } from './event.ts'
import { type Reference, refer } from './refer.ts'
import { opinionOf, type State } from './state.ts'

/** Intents whose tags are the subject of a question or a command, not a taste. */
const ABOUT: ReadonlySet<string> = new Set([
  'ask_fact',
  'ask_about',
  'ask_why',
  'where_to_watch',
  'forget_preference',
  'profile',
])
/** Above this an off-topic question is one, although it names a country or a theme. */
const SURE = 0.6
const ANSWERS: ReadonlySet<string> = new Set(['affirm', 'deny', 'both', 'neither', 'dont_know', 'skip_question'])

/** What a message says, as events on top of `state`. Pure; the order of the events is the order of the words. */
export function interpret(meaning: Meaning, state: State, catalogue: Catalogue): Event[] {
  const events: Event[] = []
  if (state.asked) events.push({ type: 'answered', key: state.asked.key })
  let wished = false
  for (const clause of meaning.clauses) {
    const refusesList =
      clause.intent === 'neither' && state.shown.length > 0 && ['tag', 'open'].includes(state.asked?.kind ?? 'open')
    if (ANSWERS.has(clause.intent) && state.asked && !refusesList) {
      const answer = answered(clause.intent, state.asked)
      events.push(...answer)
      if ((answer.length > 0 || clause.intent === 'neither') && clause.items.length === 0 && clause.tags.length === 0)
        continue
    }
    const said = interpretClause(clause, state, catalogue, !wished)
    wished ||= said.some(({ type }) => type === 'wish')
    events.push(...said)
  }
  return events
}

function interpretClause(clause: Clause, state: State, catalogue: Catalogue, mayWish: boolean): Event[] {
  const { items: references } = refer(clause, state, catalogue)
  const chosen = state.asked?.kind === 'choice' ? state.asked.intends : undefined
  const fromChoice = references.length > 0 && references.every(({ item }) => state.asked?.items?.includes(item))
  if (chosen && fromChoice && answersChoice(clause)) return references.flatMap(({ item }) => applyChoice(item, chosen))
  const items = references.map(({ item }) => item)
  const focus: Event[] = items.length === 1 ? [{ type: 'focus', item: items[0] as ItemId }] : []
  const aside = ABOUT.has(clause.intent) || (clause.intent === 'out_of_scope' && clause.probability > SURE)
  const tags = aside ? [] : clause.tags.flatMap((tag) => tagEvent(tag, clause))
  const numbers = clause.numbers.flatMap((n) => numberEvent(n, state, catalogue))
  const axes = clause.axes.map((a) => axisEvent(a, state, catalogue, clause.intent === 'similar' ? items : []))
  const wants = [...tags, ...numbers, ...axes]

  switch (clause.intent) {
    case 'seen':
      return [...references.flatMap((r) => [seen(r.item, true), ...opinion(r)]), ...focus, ...wants]
    case 'not_seen':
      return [...items.map((item) => seen(item, false)), ...focus]
    // "neither" of a list that is shown, where nothing of two things was asked.
    case 'neither':
    case 'reject': {
      const refused = items.length > 0 ? items : clause.tags.length > 0 ? [] : state.shown
      return [...refused.map((item): Event => ({ type: 'rejected', item })), ...wants]
    }
    case 'save':
    case 'unsave': {
      const targets =
        items.length > 0
          ? items
          : state.focus !== undefined
            ? [state.focus]
            : state.shown.length === 1
              ? state.shown
              : []
      return targets.map((item): Event => ({ type: 'saved', item, saved: clause.intent === 'save' }))
    }
    case 'forget_preference':
      return [
        ...clause.tags.map(
          ({ field, value }): Event => ({ type: 'tag', field, value, stance: 'allow', strength: 1, hard: false }),
        ),
        ...clause.axes.map(({ axis }): Event => ({ type: 'axis', axis, direction: 0, reference: 0 })),
        ...clause.numbers.map(({ field }): Event => ({ type: 'number', field, clear: true })),
        ...items.map((item): Event => ({ type: 'opinion', item, opinion: 'none', strength: 1 })),
      ]
    case 'rewatch_on':
      return [{ type: 'rewatch', allowed: true }]
    case 'rewatch_off':
      return [{ type: 'rewatch', allowed: false }]
    case 'restart':
      return [{ type: 'restarted' }]
    case 'undo':
      return state.lastChange ? [{ type: 'undone', from: state.lastChange[0], to: state.lastChange[1] }] : []
    case 'correct':
      return [...correction(references, state), ...wants]
    case 'similar':
      return [...begin(mayWish, true), ...(items.length > 0 ? [{ type: 'near', items } satisfies Event] : []), ...wants]
    case 'surprise':
    case 'want':
      return [...begin(mayWish, clause.intent === 'surprise' || !narrows(wants)), ...opinions(references), ...wants]
    case 'ask_more_by': {
      const person = personOf(clause, state, catalogue)
      if (!person) return [...begin(mayWish, wants.length > 0), ...wants]
      const { field, value } = person
      return [
        ...begin(mayWish, true),
        { type: 'tag', field, value, stance: 'want', strength: 1, hard: true },
        ...numbers,
        ...axes,
        { type: 'focus', ...(state.focus !== undefined && { item: state.focus }), person },
      ]
    }
    case 'ask_fact':
    case 'ask_about':
    case 'ask_why':
    case 'where_to_watch':
      return focus
    default:
      return [...opinions(references), ...focus, ...wants]
  }
}

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

const begin = (may: boolean, when: boolean): Event[] => (may && when ? [{ type: 'wish' }] : [])

/** "A comedy" and "something for tonight" begin a new wish; "no horror" alone narrows the present one. */
const narrows = (wants: readonly Event[]): boolean =>
  wants.length > 0 && wants.every((event) => event.type === 'tag' && event.stance !== 'want')

const seen = (item: ItemId, is: boolean): Event => ({ type: 'seen', item, seen: is })

function opinion({ item, stance }: Reference): Event[] {
  if (stance === 'like' || stance === 'want')
    return [{ type: 'opinion', item, opinion: 'like', strength: stance === 'like' ? 1 : 0.5 }]
  if (stance === 'dislike' || stance === 'avoid') return [{ type: 'opinion', item, opinion: 'dislike', strength: 1 }]
  if (stance === 'allow') return [{ type: 'seen', item, seen: false }]
  return []
}

function opinions(references: readonly Reference[]): Event[] {
  return references.flatMap((reference) => [
    ...(reference.seen !== undefined ? [seen(reference.item, reference.seen)] : []),
    ...opinion(reference),
  ])
}

function tagEvent(tag: TagMention, clause: Clause): Event[] {
  const { field, value, strength, hard } = tag
  const said = tag.stance === 'neutral' ? clause.stance : tag.stance
  // "horror is all right" is no taste; a bare "horror" is a wish.
  if (said === 'neutral' && clause.intent === 'opinion') return []
  const stance = said === 'neutral' ? 'want' : said
  return [{ type: 'tag', field, value, stance, strength, hard }]
}

/** Median of the known values of a field among items. */
function median(items: readonly ItemId[], field: string, catalogue: Catalogue): number | undefined {
  const values = items
    .map((id) => catalogue.find(id))
    .map((item) => (field === 'year' ? item?.year : item?.numbers[field]))
    .filter((value) => value !== undefined)
    .sort((a, b) => a - b)
  return values.length === 0 ? undefined : values[Math.floor((values.length - 1) / 2)]
}

function numberEvent(number: NumberMention, state: State, catalogue: Catalogue): Event[] {
  const { field, min, max, relative } = number
  if (number.clear) return [{ type: 'number', field, clear: true }]
  if (!relative)
    return [{ type: 'number', field, ...(min !== undefined && { min }), ...(max !== undefined && { max }) }]
  const to = relative.to !== undefined ? [relative.to] : yardstick(state)
  const value = median(to, field, catalogue)
  if (value === undefined) return []
  return [{ type: 'number', field, ...(relative.direction > 0 ? { min: value + 1 } : { max: value - 1 }) }]
}

/** What "less", "newer" and "than that" compare with: the item in focus, what was named, else what was shown. */
function yardstick(state: State): readonly ItemId[] {
  if (state.focus !== undefined) return [state.focus]
  if (state.shown.length > 0) return state.shown
  return state.near
}

const COMPARATIVE = /\b(more|less|\w+er)\b/iu

function axisEvent(mention: AxisMention, state: State, catalogue: Catalogue, near: readonly ItemId[]): Event {
  const { axis, direction } = mention
  const levels = (near.length > 0 ? near : yardstick(state))
    .map((id) => catalogue.find(id))
    .map((item) => (item ? catalogue.level(item, axis) : undefined))
    .filter((level) => level !== undefined)
  const mean = levels.length === 0 ? 1.5 : levels.reduce((a, b) => a + b, 0) / levels.length
  // "funny" wants it plainly so, whatever it is compared with; "funnier" only wants more.
  const reference = COMPARATIVE.test(mention.surface) ? mean : direction > 0 ? Math.max(mean, 1) : Math.min(mean, 2)
  return { type: 'axis', axis, direction, reference }
}

function answered(intent: string, asked: Asked): Event[] {
  const items = asked.items ?? []
  const yes = intent === 'affirm' || intent === 'both'
  switch (asked.kind) {
    case 'seen':
      return yes || intent === 'deny' || intent === 'neither' ? items.map((item) => seen(item, yes)) : []
    case 'opinion':
      if (yes) return items.map((item) => ({ type: 'opinion', item, opinion: 'like', strength: 1 }))
      return intent === 'deny' || intent === 'neither'
        ? items.map((item) => ({ type: 'opinion', item, opinion: 'dislike', strength: 1 }))
        : []
    case 'choice':
      if (intent !== 'both') return []
      return items.flatMap((item) => applyChoice(item, asked.intends ?? { stance: 'like', purpose: 'opinion' }))
    case 'tag': {
      const { field, values } = asked
      if (
        field === undefined ||
        values === undefined ||
        !((intent === 'both' && values.length === 2) || (intent === 'affirm' && values.length === 1))
      )
        return []
      return values.map((value) => ({ type: 'tag', field, value, stance: 'want', strength: 1, hard: false }))
    }
    case 'confirm':
      return yes && asked.yes ? confirmed(asked.yes) : []
    case 'open':
      return []
  }
}

function confirmed(yes: NonNullable<Asked['yes']>): Event[] {
  if ('relax' in yes) return relaxed(yes.relax)
  if ('about' in yes) return [{ type: 'focus', item: yes.about }]
  return [...opinion({ item: yes.item, stance: yes.stance }), { type: 'focus', item: yes.item }]
}

/** Gives a constraint up by its name: `number:minutes`, `axis:violence`, `tag:genre:horror`. */
function relaxed(name: string): Event[] {
  const [kind, field = '', ...value] = name.split(':')
  if (kind === 'number') return [{ type: 'number', field, clear: true }]
  if (kind === 'axis') return [{ type: 'axis', axis: field, direction: 0, reference: 0 }]
  return [{ type: 'tag', field, value: value.join(':'), stance: 'allow', strength: 1, hard: false }]
}

function applyChoice(item: ItemId, intends: NonNullable<Asked['intends']>): Event[] {
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

/** "no, I meant Aliens": what the last turn said of another item is taken back and said of this one. */
function correction(references: readonly Reference[], state: State): Event[] {
  const [from, to] = state.lastChange ?? [0, -1]
  const undo: Event[] = state.lastChange ? [{ type: 'undone', from, to }] : []
  const before = state.opinions.find(({ because }) => because >= from && because <= to)
  const items = references.map(({ item }) => item)
  if (items.length === 0) return undo
  if (!before && state.near.length > 0) return [...undo, { type: 'near', items }]
  const stance: Stance = before?.opinion ?? 'like'
  return [
    ...undo,
    ...references.flatMap((r) => opinion({ ...r, stance: before || r.stance === 'neutral' ? stance : r.stance })),
  ]
}

/** The person that "anything else with her" means: named, else of the field the words point at, else the last one spoken of. */
export function personOf(
  clause: Clause,
  state: State,
  catalogue: Catalogue,
): { field: string; value: string } | undefined {
  const fields = Object.entries(catalogue.domain.tags).filter(([, { kind }]) => kind === 'person')
  const named = clause.tags.find(({ field }) => fields.some(([name]) => name === field))
  if (named) return { field: named.field, value: named.value }
  const words = clause.text.toLowerCase().split(/[^\p{L}]+/u)
  const pointed = fields.find(([, { phrase }]) => {
    const lead = phrase.split('{value}')[0]?.trim().toLowerCase().split(' ').at(-1)
    return lead !== undefined && lead !== '' && words.includes(lead)
  })?.[0]
  if (state.person && (pointed === undefined || state.person.field === pointed)) return state.person
  const field = pointed ?? fields[0]?.[0]
  const about =
    state.focus !== undefined ? [state.focus] : state.shown.length > 0 ? state.shown : state.near.slice(0, 1)
  // Of a list, the person whom all of it shares.
  const [first = [], ...others] =
    field === undefined ? [] : about.map((item) => catalogue.find(item)?.tags[field] ?? [])
  const value = first.find((name) => others.every((names) => names.includes(name)))
  return field !== undefined && value !== undefined ? { field, value } : state.person
}

/** Is this item known to the person? */
export const knows = (state: State, item: ItemId): boolean =>
  state.seen.includes(item) || opinionOf(state, item) !== undefined
