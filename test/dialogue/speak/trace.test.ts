import { expect, test } from 'vitest'
import type { Act, Decision } from '../../../src/dialogue/decide/act.ts'
import { trace } from '../../../src/dialogue/speak/trace.ts'
import { id } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

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
  const got = trace(decision, { text: '', cards: [card], buttons: [] }, voice({}, 0, 1, { events, intents: ['want'] }))
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
  const saved = [id('red-moon-1979'), id('quiet-river-1994')]
  const got = trace(decision, { text: '', cards: [], buttons: [] }, voice({ saved }))
  expect(got.items.map((item) => item.id)).toEqual(saved)
})

test('what is explained has its reasons, score and parts, and so has a list that is shown again', () => {
  const item = id('red-moon-1979')
  const parts = { prior: 0.01, ease: 0.5, content: 0.25 }
  const explain: Act = { act: 'explain', item, reasons: [{ kind: 'liked', item, share: 0.5 }], offered: true, parts }
  const said = { text: '', cards: [], buttons: [] }
  const [told] = trace({ acts: [explain], events: [], degraded: false }, said, voice()).items
  expect(told).toMatchObject({ reasons: ['Because you liked Red Moon (1979)'], score: 0.76, parts })
  const again: Act = { act: 'show-again', suggestions: [{ item, reasons: [] }] }
  const [shown] = trace({ acts: [again], events: [], degraded: false }, said, voice({ parts: { [item]: parts } })).items
  expect(shown).toMatchObject({ score: 0.76, parts })
})
