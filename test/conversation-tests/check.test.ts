import { describe, expect, test } from 'vitest'
import { check, findLabel } from '../../src/conversation-tests/check.ts'
import type { SpokenStep } from '../../src/conversation-tests/schema.ts'
import { catalogue, observed, traced, traceOf } from './world.ts'

const seen = observed({
  text: 'Try Alien.',
  buttons: ['More like this', 'Why?'],
  trace: traceOf({
    intents: ['want', 'opinion'],
    acts: ['acknowledge', 'recommend'],
    items: traced('alien-1979'),
    changes: ['+like heat-1995', '+want genre:horror'],
    asked: 'genre',
  }),
  offeredBefore: new Set(['heat-1995']),
  rows: 4,
})
const whats = (step: Omit<SpokenStep, 'user' | 'click'>, what = seen) =>
  check({ user: 'x', ...step }, what, catalogue).map((m) => m.what)

test('a step that expects what happened has no mismatch', () => {
  const step: SpokenStep = {
    user: 'x',
    bot: [{ text: ['alien', '!heat'], buttons: ['more', 'Why?'] }],
    expect: {
      intent: ['opinion', 'greet'],
      acts: ['recommend', 'inform|acknowledge'],
      notActs: 'fallback',
      changes: ['=+like heat-1995', '/genre:/'],
      notChanges: '+like alien',
      items: {
        count: { min: 1, max: 3 },
        include: 'alien-1979',
        any: ['heat-1995', 'alien-1979'],
        exclude: 'heat-1995',
        all: { tag: { genre: 'horror' } },
        some: { year: { max: 1980 } },
        fresh: true,
        unlike: ['heat-1995'],
      },
      reasons: ['because of alien', '!heat'],
      asked: '=genre',
      stored: { user: 'some' },
      capture: { first: 'items[0].id' },
    },
  }
  expect(check(step, seen, catalogue)).toEqual([])
})

describe('each expectation that does not hold is named', () => {
  test.each<[string, Omit<SpokenStep, 'user' | 'click'>]>([
    ['bot.text', { bot: [{ text: 'heat' }] }],
    ['bot.buttons', { bot: [{ buttons: ['Less'] }] }],
    ['expect.intent', { expect: { intent: ['greet', 'bye'] } }],
    ['expect.acts', { expect: { acts: ['recommend', 'ask'] } }],
    ['expect.acts', { expect: { acts: 'inform|about' } }],
    ['expect.notActs', { expect: { notActs: ['ask', 'recommend'] } }],
    ['expect.changes', { expect: { changes: '=+like alien-1979' } }],
    ['expect.notChanges', { expect: { notChanges: '/like/' } }],
    ['expect.items.count', { expect: { items: { count: 3 } } }],
    ['expect.items.count', { expect: { items: { count: { min: 2 } } } }],
    ['expect.items.include', { expect: { items: { include: 'heat-1995' } } }],
    ['expect.items.exclude', { expect: { items: { exclude: ['heat-1995', 'alien-1979'] } } }],
    ['expect.items.any', { expect: { items: { any: ['heat-1995'] } } }],
    ['expect.items.unlike', { expect: { items: { unlike: ['heat-1995', 'alien-1979'] } } }],
    ['expect.items.apart', { expect: { items: { apart: { genre: 0 } } } }],
    ['expect.items.all', { expect: { items: { all: { tag: { genre: 'crime' } } } } }],
    ['expect.items.some', { expect: { items: { some: { year: { min: 1990 } } } } }],
    ['expect.reasons', { expect: { reasons: 'because of heat' } }],
    ['expect.reasons', { expect: { reasons: '!because' } }],
    ['expect.asked', { expect: { asked: 'none' } }],
    ['expect.stored.user', { expect: { stored: { user: 'none' } } }],
    ['expect.capture.x', { expect: { capture: { x: 'items[5].id' } } }],
  ])('%s', (what, step) => {
    expect(whats(step)).toEqual([what])
  })

  test('what was offered before is not fresh', () => {
    expect(whats({ expect: { items: { fresh: true } } }, { ...seen, offeredBefore: new Set(['alien-1979']) })).toEqual([
      'expect.items.fresh',
    ])
  })

  test('how far two items are apart in a field', () => {
    const two = (...ids: string[]) => observed({ trace: traceOf({ items: traced(...ids) }) })
    expect(whats({ expect: { items: { apart: { genre: 0 } } } }, two('alien-1979', 'heat-1995'))).toEqual([])
    const same = two('alien-1979', 'alien-1979')
    expect(whats({ expect: { items: { apart: { genre: 1 } } } }, same)).toEqual(['expect.items.apart'])
    expect(whats({ expect: { items: { apart: { genre: 2 } } } }, same)).toEqual([])
  })

  test('facts of all items do not hold of an empty list', () => {
    expect(whats({ expect: { items: { all: { year: { min: 1 } } } } }, observed())).toEqual(['expect.items.all'])
  })
})

test('a slip of the pen in an id is not taken for a failing bot', () => {
  expect(() => whats({ expect: { items: { exclude: 'allien-1979' } } })).toThrow(/allien-1979/)
})

test('findLabel prefers the same label to one that contains it', () => {
  expect(findLabel(['Not now', 'No'], 'no')).toBe('No')
  expect(findLabel(['More like this'], 'more')).toBe('More like this')
  expect(findLabel(['Yes'], 'no')).toBeUndefined()
})
