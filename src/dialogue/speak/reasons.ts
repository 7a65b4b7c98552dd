import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Reason } from '../mind/mind.ts'
import { lower } from './template.ts'
import type { Voice } from './voice.ts'

/** A reason in words, lower case, fit for "X: ..., ... and ...". '' for one that has nothing to say. */
export function reasonText(reason: Reason, item: ItemId, voice: Voice): string {
  const { phrases, context } = voice
  const say = (key: string, values: Record<string, string>) => lower(voice.say(key, values))
  switch (reason.kind) {
    case 'liked':
      return say('reason.liked', { item: phrases.title(reason.item) })
    case 'near':
      return say('reason.near', { item: phrases.title(reason.item) })
    case 'tag': {
      const taste = context.state.tags.find((t) => t.field === reason.field && t.value === reason.value)
      const theirs = context.state.company.find((t) => t.field === reason.field && t.value === reason.value)
      if (!taste && theirs)
        return say('reason.tag-company', { tag: phrases.tag(reason.field, reason.value), whose: theirs.whose })
      const key = taste?.stance === 'like' ? 'reason.tag-liked' : 'reason.tag'
      return say(key, { tag: phrases.tag(reason.field, reason.value) })
    }
    case 'axis': {
      // "scarier than Alien" of what is no more scary than Alien would be untrue: its level is told.
      const wish = context.state.axes.find(({ axis }) => axis === reason.axis)
      const level = voice.catalogue.level(voice.catalogue.get(item), reason.axis)
      const further = !wish || level === undefined || (level - wish.reference) * reason.direction > 0
      if (!further) return say('reason.level', { level: phrases.level(reason.axis, level) })
      return say('reason.axis', { shift: phrases.shift(reason.axis, reason.direction) })
    }
    case 'number': {
      const bounds = context.state.numbers.find(({ field }) => field === reason.field)
      return bounds ? say('reason.number', { bounds: phrases.bounds(bounds.field, bounds.min, bounds.max) }) : ''
    }
    case 'words':
      return say('reason.words', { words: reason.words.map((word) => `"${word}"`).join(', ') })
    case 'popular':
      return say('reason.popular', {})
    case 'variety':
      return say('reason.variety', {})
  }
}
