import { expect, test } from 'vitest'
import { CHANGING, describe, type Event } from '../../../src/dialogue/track/event.ts'
import { id } from '../../worlds/cinema.ts'

test('every event that changes what is known has a line, and no other has', () => {
  const events: Event[] = [
    { type: 'opinion', item: id('a'), opinion: 'like', strength: 1 },
    { type: 'opinion', item: id('a'), opinion: 'none', strength: 1 },
    { type: 'seen', item: id('a'), seen: false },
    { type: 'rejected', item: id('a') },
    { type: 'saved', item: id('a'), saved: true },
    { type: 'tag', field: 'genre', value: 'horror', stance: 'avoid', strength: 1, hard: true },
    { type: 'tag', field: 'genre', value: 'horror', stance: 'allow', strength: 1, hard: false },
    { type: 'number', field: 'minutes', max: 119 },
    { type: 'number', field: 'year', min: 1980, max: 1989 },
    { type: 'number', field: 'year', clear: true },
    { type: 'axis', axis: 'violence', direction: -1, reference: 2 },
    { type: 'axis', axis: 'violence', direction: 0, reference: 0 },
    { type: 'near', items: [id('a'), id('b')] },
    { type: 'near', items: [] },
    { type: 'query', words: 'slow trains' },
    { type: 'rewatch', allowed: true },
    { type: 'restarted' },
  ]
  expect(events.map(describe)).toEqual([
    '+like a',
    '-opinion a',
    '-seen a',
    '+reject a',
    '+save a',
    '+avoid genre:horror',
    '-tag genre:horror',
    '+number minutes <=119',
    '+number year >=1980 <=1989',
    '-number year',
    '+axis violence-',
    '-axis violence',
    '+near a b',
    '-near',
    '+query slow trains',
    '+rewatch',
    'restarted',
  ])
  expect(events.every(({ type }) => CHANGING.has(type))).toBe(true)
  expect(describe({ type: 'focus', item: id('a') })).toBeUndefined()
  expect(describe({ type: 'answered', key: 'open' })).toBeUndefined()
})
