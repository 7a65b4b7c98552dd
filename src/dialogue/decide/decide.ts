import type { ItemId } from '../../datasets/vocabulary.ts'
import { answersChoice, COMPARED } from '../track/answers.ts'
import { type Asked, CHANGING, type Event } from '../track/event.ts'
import { isBeyond, refer } from '../track/refer.ts'
import { opinionOf, placeOf, type State } from '../track/state.ts'
import { lackedFields } from '../track/wants.ts'
import { whom } from '../track/whom.ts'
import type { Clause, UnknownTitle } from '../understand/meaning.ts'
import type { Act, Decision } from './act.ts'
import { compared } from './compare.ts'
import type { Deciding, Heard } from './heard.ts'
import { about, informed, SEVERAL } from './inform.ts'
import { anyQuestion, policies } from './policy.ts'
import { recommend } from './recommend.ts'
import { turnedBy } from './turned.ts'
import { ambiguity } from './which.ts'
import { against } from './why-not.ts'
import { relaxName } from './wish.ts'

/** Intents that want a list. */
const LISTS: ReadonlySet<string> = new Set([
  'want',
  'similar',
  'critique',
  'another',
  'surprise',
  'best',
  'just_recommend',
  'reject',
  'ask_more_by',
  'stop_asking',
])
const COURTESIES = {
  thanks: 'thanks',
  bye: 'bye',
  small_talk: 'small_talk',
  bot_identity: 'bot_identity',
  compliment: 'compliment',
} as const
/** "I want to cry" may be a wish for a sad story: a guess below this is no reason for concern. What is plain has 1. */
const CARE = 0.8
/** Never more questions in a row than this without something to look at. */
const MAX_QUESTIONS = 2

/**
 * Meaning and state to acts. After two questions in a row without a list a third is left out where the reply tells about
 * an item, and gives way to a list where it does not; it is asked all the same where nothing fits what is demanded.
 */
export async function decide(heard: Heard, tools: Deciding): Promise<Decision> {
  const decision = unasked(await byRule(heard, tools), heard)
  const asks = decision.events.some(({ type }) => type === 'asked')
  const lists = decision.acts.some(({ act }) => act === 'recommend')
  if (!asks || lists || heard.before.unshown < MAX_QUESTIONS) return decision
  const tells = decision.acts.some(({ act }) => TELLING.has(act))
  if (tells) {
    const acts = decision.acts.filter(({ act }) => act !== 'ask')
    return finish(acts, decision.degraded)
  }
  const { act, degraded } = await recommend(heard, tools)
  if (act.act !== 'recommend') return decision
  const others = decision.acts.filter((one) => !['ask', 'fallback', 'nothing'].includes(one.act))
  return finish([...others, act], degraded)
}

/** Without the questions that only serve to learn more, where none is wanted. */
function unasked(decision: Decision, { state, meaning }: Heard): Decision {
  if (!state.quiet || meaning.clauses.some(({ intent }) => intent === 'ask_me')) return decision
  const curious = (act: Act) => act.act === 'ask' && /^(seen|opinion|tag|open)$/.test(act.question.kind)
  const acts = decision.acts.filter((act) => !curious(act))
  return acts.length === decision.acts.length || acts.length === 0 ? decision : finish(acts, decision.degraded)
}

/** Acts that give something to look at without a list. */
const TELLING: ReadonlySet<string> = new Set(['about', 'explain', 'inform', 'why-not'])

