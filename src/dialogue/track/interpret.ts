import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Clause, Meaning, Stance } from '../understand/meaning.ts'
import { ANSWERS, answered, answersChoice, applyChoice } from './answers.ts'
import { companyEvents } from './company.ts'
import type { Event } from './event.ts'
import { opinion, opinions, seen } from './opinions.ts'
import { isBeyond, type Reference, type References, refer } from './refer.ts'
import { opinionOf, type State } from './state.ts'
import { axisEvent, numberEvent, tagEvent } from './wants.ts'
import { type Person, whom } from './whom.ts'

/** Intents whose tags are the subject of a question or a command, not a taste. */
const ABOUT: ReadonlySet<string> = new Set([
  'ask_fact',
  'ask_about',
  'ask_why',
  'ask_why_not',
  'compare',
  'where_to_watch',
  'forget_preference',
  'profile',
  'bot_identity',
])
/** Intents in which a taste is told, whose subject may be somebody else. */
const TASTES: ReadonlySet<string> = new Set([
  'opinion',
  'similar',
  'seen',
  'not_seen',
  'want',
  'best',
  'surprise',
  'critique',
  'reject',
  'unclear',
  'small_talk',
  'compliment',
])
/** Above this an off-topic question is one, although it names a country or a theme. */
const SURE = 0.6

/** What a message says, as events on top of `state`. Pure; the order of the events is the order of the words. */
export function interpret(meaning: Meaning, state: State, catalogue: Catalogue): Event[] {
  const events: Event[] = []
  if (state.asked) events.push({ type: 'answered', key: state.asked.key })
  let wished = false
  let near: readonly ItemId[] = []
  const named: ItemId[] = []
  for (const clause of meaning.clauses) {
    const refusesList =
      clause.intent === 'neither' && state.shown.length > 0 && ['tag', 'open'].includes(state.asked?.kind ?? 'open')
    if (ANSWERS.has(clause.intent) && state.asked && !refusesList) {
      const answer = answered(clause.intent, state.asked)
      events.push(...answer)
      if ((answer.length > 0 || clause.intent === 'neither') && clause.items.length === 0 && clause.tags.length === 0)
        continue
    }
    const now = spokenOf(state, events)
    const referred = refer(clause, now, catalogue, named)
    const said = interpretClause(clause, referred, now, catalogue, !wished, near)
    named.push(...referred.items.map(({ item }) => item))
    wished ||= said.some(({ type }) => type === 'wish')
    // "My wife loves Titanic and my son Frozen": both are what to go by.
    events.push(...said.map((event) => (clause.whose && event.type === 'near' ? joined(near, event) : event)))
    near = events.findLast((event) => event.type === 'near')?.items ?? near
  }
  return withoutDisliked(events, meaning)
}

/** "My wife loves Titanic but I hate it": hers to love, but no mark to go by. */
function withoutDisliked(events: readonly Event[], { clauses }: Meaning): Event[] {
  if (!clauses.some(({ whose }) => whose)) return [...events]
  const disliked = new Set(events.flatMap((e) => (e.type === 'opinion' && e.opinion === 'dislike' ? [e.item] : [])))
  return events.flatMap((event): Event[] => {
    if (event.type !== 'near') return [event]
    const items = event.items.filter((item) => !disliked.has(item))
    return items.length > 0 ? [{ ...event, items }] : []
  })
}

const joined = (before: readonly ItemId[], event: Extract<Event, { type: 'near' }>): Event => ({
  ...event,
  items: [...new Set([...before, ...event.items])],
})

/** The state with what earlier clauses turned to: "the third sounds great, save it". */
function spokenOf(state: State, events: readonly Event[]): State {
  const turned = events.findLast((event) => event.type === 'focus' && event.item !== undefined)
  return turned?.type === 'focus' && turned.item !== undefined ? { ...state, focus: turned.item } : state
}

