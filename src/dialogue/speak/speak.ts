import type { Catalogue } from '../../catalogue/catalogue.ts'
import { hash32 } from '../../random.ts'
import type { Act, Decision } from '../decide/act.ts'
import type { Reply } from '../message.ts'
import type { Event } from '../track/event.ts'
import { acknowledge } from './acknowledge.ts'
import { buttonsFor, cardFor } from './cards.ts'
import { comparisonText } from './comparison.ts'
import { partsText } from './parts.ts'
import { Phrases } from './phrases.ts'
import { profile } from './profile.ts'
import { reasonText } from './reasons.ts'
import type { Replies } from './replies.ts'
import { list } from './template.ts'
import { trace } from './trace.ts'
import { type SpeakContext, Voice } from './voice.ts'
import { whyNotText } from './why-not.ts'

/** What `speak` says of a turn: the reply, and the event that remembers which sentences were used. */
export interface Spoken {
  readonly reply: Reply
  readonly spoke: Extract<Event, { type: 'spoke' }>
}

/** Acts to words, cards and buttons. */
export class Speaker {
  readonly #catalogue: Catalogue
  readonly #replies: Replies
  readonly #phrases: Phrases
  readonly #audience: string

  /** @param audience whose events the recommenders learned from, as the subject of "like it" */
  constructor(catalogue: Catalogue, replies: Replies, audience = 'many people') {
    this.#audience = audience
    this.#catalogue = catalogue
    this.#replies = replies
    this.#phrases = new Phrases(catalogue, replies)
  }

  speak(decision: Decision, context: SpeakContext): Spoken {
    let voice = this.#voice(context, 0)
    let draft = compose(decision, voice)
    for (let shift = 1; shift < 4 && textHash(draft) === context.state.lastText; shift++) {
      voice = this.#voice(context, shift)
      draft = compose(decision, voice)
    }
    const acts = decision.acts.map(({ act }) => act)
    const reply: Reply = { ...draft, trace: trace(decision, draft, voice) }
    return { reply, spoke: { type: 'spoke', acts, sentences: voice.used, text: textHash(draft) } }
  }

  #voice(context: SpeakContext, shift: number): Voice {
    return new Voice(this.#replies, this.#phrases, this.#catalogue, context, shift, this.#audience)
  }
}

type Draft = Omit<Reply, 'trace'>

const textHash = ({ text, after }: Draft): number => hash32(`${text}\n${after ?? ''}`)

function compose(decision: Decision, voice: Voice): Draft {
  const before: string[] = []
  const after: string[] = []
  for (const act of decision.acts) {
    const sentence = words(act, voice)
    if (sentence === '') continue
    const follows = act.act === 'ask' && decision.acts.some(({ act: other }) => other === 'recommend')
    if (follows) after.push(sentence)
    else before.push(sentence)
  }
  // Whatever was decided, somebody who wrote gets words back.
  if (before.length + after.length === 0) before.push(voice.say('fallback.first'))
  const text = before.join(before.some((s) => s.includes('\n')) ? '\n' : ' ')
  const cards = decision.acts.flatMap((act) =>
    act.act === 'recommend' || act.act === 'show-again' ? act.suggestions.map((s) => cardFor(s, voice)) : [],
  )
  const buttons = buttonsFor(decision, voice)
  return { text, cards, ...(after.length > 0 && { after: after.join(' ') }), buttons }
}