/** The first rule that applies to the whole message wins; see docs/dialogue.md for the order. */
async function byRule(heard: Heard, tools: Deciding): Promise<Decision> {
  const { meaning, events, before, state } = heard
  const has = (...intents: string[]) => meaning.clauses.find(({ intent }) => intents.includes(intent))
  const only = (...acts: readonly Act[]): Decision => finish(acts, false)

  if (meaning.clauses.some(({ intent, probability }) => intent === 'self_harm' && probability >= CARE)) {
    return only({ act: 'care' })
  }
  if (has('forget_me')) return only({ act: 'forget' })
  if (has('export_data')) return only({ act: 'export' })
  if (has('abuse') && !events.some(({ type }) => CHANGING.has(type))) return only({ act: 'boundary' })
  if (has('foreign')) return only({ act: 'foreign' })
  if (has('undo')) return only(undone(heard))
  if (has('restart')) return only({ act: 'restart' }, { act: 'ask', question: openQuestion() })
  if (has('profile')) return only({ act: 'profile' })
  if (has('watchlist')) return only({ act: 'watchlist' })

  if (meaning.clauses.some(({ count }) => count === 0)) return only({ act: 'none' })

  const unclear = ambiguity(heard, tools.catalogue)
  if (unclear) return only(...acknowledged(heard), { act: 'ask', question: unclear })
  const stranger = meaning.clauses.find(({ unknownTitles }) => unknownTitles.length > 0)
  if (stranger && !(changed(events) && refusedOnly(meaning)) && !meaning.clauses.some(({ items }) => items.length > 0))
    return unknownTitle(stranger, heard)

  const comparing = has('compare')
  if (comparing)
    return finish(
      [...acknowledged(heard), ...missing(heard), await compared(withOthers(comparing, meaning), heard, tools)],
      false,
    )
  const whyNot = has('ask_why_not')
  if (whyNot) {
    const referred = refer(whyNot, before, tools.catalogue)
    const focus = isBeyond(whyNot, referred) || before.focus === undefined ? [] : [before.focus]
    const named = referred.items.length > 0 ? referred.items.slice(0, SEVERAL).map(({ item }) => item) : focus
    if (named.length === 0) return only({ act: 'which-item' })
    const answers: Act[] = []
    for (const item of named) answers.push({ act: 'why-not', item, against: await against(item, heard, tools) })
    return only(...acknowledged(heard), ...answers)
  }
  const fact = meaning.clauses.find(({ intent }) =>
    ['ask_fact', 'ask_about', 'ask_why', 'where_to_watch'].includes(intent),
  )
  const picked = events.some((e) => e.type === 'focus' && e.item !== undefined && before.asked?.items?.includes(e.item))
  const chosen = picked && meaning.clauses.every(answersChoice) ? before.asked?.intends : undefined
  if (fact || chosen?.purpose === 'about' || chosen?.purpose === 'why') {
    return finish(informed(fact, heard, tools.catalogue), false)
  }
  const confirmedAbout =
    before.asked?.yes && 'about' in before.asked.yes && has('affirm') ? before.asked.yes.about : undefined
  if (confirmedAbout !== undefined) return finish(about(confirmedAbout, state), false)

  if (has('save', 'unsave') && !has(...LISTS)) {
    return only(...(changed(events) ? acknowledged(heard) : [{ act: 'which-item' } as const]))
  }
  if (has('forget_preference', 'rewatch_on', 'rewatch_off') && !has(...LISTS)) {
    return only(...(changed(events) ? acknowledged(heard) : [{ act: 'nothing-to-forget' } as const]))
  }
  if (has('not_seen') && !has(...LISTS) && !changed(events.filter(({ type }) => type !== 'seen'))) {
    const item = events.find((e) => e.type === 'seen')
    if (item?.type === 'seen') return only(...acknowledged(heard), ...about(item.item, state).slice(0, 1))
  }

  const again = has('show_again')
  if (again && !has(...LISTS)) {
    const { items, none } = listAgain(again, state)
    if (items.length === 0) return listed(heard, tools, [{ act: 'no-list' }])
    const suggestions = items.map((item) => ({ item, reasons: state.reasons[item] ?? [] }))
    return only(...acknowledged(heard), { act: 'show-again', suggestions, ...(none && { none }) })
  }
  const more = has('ask_more_by')
  const meant = more && whom(more, before, tools.catalogue)
  if (meant && 'values' in meant) {
    const of = before.focus ?? before.shown.join('|')
    return only(...acknowledged(heard), {
      act: 'ask',
      question: { key: `whom:${meant.field}:${of}`, kind: 'choice', ...meant },
    })
  }
  if (more?.pronoun === 'person' && !meant && !changed(events)) return only({ act: 'which-person' })
  if (has('ask_me')) return only(...acknowledged(heard), { act: 'ask', question: await anyQuestion(heard, tools) })

  const pointing = has('both')
  if (pointing?.pronoun && before.asked?.kind !== 'choice' && !has(...LISTS)) {
    const items = refer(pointing, before, tools.catalogue).items.map(({ item }) => item)
    if (items.length > 0 && !changed(events)) return only({ act: 'which-deed', items })
    if (events.some(({ type }) => type === 'saved')) return only(...acknowledged(heard))
  }

  const asked = before.asked
  if (pointing && asked?.items && asked.key.startsWith(COMPARED) && !has(...LISTS))
    return only({ act: 'which-deed', items: asked.items })

  // Yes, no, both, neither, don't know: against what was asked.
  const answer = has('affirm', 'deny', 'both', 'neither', 'dont_know', 'skip_question')
  if (answer && before.asked && !has(...LISTS)) return answeredTo(answer, heard, tools)

  if (has(...LISTS, 'dont_know') || changed(events)) return listed(heard, tools)
  const titles = refer(meaning.clauses[0] as Clause, before, tools.catalogue).items
  if (titles.length > 1 && meaning.clauses[0]?.items.length === titles.length)
    return finish([await compared(meaning.clauses[0], heard, tools)], false)
  const bare = titles[0]
  // "What time is it?" is not about the film at hand.
  if (bare && !(has('out_of_scope') && meaning.clauses[0]?.items.length === 0))
    return finish(about(bare.item, state), false)

  if (has('greet'))
    return only(
      { act: 'greet', again: before.opinions.length + before.tags.length > 0 },
      { act: 'introduce' },
      { act: 'ask', question: openQuestion() },
    )
  if (has('help')) return only({ act: 'help' })
  for (const [intent, kind] of Object.entries(COURTESIES)) if (has(intent)) return only({ act: 'courtesy', kind })
  if (has('abuse')) return only({ act: 'boundary' })
  if (has('out_of_scope')) return only({ act: 'out-of-scope' })
  if (meaning.degraded) return listed(heard, tools)
  return only({
    act: 'fallback',
    times: before.fallbacks,
    ...(before.asked && { asked: before.asked }),
    ...(answer && !before.asked && { unasked: true as const }),
  })
}

