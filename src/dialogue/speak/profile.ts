import type { ItemId } from '../../datasets/vocabulary.ts'
import { lasting } from '../track/conjunctions.ts'
import { list } from './template.ts'
import type { Voice } from './voice.ts'

/** Everything known about somebody, strongest first, one line a kind. */
export function profile(voice: Voice): string {
  const { state } = voice.context
  const { phrases } = voice
  const lines: string[] = []
  const add = (key: string, name: string, text: string) => {
    if (text !== '') lines.push(`- ${voice.say(key, { [name]: text })}`)
  }
  const judged = (opinion: string) =>
    state.opinions
      .filter((o) => o.opinion === opinion)
      .sort((a, b) => b.strength - a.strength || b.because - a.because)
      .map(({ item }) => item)
  const tags = (...stances: string[]) =>
    state.tags
      .filter(({ stance }) => stances.includes(stance))
      .sort((a, b) => b.strength - a.strength || b.because - a.because)
  add('profile.likes', 'items', phrases.titles(judged('like'), 30))
  add('profile.dislikes', 'items', phrases.titles(judged('dislike'), 30))
  add('profile.neutral', 'items', phrases.titles(judged('neutral'), 30))
  add('profile.tags-like', 'tags', phrases.tags(tags('like'), 30))
  const never = [
    ...(tags('avoid', 'dislike').length > 0 ? [phrases.tags(tags('avoid', 'dislike'), 30)] : []),
    ...lasting(state.together).map((all) => phrases.conjunction(all)),
  ]
  add('profile.tags-avoid', 'tags', list(never))
  const lower = (key: string, items: readonly ItemId[]) =>
    voice.say(key, { items: phrases.titles(items) }).replace(/^\p{Lu}/u, (c) => c.toLowerCase())
  const wishes = [
    ...tags('want').map(({ field, value }) => phrases.tag(field, value)),
    ...state.company.map((taste) => phrases.company(taste)),
    ...state.numbers.map(({ field, min, max }) => phrases.bounds(field, min, max)),
    ...state.together.filter(({ numbers }) => numbers.length > 0).map((all) => `no ${phrases.conjunction(all)}`),
    ...state.excepts.map(({ field, min, max }) => phrases.gap(field, min, max)),
    ...(state.query === '' ? [] : [phrases.subject(state.query)]),
    ...state.axes.map(({ axis, direction }) => phrases.shift(axis, direction)),
    ...(state.near.length > 0 ? [lower(state.between ? 'profile.between' : 'profile.near', state.near)] : []),
    ...(state.unlike.length > 0 ? [lower('profile.unlike', state.unlike)] : []),
  ]
  add('profile.now', 'wishes', list(wishes))
  const opinions = new Set(state.opinions.map(({ item }) => item))
  add(
    'profile.seen',
    'items',
    phrases.titles(
      state.seen.filter((item) => !opinions.has(item)),
      30,
    ),
  )
  add('profile.rejected', 'items', phrases.titles(state.rejected, 30))
  add('profile.saved', 'items', phrases.titles(state.saved, 30))
  if (state.rewatch) lines.push(`- ${voice.say('profile.rewatch')}`)
  return lines.length === 0 ? voice.say('profile.empty') : [voice.say('profile'), ...lines].join('\n')
}
