import { expect, test } from 'vitest'
import { describe as line } from '../../../src/dialogue/track/event.ts'
import { opinion, opinions } from '../../../src/dialogue/track/opinions.ts'
import { id } from '../../worlds/cinema.ts'

const said = (stance: Parameters<typeof opinion>[0]['stance']) => opinion({ item: id('a'), stance }).map(line)

test('a stance is an opinion, taking a "no" back makes it unseen, none is nothing', () => {
  expect(said('like')).toEqual(['+like a'])
  expect(said('dislike')).toEqual(['+dislike a'])
  expect(said('avoid')).toEqual(['+dislike a'])
  expect(said('allow')).toEqual(['-seen a'])
  expect(said('neutral')).toEqual([])
})

test('a thing wanted is liked less surely than one that was loved', () => {
  const strength = (stance: 'like' | 'want') =>
    opinion({ item: id('a'), stance }).map((e) => (e.type === 'opinion' ? e.strength : 0))[0]
  expect(strength('want')).toBeLessThan(strength('like') ?? 0)
})

test('what was said of having seen it is kept beside the opinion', () => {
  expect(opinions([{ item: id('a'), stance: 'like', seen: true }]).map(line)).toEqual(['+seen a', '+like a'])
})
