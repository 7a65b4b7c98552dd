import type { Decision } from '../decide/act.ts'
import type { Button, Card } from '../message.ts'
import type { Suggestion } from '../mind/mind.ts'
import { reasonText } from './reasons.ts'
import { capital } from './template.ts'
import type { Voice } from './voice.ts'

/** Longest payload and label that every channel takes, in characters. */
const MAX_PAYLOAD = 100
const MAX_LABEL = 80

const button = (label: string, payload: string): Button[] =>
  payload.length <= MAX_PAYLOAD ? [{ label: label.slice(0, MAX_LABEL), payload }] : []

export function cardFor(suggestion: Pick<Suggestion, 'item' | 'reasons'>, voice: Voice): Card {
  const item = voice.catalogue.get(suggestion.item)
  const reasons = suggestion.reasons.map((reason) => capital(reasonText(reason, item.id, voice))).filter(Boolean)
  return {
    item: item.id,
    title: item.title,
    ...(item.year !== undefined && { year: item.year }),
    facts: voice.phrases.facts(item),
    text: item.text,
    reasons,
    ...(item.link !== undefined && { link: item.link }),
    buttons: [
      ...button(voice.say('button.like'), `like:${item.id}`),
      ...button(voice.say('button.seen'), `seen:${item.id}`),
      ...button(voice.say('button.save'), `save:${item.id}`),
      ...button(voice.say('button.why'), `why:${item.id}`),
    ],
  }
}

/** Quick replies under the whole message: answers to the question asked, else ways to go on. */
export function buttonsFor(decision: Decision, voice: Voice): readonly Button[] {
  const asks = decision.acts.findLast((act) => act.act === 'ask' || act.act === 'fallback')
  const asked = asks?.act === 'ask' ? asks.question : asks?.act === 'fallback' ? asks.asked : undefined
  const recommends = decision.acts.some(({ act }) => act === 'recommend' || act === 'show-again')
  const more = recommends ? [...button(voice.say('button.more'), 'more')] : []
  if (asked) {
    const skip = button(voice.say('button.skip'), `answer:${voice.say('button.skip')}`)
    const answer = (label: string) => button(label, `answer:${label}`)
    switch (asked.kind) {
      case 'tag':
        return [...(asked.values ?? []).flatMap((value) => answer(capital(value))), ...skip, ...more]
      case 'choice': {
        if (asked.values) return [...asked.values.flatMap(answer), ...skip]
        const label = (id: string) => voice.phrases.dated(id as never)
        return (asked.items ?? []).flatMap((id) => button(label(id), `answer:${label(id)}`))
      }
      case 'seen':
      case 'opinion':
      case 'confirm':
        return [...answer(voice.say('button.yes')), ...answer(voice.say('button.no')), ...more]
      case 'open':
        return button(voice.say('button.surprise'), 'say:surprise me')
    }
  }
  if (recommends) return [...more, ...button(voice.say('button.surprise'), 'say:surprise me')]
  const lost = decision.acts.some(({ act }) => act === 'fallback' || act === 'out-of-scope' || act === 'help')
  if (lost)
    return [...button(voice.say('button.surprise'), 'say:surprise me'), ...button(voice.say('button.help'), 'say:help')]
  return []
}
