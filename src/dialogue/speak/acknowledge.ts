import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Turned } from '../decide/act.ts'
import type { Event } from '../track/event.ts'
import { opinionOf } from '../track/state.ts'
import { list } from './template.ts'
import type { Voice } from './voice.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

/** What was held until now and no longer is, by what it was. */
const TURNED_ITEMS = { like: 'ack.turned-like', dislike: 'ack.turned-dislike' } as const
const TURNED_TAGS = {
  like: 'ack.turned-tag-like',
  dislike: 'ack.turned-tag-dislike',
  avoid: 'ack.turned-tag-avoid',
} as const

/** Says back what the events of a message changed, one sentence a kind. */
export function acknowledge(events: readonly Event[], voice: Voice, turned?: Turned): string {
  const { phrases, context } = voice
  const all = <T extends Event['type']>(type: T) => events.filter((event): event is Of<T> => event.type === type)
  const sentences: string[] = []
  const items = (key: string, ids: readonly ItemId[]) => {
    const unique = [...new Set(ids)]
    // Of many at once, how many is what can be checked.
    const titles = unique.length > 5 ? `all ${unique.length} (${phrases.titles(unique, 3)})` : phrases.titles(unique)
    if (unique.length > 0) sentences.push(voice.say(key, { items: titles, count: unique.length }))
  }
  for (const [was, key] of Object.entries(TURNED_ITEMS)) {
    const those = (turned?.items ?? []).filter((one) => one.was === was)
    items(
      key,
      those.map(({ item }) => item),
    )
  }
  for (const [was, key] of Object.entries(TURNED_TAGS)) {
    const tags = (turned?.tags ?? []).filter((tag) => tag.was === was)
    if (tags.length > 0) sentences.push(voice.say(key, { tags: phrases.tags(tags) }))
  }
  const opinions = all('opinion')
  const judged = new Set(opinions.map(({ item }) => item))
  // "I changed my mind about it, I love it" is one change.
  const anew = new Set(opinions.filter(({ opinion }) => opinion !== 'none').map(({ item }) => item))
  items(
    'ack.like',
    opinions.filter(({ opinion }) => opinion === 'like').map(({ item }) => item),
  )
  items(
    'ack.dislike',
    opinions.filter(({ opinion }) => opinion === 'dislike').map(({ item }) => item),
  )
  items(
    'ack.neutral',
    opinions.filter(({ opinion }) => opinion === 'neutral').map(({ item }) => item),
  )
  items(
    'ack.opinion-gone',
    opinions.filter(({ item, opinion }) => opinion === 'none' && !anew.has(item)).map(({ item }) => item),
  )
  const seen = all('seen').filter(({ item }) => !judged.has(item))
  items(
    'ack.seen',
    seen.filter((e) => e.seen && !opinionOf(context.state, e.item)).map(({ item }) => item),
  )
  items(
    'ack.unseen',
    seen.filter((e) => !e.seen).map(({ item }) => item),
  )
  items(
    'ack.reject',
    all('rejected').map(({ item }) => item),
  )
  items(
    'ack.unlike',
    all('unlike').flatMap((event) => event.items),
  )
  items(
    'ack.save',
    all('saved')
      .filter(({ saved }) => saved)
      .map(({ item }) => item),
  )
  items(
    'ack.unsave',
    all('saved')
      .filter(({ saved }) => !saved)
      .map(({ item }) => item),
  )

  const stances = {
    like: 'ack.tag-like',
    dislike: 'ack.tag-dislike',
    avoid: 'ack.tag-avoid',
    want: 'ack.tag-want',
    allow: 'ack.tag-allow',
  } as const
  for (const [stance, key] of Object.entries(stances)) {
    const tags = all('tag').filter((tag) => tag.stance === stance)
    const together =
      stance === 'avoid'
        ? all('conjunction')
            .filter(({ clear }) => !clear)
            .map((one) => phrases.conjunction(one.all))
        : []
    const named = [...(tags.length > 0 ? [phrases.tags(tags)] : []), ...together]
    if (named.length > 0) sentences.push(voice.say(key, { tags: list(named), count: named.length }))
  }
  for (const stance of ['avoid', 'like'] as const) {
    const company = all('company').filter((event) => event.stance === stance)
    for (const whose of new Set(company.map((event) => event.whose))) {
      const tags = company.filter((event) => event.whose === whose)
      sentences.push(
        voice.say(stance === 'avoid' ? 'ack.company-avoid' : 'ack.company-like', { tags: phrases.tags(tags), whose }),
      )
    }
  }
  const numbers = all('number')
  const bounds = numbers.filter(({ clear }) => !clear).map(({ field, min, max }) => phrases.bounds(field, min, max))
  bounds.push(...all('except').map(({ field, min, max }) => phrases.gap(field, min, max)))
  const query = all('query').findLast(({ words }) => words !== '')
  if (all('query').some(({ words }) => words === '')) sentences.push(voice.say('ack.query-gone'))
  if (query) sentences.push(voice.say('ack.tag-want', { tags: phrases.subject(query.words), count: 1 }))
  if (bounds.length > 0) sentences.push(voice.say('ack.number', { bounds: list(bounds) }))
  for (const { field } of numbers.filter(({ clear }) => clear)) {
    sentences.push(voice.say('ack.number-gone', { field: phrases.field(field) }))
  }
  const axes = all('axis')
  const shifts = axes.flatMap(({ axis, direction }) => (direction === 0 ? [] : [phrases.shift(axis, direction)]))
  if (shifts.length > 0) sentences.push(voice.say('ack.axis', { shifts: list(shifts) }))
  const gone = axes.filter(({ direction }) => direction === 0).map(({ axis }) => phrases.shift(axis, 1))
  if (gone.length > 0) sentences.push(voice.say('ack.axis-gone', { shifts: list(gone) }))
  for (const { allowed } of all('questions')) sentences.push(voice.say(allowed ? 'ack.questions' : 'ack.no-questions'))
  for (const { allowed } of all('rewatch')) sentences.push(voice.say(allowed ? 'ack.rewatch' : 'ack.no-rewatch'))
  return sentences.join(' ')
}
