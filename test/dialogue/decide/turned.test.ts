import { expect, test } from 'vitest'
import { turnedBy } from '../../../src/dialogue/decide/turned.ts'
import type { Event } from '../../../src/dialogue/track/event.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import { id } from '../../worlds/cinema.ts'

const held = (stance: State['tags'][number]['stance']): State => ({
  ...fresh('c'),
  opinions: [{ item: id('a'), opinion: 'dislike', strength: 1, because: 1 }],
  tags: [{ field: 'genre', value: 'horror', stance, strength: 1, hard: true, because: 2 }],
})
const said = (stance: Extract<Event, { type: 'tag' }>['stance']): Event[] => [
  { type: 'tag', field: 'genre', value: 'horror', stance, strength: 1, hard: false },
]

test.each([
  ['avoid', 'like', true],
  ['dislike', 'want', true],
  ['like', 'avoid', true],
  ['like', 'like', false],
  ['want', 'avoid', false],
  ['avoid', 'allow', false],
] as const)('%s, then %s: is it a contradiction? %s', (was, now, expected) => {
  expect(turnedBy(said(now), held(was))).toEqual(
    expected ? { items: [], tags: [{ field: 'genre', value: 'horror', was }] } : undefined,
  )
})

test('an opinion of an item that turns round', () => {
  const like: Event = { type: 'opinion', item: id('a'), opinion: 'like', strength: 1 }
  expect(turnedBy([like], held('want'))).toEqual({ items: [{ item: 'a', was: 'dislike' }], tags: [] })
  expect(turnedBy([{ ...like, opinion: 'none' }], held('want'))).toBeUndefined()
  expect(turnedBy([{ ...like, item: id('b') }], held('want'))).toBeUndefined()
})
