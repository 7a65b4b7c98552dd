import { expect, test } from 'vitest'
import type { Decision } from '../../../src/dialogue/decide/act.ts'
import { trace } from '../../../src/dialogue/speak/trace.ts'
import { fresh } from '../../../src/dialogue/track/state.ts'
import { cinema, id } from '../../worlds/cinema.ts'

test('acts, items with their reasons and parts, changes and the question asked', () => {
  const item = id('red-moon-1979')
  const decision: Decision = {
    acts: [
      {
        act: 'recommend',
        suggestions: [{ item, score: 2, parts: { content: 2 }, reasons: [] }],
        how: 'plain',
        near: [],
        few: true,
        loosened: false,
        degraded: false,
      },
      { act: 'ask', question: { key: 'genre', kind: 'tag' } },
    ],
    events: [],
    degraded: true,
  }
  const card = { item, title: 'Red Moon', facts: '', text: '', reasons: ['Because'], buttons: [] }
  const events = [
    { type: 'seen', item, seen: true },
    { type: 'answered', key: 'x' },
  ] as const
  const got = trace(
    decision,
    { text: '', cards: [card], buttons: [] },
    { state: fresh('c'), events, intents: ['want'], seed: 1 },
    cinema,
  )
  expect(got).toEqual({
    intents: ['want'],
    acts: ['recommend', 'ask'],
    items: [{ id: item, title: 'Red Moon', year: 1979, reasons: ['Because'], score: 2, parts: { content: 2 } }],
    changes: ['+seen red-moon-1979'],
    asked: 'genre',
    degraded: true,
  })
})

test('the items of the watchlist are those saved', () => {
  const decision: Decision = { acts: [{ act: 'watchlist' }], events: [], degraded: false }
  const state = { ...fresh('c'), saved: [id('red-moon-1979'), id('quiet-river-1994')] }
  const got = trace(decision, { text: '', cards: [], buttons: [] }, { state, events: [], intents: [], seed: 1 }, cinema)
  expect(got.items.map((item) => item.id)).toEqual(state.saved)
})
