import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/dialogue/track/event.ts'
import { fromLog, toLog } from '../../../src/dialogue/track/read-event.ts'
import type { LoggedEvent } from '../../../src/store/contract.ts'
import { id } from '../../worlds/cinema.ts'

const a = id('a')
/** One of each type at least, as full as it can be. */
const events: readonly Event[] = [
  { type: 'opinion', item: a, opinion: 'like', strength: 1.5 },
  { type: 'seen', item: a, seen: false },
  { type: 'rejected', item: a },
  { type: 'saved', item: a, saved: true },
  { type: 'tag', field: 'genre', value: 'horror', stance: 'avoid', strength: 2, hard: true },
  { type: 'number', field: 'year', min: 1980, max: 1989 },
  { type: 'number', field: 'year', clear: true },
  {
    type: 'conjunction',
    all: {
      tags: [{ field: 'genre', value: 'war' }],
      numbers: [{ field: 'year', max: 1960 }],
      axes: [{ axis: 'scare', min: 2 }],
    },
  },
  { type: 'axis', axis: 'humour', direction: -1, reference: 2 },
  { type: 'near', items: [a] },
  { type: 'query', words: 'a heist' },
  { type: 'wish' },
  { type: 'rewatch', allowed: true },
  { type: 'focus', item: a, person: { field: 'director', value: 'somebody' } },
  { type: 'focus' },
  { type: 'shown', items: [a], reasons: { a: [{ kind: 'liked', item: a, share: 0.5 }, { kind: 'variety' }] } },
  { type: 'asked', question: { key: 'which:a', kind: 'choice', items: [a] } },
  { type: 'answered', key: 'which:a' },
  { type: 'restarted' },
  { type: 'undone', from: 1, to: 2 },
  { type: 'spoke', acts: ['greet'], sentences: { greet: 0 }, text: 12 },
]

const codeOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
  return 'no error'
}

test.each(events)('$type goes into the log and comes out as it was', (event) => {
  expect(toLog([event])).toEqual([event])
  expect(fromLog(JSON.parse(JSON.stringify(event)) as LoggedEvent['data'])).toEqual(event)
})

describe('what is no event', () => {
  test.each([
    { type: 'opinion', item: 'a', opinion: 'adores', strength: 1 },
    { type: 'opinion', item: '', opinion: 'like', strength: 1 },
    { type: 'opinion', item: 'a', opinion: 'like', strength: Number.NaN },
    { type: 'seen', item: 'a' },
    { type: 'tag', field: 'genre', value: 'horror', stance: 'neutral', strength: 1, hard: false },
    { type: 'number', field: 'year', min: Number.POSITIVE_INFINITY },
    { type: 'shown', items: ['a'], reasons: { a: 'because' } },
    { type: 'spoke', acts: 'greet', sentences: {}, text: 1 },
  ])('is not taken, and not believed where it lies in a store: %j', (event) => {
    expect(codeOf(() => toLog([event]))).toBe('BAD_EVENT')
    expect(codeOf(() => fromLog(event))).toBe('STORE_CORRUPT')
  })

  test.each([{ type: 'dreamt' }, { type: 'toString' }, { type: '__proto__' }, { type: 'wish', v: 2 }])(
    'is a newer version of Tastebud where it lies in a store: %j',
    (event) => {
      expect(codeOf(() => toLog([event]))).toBe('BAD_EVENT')
      expect(codeOf(() => fromLog(event))).toBe('STORE_NEWER')
    },
  )

  test('is named by its place and field, and not by what it holds', () => {
    const wrong = { type: 'query', words: { said: 'hush' } }
    expect(() => toLog([{ type: 'wish' }, wrong])).toThrow(/^Event 1 cannot be recorded: query\.words: .*string/)
    expect(() => toLog([wrong])).not.toThrow(/hush/)
  })
})