/** Acts with the events that they leave behind. */
export function finish(acts: readonly Act[], degraded: boolean): Decision {
  const events = acts.flatMap((act): Event[] => {
    switch (act.act) {
      case 'recommend':
        return [
          {
            type: 'shown',
            items: act.suggestions.map(({ item }) => item),
            reasons: Object.fromEntries(act.suggestions.map(({ item, reasons }) => [item, reasons])),
            parts: Object.fromEntries(act.suggestions.map(({ item, parts }) => [item, parts])),
            ...(act.sessions && { sessions: act.sessions }),
          },
        ]
      case 'ask':
        return [{ type: 'asked', question: act.question }]
      case 'fallback':
        return act.asked ? [{ type: 'asked', question: act.asked }] : []
      case 'show-again':
        return [
          {
            type: 'shown',
            items: act.suggestions.map(({ item }) => item),
            reasons: Object.fromEntries(act.suggestions.map(({ item, reasons }) => [item, reasons])),
          },
        ]
      case 'about':
      case 'why-not':
        return [{ type: 'focus', item: act.item }]
      case 'compare': {
        const [best] = act.ranked
        const items = act.ranked.map(({ item }) => item)
        const question: Asked = {
          key: `${COMPARED}${items.join('|')}`,
          kind: 'choice',
          items,
          intends: { stance: 'neutral', purpose: 'about' },
        }
        return [
          ...(best?.value === undefined ? [] : [{ type: 'focus', item: best.item } satisfies Event]),
          ...(act.named ? [{ type: 'asked', question } satisfies Event] : []),
        ]
      }
      case 'inform': {
        const person = act.person === undefined ? undefined : { field: act.field, value: act.person }
        return [{ type: 'focus', item: act.item, ...(person && { person }) }]
      }
      default:
        return []
    }
  })
  return { acts, events, degraded }
}

