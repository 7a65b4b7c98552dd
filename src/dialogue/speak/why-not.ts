import type { Act } from '../decide/act.ts'
import { list } from './template.ts'
import type { Voice } from './voice.ts'

/** Why an item was not suggested, in a sentence. */
export function whyNotText({ item, against }: Extract<Act, { act: 'why-not' }>, voice: Voice): string {
  const { phrases } = voice
  const values = { item: phrases.title(item) }
  switch (against.kind) {
    case 'shown':
      return voice.say('why-not.shown', { ...values, place: against.place })
    case 'breaks':
      return voice.say('why-not.breaks', {
        ...values,
        bounds: list(against.constraints.map((c) => phrases.constraint(c))),
      })
    case 'rank':
      return voice.say(against.rank <= 10 ? 'why-not.close' : 'why-not.rank', { ...values, rank: against.rank })
    default:
      return voice.say(`why-not.${against.kind}`, values)
  }
}