function interpretClause(
  clause: Clause,
  referred: References,
  state: State,
  catalogue: Catalogue,
  mayWish: boolean,
  /** What an earlier clause of the message wants something like: "like Amélie, but shorter". */
  near: readonly ItemId[],
): Event[] {
  const people = chosenPeople(clause, state)
  if (people.length > 0) return [...begin(mayWish, true), ...people.flatMap((person) => ofPerson(person, state))]
  const { items: references } = referred
  const beyond = isBeyond(clause, referred)
  const chosen = state.asked?.kind === 'choice' ? state.asked.intends : undefined
  const fromChoice = references.length > 0 && references.every(({ item }) => state.asked?.items?.includes(item))
  if (chosen && fromChoice && answersChoice(clause)) return references.flatMap(({ item }) => applyChoice(item, chosen))
  const items = references.map(({ item }) => item)
  const focus: Event[] = items.length === 1 ? [{ type: 'focus', item: items[0] as ItemId }] : []
  const aside = ABOUT.has(clause.intent) || (clause.intent === 'out_of_scope' && clause.probability > SURE)
  const tags = aside ? [] : clause.tags.flatMap((tag) => tagEvent(tag, clause))
  const compared = clause.intent === 'similar' || clause.items.some(({ yardstick }) => yardstick)
  const mark = compared && items.length > 0 ? items : near
  const numbers = clause.numbers.flatMap((n) => numberEvent(n, state, catalogue, mark))
  const axes = clause.axes.map((a) => axisEvent(a, state, catalogue, mark))
  const query: Event[] = clause.subject === undefined ? [] : [{ type: 'query', words: clause.subject }]
  const together = (clause.together ?? []).map((all): Event => ({ type: 'conjunction', all }))
  const wants = [...tags, ...together, ...numbers, ...axes, ...query]
  if (clause.whose !== undefined && TASTES.has(clause.intent))
    return [...companyEvents(clause, clause.whose, references), ...(clause.whose === '' ? [] : [...numbers, ...axes])]

  // "Zero comedies" wishes for nothing.
  if (clause.count === 0) return []

  // "Recommend something" where nothing fitted asks for the same once more.
  const stuck = state.lastActs.includes('nothing') && wants.length + references.length === 0

  switch (clause.intent) {
    case 'seen':
      if (clause.every) return everySeen(clause, catalogue)
      return [...references.flatMap((r) => [seen(r.item, true), ...opinion(r)]), ...focus, ...wants]
    case 'not_seen':
      return [...items.map((item) => seen(item, false)), ...focus]
    // "neither" of a list that is shown, where nothing of two things was asked.
    case 'neither':
    case 'reject': {
      const refused =
        items.length > 0
          ? references.flatMap(named)
          : beyond || referred.unclear || clause.tags.length > 0
            ? []
            : state.shown
      return [...rejected(refused), ...wants]
    }
    case 'save':
    case 'unsave': {
      const targets =
        items.length > 0 || beyond
          ? items
          : state.focus !== undefined
            ? [state.focus]
            : state.shown.length === 1
              ? state.shown
              : []
      return targets.map((item): Event => ({ type: 'saved', item, saved: clause.intent === 'save' }))
    }
    // "Save the first", and then "the others too".
    case 'both':
      if (clause.stance !== 'neutral' || !savedLast(state)) return opinions(judged(clause, references))
      return items.map((item): Event => ({ type: 'saved', item, saved: true }))
    case 'forget_preference':
      return forgotten(clause, items, state)
    case 'stop_asking':
      return state.quiet ? wants : [{ type: 'questions', allowed: false }, ...wants]
    case 'ask_me':
      return state.quiet ? [{ type: 'questions', allowed: true }] : []
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
      return [...similar(clause, references, mayWish), ...wants]
    case 'surprise':
    case 'best':
    case 'want':
      return [
        ...begin(mayWish, clause.intent === 'surprise' || !(goesOn(clause, wants) || narrows(wants, clause) || stuck)),
        ...wanted(judged(clause, references)),
        ...wants,
      ]
    case 'ask_more_by': {
      const meant = whom(clause, state, catalogue)
      // Who is meant will be asked.
      if (meant && 'values' in meant) return []
      if (!meant) return [...begin(mayWish, wants.length > 0), ...wants]
      const { field, value } = meant
      // "no more of him", "not with her then"
      if (clause.stance === 'avoid' || clause.stance === 'dislike')
        return [{ type: 'tag', field, value, stance: 'avoid', strength: 1, hard: true }]
      return [...begin(mayWish, true), ...ofPerson(meant, state), ...numbers, ...axes]
    }
    case 'compare':
      return []
    case 'ask_fact':
    case 'ask_about':
    case 'ask_why':
    case 'ask_why_not':
    case 'where_to_watch':
      return focus
    default:
      return [...opinions(judged(clause, references)), ...focus, ...wants]
  }
}

/** Films of somebody are wanted, and "her" means them from now on. */
const ofPerson = (person: Person, { focus }: State): Event[] => [
  { type: 'tag', ...person, stance: 'want', strength: 1, hard: true },
  { type: 'focus', ...(focus !== undefined && { item: focus }), person },
]

/** The answer to "with whom?": one of those offered by place, or anybody of that field by name. */
function chosenPeople(clause: Clause, { asked }: State): Person[] {
  const { field, values } = asked ?? {}
  if (asked?.kind !== 'choice' || field === undefined || values === undefined) return []
  const named = clause.tags.filter((tag) => tag.field === field && !/^(dislike|avoid)$/.test(tag.stance))
  if (named.length > 0 && clause.items.length === 0) return named.map(({ value }) => ({ field, value }))
  const places = clause.ordinals.flatMap((n) => (n === 0 ? values : (values.at(n < 0 ? n : n - 1) ?? [])))
  return places.map((value) => ({ field, value }))
}