/** The list that is meant, without what was seen or refused since; where there is none such, the one that is up. */
function listAgain({ list }: Clause, state: State): { items: readonly ItemId[]; none?: true } {
  const { shown, lists, seen, rejected, rewatch } = state
  const still = (items: readonly ItemId[]) =>
    items.filter((item) => !rejected.includes(item) && (rewatch || !seen.includes(item)))
  if (list === undefined || lists.length === 0) return { items: still(shown) }
  const wanted = lists[list > 0 ? list - 1 : placeOf(shown, lists) - 1]
  return wanted === undefined ? { items: still(shown), none: true } : { items: still(wanted) }
}

/** "Heat or Ronin, which is better?": what is compared may be named beside the question. */
const withOthers = (question: Clause, { clauses }: Heard['meaning']): Clause => {
  if (question.items.length + question.ordinals.length > 1) return question
  return { ...question, items: clauses.flatMap(({ items }) => items) }
}

/** A wish that begins says nothing yet: what is wanted comes as events of its own. */
const changed = (events: readonly Event[]) => events.some(({ type }) => CHANGING.has(type) && type !== 'wish')

/** "A comedy without X": the wish stands, and there is nothing of X to leave out. */
const refusedOnly = ({ clauses }: Heard['meaning']): boolean => {
  const unknown = clauses.flatMap(({ unknownTitles }) => unknownTitles)
  return unknown.length > 0 && unknown.every(({ stance }) => stance === 'avoid')
}

/** A title beside others that the catalogue does not hold, and what is to be left out and is not there. */
const missing = ({ meaning }: Heard): Act[] =>
  refusedOnly(meaning) || meaning.clauses.some(({ items }) => items.length > 0)
    ? meaning.clauses.flatMap(({ unknownTitles }) =>
        unknownTitles.map(({ surface }): Act => ({ act: 'unknown-title', surface, nearest: [] })),
      )
    : []

function acknowledged({ events, before }: Pick<Heard, 'events' | 'before'>): Act[] {
  if (!changed(events)) return []
  const turned = turnedBy(events, before)
  return [{ act: 'acknowledge', events, ...(turned && { turned }) }]
}

export const openQuestion = (): Asked => ({ key: 'open', kind: 'open' })

/** A list, with what was understood before it and a question after it where one helps. */
async function listed(heard: Heard, tools: Deciding, first: readonly Act[] = []): Promise<Decision> {
  const { events, before, state, meaning } = heard
  const lacking = lackedFields(meaning, tools.catalogue).map((field): Act => ({ act: 'no-field', field }))
  const { act, degraded, unknownWords } = await recommend(heard, tools)
  const asksFor = events.findLast((e) => e.type === 'query')
  const unsaid = asksFor?.type === 'query' ? unknownWords.filter((word) => asksFor.words.includes(word)) : []
  const found = asksFor?.type === 'query' && asksFor.words.split(' ').some((word) => !unsaid.includes(word))
  const unread = [...new Set(meaning.clauses.flatMap(({ unread }) => unread ?? []))]
  const steer = meaning.clauses.find(({ unsteered }) => unsteered !== undefined)?.unsteered
  const acts: Act[] = [
    ...first,
    ...standIns(heard),
    ...acknowledged({ ...heard, events: found ? events : events.filter((e) => e !== asksFor) }),
    ...missing(heard),
    ...lacking,
    ...unread.map((words): Act => ({ act: 'no-property', words })),
    ...(steer === undefined ? [] : [{ act: 'no-direction', word: steer } as const]),
    ...(unsaid.length > 0 ? [{ act: 'no-words', words: unsaid } as const] : []),
    act,
  ]
  if (act.act === 'recommend' && before.questions < MAX_QUESTIONS) {
    const question = await nextQuestion(heard, tools)
    if (question) acts.push({ act: 'ask', question })
  }
  if (act.act === 'nothing' && act.relax) {
    const name = relaxName(act.relax.constraints)
    acts.push({
      act: 'ask',
      question: { key: `relax:${name}:${state.version}`, kind: 'confirm', yes: { relax: name } },
    })
  }
  return finish(acts, degraded || meaning.degraded === true)
}