/** One act in words. */
function words(act: Act, voice: Voice): string {
  const { phrases } = voice
  switch (act.act) {
    case 'greet':
      return voice.say(act.again ? 'greet.again' : 'greet')
    case 'introduce': {
      const first = voice.context.state.turnsEver === 0 ? ` ${voice.say('introduce.privacy')}` : ''
      return voice.say('introduce') + first
    }
    case 'courtesy':
      return voice.say(act.kind)
    case 'acknowledge':
      return acknowledge(act.events, voice, act.turned)
    case 'recommend':
      return lead(act, voice)
    case 'show-again':
      return [
        ...(act.none ? [voice.say('show-again.none')] : []),
        voice.say('show-again', { count: act.suggestions.length }),
      ].join(' ')
    case 'which-deed':
      return voice.say('which-deed', { items: phrases.titles(act.items), count: act.items.length })
    case 'nothing': {
      if (!act.relax && act.constraints.length === 0) return voice.say('nothing.ended')
      const named = act.constraints.map((c) => phrases.constraint(c))
      // The second time the bounds are known.
      const bounds = named.length === 0 || act.again ? '' : ` (${list(named)})`
      const said = voice.say(act.shown ? 'nothing.shown' : act.again ? 'nothing.again' : 'nothing', { bounds })
      if (!act.relax) return act.constraints.length < 2 ? said : `${said} ${voice.say('nothing.way-on')}`
      const { constraints, candidates, example } = act.relax
      const instance = example === undefined ? '' : voice.say('relax.example', { item: phrases.dated(example) })
      const values = {
        constraint: list(constraints.map((c) => phrases.constraint(c))),
        count: candidates,
        example: instance,
      }
      return `${said} ${voice.say('relax.question', values)}`
    }
    case 'ask':
      return question(act, voice)
    case 'explain': {
      if (!act.offered) return voice.say('explain.not-offered', { item: phrases.title(act.item) })
      const reasons = act.reasons.map((reason) => reasonText(reason, act.item, voice)).filter(Boolean)
      if (reasons.length === 0) return voice.say('explain.unknown', { item: phrases.title(act.item) })
      const said = voice.say('explain', { item: phrases.title(act.item), reasons: list(reasons) })
      return [said, partsText(act, voice)].filter(Boolean).join(' ')
    }
    case 'inform': {
      const item = phrases.title(act.item)
      if (act.level !== undefined) {
        const level = voice.replies.get('list.levels')?.[act.level] ?? ''
        return voice.say('inform.level', { item, level, adjective: voice.catalogue.domain.axes[act.field]?.more[0] })
      }
      if (act.values.length === 0) return voice.say('inform.unknown', { item })
      if (act.role !== undefined) return voice.say('inform.role', { item, role: act.role, values: list(act.values) })
      return voice.say('inform', { item, label: phrases.field(act.field, act.values.length), values: list(act.values) })
    }
    case 'compare':
      return comparisonText(act, voice)
    case 'why-not':
      return whyNotText(act, voice)
    case 'no-words':
      return voice.say('no-words', {
        words: list(
          act.words.map((word) => `"${word}"`),
          'or',
        ),
      })
    case 'stand-in':
      return voice.say('stand-in', { word: act.word.toLowerCase(), value: act.value })
    case 'no-property':
      return voice.say('no-property', { words: act.words })
    case 'no-direction':
      return voice.say('no-direction', { word: act.word })
    case 'about': {
      const item = voice.catalogue.get(act.item)
      const values = { item: item.title, facts: phrases.facts(item), text: item.text }
      return voice.say(item.text === '' ? 'about.empty' : 'about', values)
    }
    case 'accept':
      return voice.say(`accept.${act.answer}`)
    case 'no-field':
      return voice.say('no-field', { field: phrases.field(act.field) })
    case 'where':
      return voice.say(act.link === undefined ? 'where.unknown' : 'where', {
        item: phrases.title(act.item),
        link: act.link,
      })
    case 'profile':
      return profile(voice)
    case 'watchlist': {
      const { saved } = voice.context.state
      if (saved.length === 0) return voice.say('watchlist.empty')
      return voice.say('watchlist', { items: phrases.titles(saved, 20), count: saved.length })
    }
    case 'undo':
      return undone(act, voice)
    case 'unknown-title': {
      const nearest = act.nearest.slice(1)
      const said = voice.say('unknown-title', { surface: act.surface })
      if (nearest.length === 0) return said
      return `${said} ${voice.say('unknown-title.nearest', { items: phrases.titles(act.nearest), count: act.nearest.length })}`
    }
    case 'fallback': {
      if (act.asked?.yes && 'relax' in act.asked.yes && act.times === 0)
        return `${voice.say('fallback.asked')} ${voice.say('relax.again', { constraint: phrases.relaxed(act.asked.yes.relax) })}`
      if (act.asked && act.times === 0)
        return `${voice.say('fallback.asked')} ${question({ act: 'ask', question: act.asked }, voice)}`
      if (act.unasked && act.times === 0) return voice.say('fallback.unasked')
      return voice.say(act.times === 0 ? 'fallback.first' : act.times === 1 ? 'fallback.second' : 'fallback.third')
    }
    default:
      return voice.say(act.act)
  }
}

function undone(act: Extract<Act, { act: 'undo' }>, voice: Voice): string {
  if (!act.done) return voice.say('undo.nothing')
  const titles = act.items.length === 0 ? [] : [voice.phrases.titles(act.items)]
  const tags = act.tags.length === 0 ? [] : [voice.phrases.tags(act.tags)]
  const what = list([...titles, ...tags])
  return what === '' ? voice.say('undo.done') : voice.say('undo.what', { what })
}

function lead(act: Extract<Act, { act: 'recommend' }>, voice: Voice): string {
  const count = act.suggestions.length
  if (act.degraded) return voice.say('recommend.degraded')
  const notes = [
    ...(act.loosened ? [voice.say('recommend.loosened')] : []),
    ...(act.capped ? [voice.say('recommend.capped', { count })] : []),
    ...(act.few && !act.loosened ? [voice.say('recommend.few', { count })] : []),
  ]
  const person =
    act.person === undefined ? '' : voice.phrases.relation(voice.context.state.person?.field ?? '', act.person)
  const said = voice.say(`recommend.${act.how}`, { count, near: voice.phrases.titles(act.near), person })
  return [...notes, said].join(' ')
}

function question({ question: asked }: Extract<Act, { act: 'ask' }>, voice: Voice): string {
  const items = asked.items ?? []
  const { phrases } = voice
  switch (asked.kind) {
    case 'open':
      return voice.say('open.question')
    case 'seen':
      return voice.say('ask.seen', { items: phrases.titles(items) })
    case 'opinion':
      return voice.say('ask.opinion', { items: phrases.titles(items) })
    case 'choice':
      if (asked.field !== undefined && asked.values)
        return voice.say('ask.whom', { people: phrases.relation(asked.field, list(asked.values, 'or')) })
      return voice.say(asked.intends ? 'ask.choice' : 'ask.prefer', { choices: phrases.choices(items) })
    case 'tag': {
      const spec = asked.field === undefined ? undefined : voice.catalogue.domain.tags[asked.field]
      const asks = voice.say('ask.tag', { question: spec?.question ?? `Which ${spec?.one ?? 'kind'}?` })
      return `${asks} ${voice.say('ask.values', { values: list(asked.values ?? [], 'or') })}`
    }
    case 'confirm': {
      // The act `nothing` before it has already asked.
      if (asked.yes && 'relax' in asked.yes) return ''
      return items[0] === undefined ? '' : voice.say('ask.meant', { items: phrases.dated(items[0]) })
    }
  }
}