/** More than this are not marked at once: nobody remembers them all. */
const MOST_SEEN = 30

/** "I've seen every Nolan film": what the catalogue holds of the person. */
const everySeen = ({ tags }: Clause, catalogue: Catalogue): Event[] =>
  catalogue.items
    .filter((item) => tags.some(({ field, value }) => item.tags[field]?.includes(value)))
    .slice(0, MOST_SEEN)
    .map(({ id }) => seen(id, true))

/** "something like Alien, but not like Heat": what it should be like and what not; neither judges the items. */
function similar(clause: Clause, references: readonly Reference[], mayWish: boolean): Event[] {
  const refused = ({ stance }: Reference) => stance === 'avoid' || stance === 'dislike'
  // Between "Up and Up" lies nothing: it is like Up.
  const near = [...new Set(references.filter((r) => !refused(r)).map(({ item }) => item))]
  const unlike = references.filter(refused).map(({ item }) => item)
  const between = clause.between === true && near.length === 2
  return [
    ...begin(mayWish, near.length > 0 || unlike.length === 0),
    ...(near.length > 0 ? [{ type: 'near', items: near, ...(between && { between }) } satisfies Event] : []),
    ...(unlike.length > 0 ? [{ type: 'unlike', items: unlike } satisfies Event] : []),
  ]
}

/** Did the turn before do nothing but save of the list that is shown? */
const savedLast = ({ lastActs, saved, shown }: State): boolean =>
  lastActs.join() === 'acknowledge' && shown.includes(saved.at(-1) as ItemId)

/** "only those under two hours" points at a list and judges nothing in it. */
const judged = (clause: Clause, references: readonly Reference[]): readonly Reference[] =>
  clause.items.length > 0 ? references : references.filter(({ stance }) => stance !== 'want')

/** A title with the rest of its series. */
const named = ({ item, kin = [] }: Reference): readonly ItemId[] => [item, ...kin]

const rejected = (items: readonly ItemId[]): Event[] => items.map((item) => ({ type: 'rejected', item }))

/** Titles in a wish: what is not wanted there is left out, which is no judgement of it ("but not Star Wars"). */
const wanted = (references: readonly Reference[]): Event[] =>
  references.flatMap((r): Event[] => (r.stance === 'avoid' ? rejected(named(r)) : opinions([r])))

const begin = (may: boolean, when: boolean): Event[] => (may && when ? [{ type: 'wish' }] : [])

/** "with a dog in it", "recommend 5": the wish at hand goes on. */
const goesOn = (clause: Clause, wants: readonly Event[]): boolean =>
  clause.continues === true || (clause.count !== undefined && wants.length === 0)

/** "A comedy" begins a new wish; "no horror" alone, or "no subtitles", narrows the present one, "any length" widens it. */
const narrows = (wants: readonly Event[], { unread, stance }: Clause): boolean =>
  (wants.length > 0 || (unread !== undefined && (stance === 'avoid' || stance === 'dislike'))) &&
  wants.every(
    (event) =>
      event.type === 'conjunction' ||
      (event.type === 'number' && event.clear === true) ||
      (event.type === 'tag' && event.stance !== 'want'),
  )

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

/** What is taken back of what is known; nothing for what never was. "Forget the time limit" names no bound: all go. */
function forgotten(clause: Clause, items: readonly ItemId[], state: State): Event[] {
  const tags = clause.tags.filter(({ field, value }) =>
    [...state.tags, ...state.company].some((t) => t.field === field && t.value === value),
  )
  const axes = clause.axes.filter(({ axis }) => state.axes.some((a) => a.axis === axis))
  const words = clause.text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const sought = state.query !== '' && state.query.split(' ').some((word) => words.includes(word))
  const silent = !sought && clause.tags.length + clause.axes.length + clause.numbers.length + items.length === 0
  const numbers = state.numbers.filter(({ field }) => silent || clause.numbers.some((n) => n.field === field))
  const judged = items.filter((item) => opinionOf(state, item) !== undefined)
  return [
    ...(sought ? [{ type: 'query', words: '' } satisfies Event] : []),
    ...tags.map(
      ({ field, value }): Event => ({ type: 'tag', field, value, stance: 'allow', strength: 1, hard: false }),
    ),
    ...axes.map(({ axis }): Event => ({ type: 'axis', axis, direction: 0, reference: 0 })),
    ...numbers.map(({ field }): Event => ({ type: 'number', field, clear: true })),
    ...judged.map((item): Event => ({ type: 'opinion', item, opinion: 'none', strength: 1 })),
  ]
}