/** "Piranhas" that became monsters, where these are now wished for or liked. */
const standIns = ({ meaning, events }: Heard): Act[] =>
  meaning.clauses.flatMap(({ tags }) =>
    tags.flatMap(({ nearest, surface, field, value }): Act[] => {
      const asks = (e: Event) =>
        e.type === 'tag' && e.field === field && e.value === value && (e.stance === 'want' || e.stance === 'like')
      return nearest && events.some(asks) ? [{ act: 'stand-in', word: surface, field, value }] : []
    }),
  )

/** The question worth asking after a list: how was what you saw; else what the policy chooses. */
async function nextQuestion(heard: Heard, tools: Deciding): Promise<Asked | undefined> {
  const { events, state, meaning } = heard
  const justSeen = events.findLast((e) => e.type === 'seen' && e.seen && !opinionOf(state, e.item))
  if (justSeen?.type === 'seen') return { key: `opinion:${justSeen.item}`, kind: 'opinion', items: [justSeen.item] }
  if (state.quiet || meaning.clauses.some(({ intent }) => intent === 'just_recommend')) return undefined
  return policies[tools.policy ?? 'rules'](heard, tools)
}

function unknownTitle({ unknownTitles, whose }: Clause, heard: Heard): Decision {
  const { surface, nearest, stance } = unknownTitles[0] as UnknownTitle
  const act: Act = { act: 'unknown-title', surface, nearest: nearest.slice(0, 3) }
  const first = nearest[0]
  if (first === undefined) return finish([...acknowledged(heard), act], false)
  const opinion = { item: first, stance: stance === 'neutral' ? ('like' as const) : stance }
  const yes = whose === undefined ? opinion : { about: first }
  const question: Asked = { key: `meant:${surface.toLowerCase()}`, kind: 'confirm', items: [first], yes }
  return finish([...acknowledged(heard), act, { act: 'ask', question }], false)
}

/** A short answer to the pending question. */
async function answeredTo(answer: Clause, heard: Heard, tools: Deciding): Promise<Decision> {
  const { before, state, events } = heard
  const asked = before.asked as Asked
  const yes = answer.intent === 'affirm' || (answer.intent === 'both' && asked.items?.length !== 1)
  if (asked.kind === 'seen' && yes) {
    const item = asked.items?.find((i) => !opinionOf(state, i))
    if (item !== undefined) {
      const question: Asked = { key: `opinion:${item}`, kind: 'opinion', items: [item] }
      return finish([...acknowledged(heard), { act: 'ask', question }], false)
    }
  }
  const several = (asked.items ?? asked.values ?? []).length > 1
  const both = answer.intent === 'both' && asked.values !== undefined
  if (asked.kind === 'choice' && (answer.intent === 'affirm' || both) && several && !changed(events)) {
    // "yes" to "A or B?" tells nothing, nor does "both" of four: ask once more, shorter.
    return finish([{ act: 'fallback', times: before.fallbacks, asked }], false)
  }
  const accepted = ACCEPTED[answer.intent]
  return listed(heard, tools, accepted === undefined || changed(events) ? [] : [{ act: 'accept', answer: accepted }])
}

const ACCEPTED: Readonly<Record<string, 'neither' | 'unsure'>> = {
  neither: 'neither',
  deny: 'neither',
  dont_know: 'unsure',
  skip_question: 'unsure',
}

/** What no longer holds after an undo. */
function undone({ events, before, state }: Heard): Act {
  // The state is folded anew: the same opinion is another object.
  const lacks = (opinions: State['opinions']) => (o: State['opinions'][number]) =>
    !opinions.some(({ item, because }) => item === o.item && because === o.because)
  const gone = [...before.opinions.filter(lacks(state.opinions)), ...state.opinions.filter(lacks(before.opinions))].map(
    ({ item }) => item,
  )
  const lists = (['seen', 'rejected', 'saved'] as const).flatMap((list) =>
    before[list].filter((item) => !state[list].includes(item)),
  )
  const tags = before.tags.filter((t) => !state.tags.some((other) => other.because === t.because))
  return {
    act: 'undo',
    done: events.some(({ type }) => type === 'undone'),
    items: [...new Set([...gone, ...lists])],
    tags,
  }
}
