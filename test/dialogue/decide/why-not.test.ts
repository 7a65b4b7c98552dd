import { expect, test } from 'vitest'
import { against } from '../../../src/dialogue/decide/why-not.ts'
import type { Mind } from '../../../src/dialogue/mind/mind.ts'
import { createEngine } from '../../../src/dialogue/mind/recommend.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import { cinema, clause, id, meaning } from '../../worlds/cinema.ts'

const engine = createEngine({ catalogue: cinema, models: [] })
const mind = { recommend: async (wish) => engine.recommend(wish) } as Mind
const item = id('quiet-river-1994')
const why = (state: Partial<State>, other = item, from = mind) => {
  const now = { ...fresh('c'), ...state }
  const heard = { meaning: meaning(clause('ask_why_not')), events: [], before: now, state: now }
  return against(other, heard, { catalogue: cinema, mind: from, seed: 1 })
}
const like = { item, opinion: 'like', strength: 1, because: 1 } as const

test('what the person said of it comes first', async () => {
  expect(await why({ shown: [id('loud-city-2004'), item] })).toEqual({ kind: 'shown', place: 2 })
  expect(await why({ opinions: [{ ...like, opinion: 'dislike' }] })).toEqual({ kind: 'disliked' })
  expect(await why({ opinions: [like] })).toEqual({ kind: 'liked' })
  expect(await why({ rejected: [item] })).toEqual({ kind: 'rejected' })
  expect(await why({ seen: [item] })).toEqual({ kind: 'seen' })
  expect(await why({ saved: [item] })).toEqual({ kind: 'saved' })
  expect(await why({ near: [item] })).toEqual({ kind: 'near' })
  expect(await why({ offered: [item] })).toEqual({ kind: 'offered' })
})

test('then what it breaks, then its place; a mind that does not answer in time is no reason', async () => {
  expect(await why({ numbers: [{ field: 'minutes', max: 100 }] })).toEqual({
    kind: 'breaks',
    constraints: [{ kind: 'number', field: 'minutes', max: 100 }],
  })
  expect(await why({})).toEqual({ kind: 'rank', rank: expect.any(Number) })
  const late = { recommend: async () => ({ items: [], candidates: 0, relax: [] }) } as unknown as Mind
  expect(await why({}, item, late)).toEqual({ kind: 'unknown' })
})
