import type { Event } from '../track/event.ts'
import { opinionOf, type State } from '../track/state.ts'
import type { Turned } from './act.ts'

/**
 * What the events of a message turn round of what was known before it: "I love horror" after "no horror". A wish of the
 * moment ("a comedy", then "no comedies") contradicts nothing, and what is taken back is told as such.
 */
export function turnedBy(events: readonly Event[], before: State): Turned | undefined {
  const items = events.flatMap((event): Turned['items'] => {
    const was = event.type === 'opinion' ? opinionOf(before, event.item)?.opinion : undefined
    const now = event.type === 'opinion' ? event.opinion : 'none'
    const turns = (now === 'like' && was === 'dislike') || (now === 'dislike' && was === 'like')
    return turns && event.type === 'opinion' ? [{ item: event.item, was }] : []
  })
  const tags = events.flatMap((event): Turned['tags'] => {
    if (event.type !== 'tag' || event.stance === 'allow') return []
    const { field, value } = event
    const was = before.tags.find((tag) => tag.field === field && tag.value === value)?.stance
    const welcome = event.stance === 'like' || event.stance === 'want'
    const turns = welcome ? was === 'dislike' || was === 'avoid' : was === 'like'
    return turns && was !== undefined && was !== 'want' ? [{ field, value, was }] : []
  })
  return items.length + tags.length > 0 ? { items, tags } : undefined
}
