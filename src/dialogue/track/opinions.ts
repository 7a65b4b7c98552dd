import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Event } from './event.ts'
import type { Reference } from './refer.ts'

export const seen = (item: ItemId, is: boolean): Event => ({ type: 'seen', item, seen: is })

/** What a stance to an item is: an opinion, or nothing. An opinion implies having seen it. */
export function opinion({ item, stance, seen: isSeen }: Reference): Event[] {
  if (stance === 'like' || stance === 'want')
    return [{ type: 'opinion', item, opinion: 'like', strength: stance === 'like' ? 1 : 0.5 }]
  if (stance === 'dislike' || stance === 'avoid') return [{ type: 'opinion', item, opinion: 'dislike', strength: 1 }]
  // "I've seen it, it was okay", "Alien 5/10"
  if (stance === 'allow' && isSeen) return [{ type: 'opinion', item, opinion: 'neutral', strength: 1 }]
  if (stance === 'allow') return [{ type: 'seen', item, seen: false }]
  return []
}

/** The same for several, with what was said of having seen them. */
export function opinions(references: readonly Reference[]): Event[] {
  return references.flatMap((reference) => [
    ...(reference.seen !== undefined ? [seen(reference.item, reference.seen)] : []),
    ...opinion(reference),
  ])
}
