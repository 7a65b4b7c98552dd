import { expect, test } from 'vitest'
import { buttonsFor, cardFor } from '../../../src/dialogue/speak/cards.ts'
import type { Asked } from '../../../src/dialogue/track/event.ts'
import { decodePayload } from '../../../src/dialogue/understand/payload.ts'
import { id } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

const suggestion = {
  item: id('red-moon-1979'),
  score: 1,
  parts: {},
  reasons: [{ kind: 'liked', item: id('star-road-1999'), share: 0.4 }],
} as const
const asking = (question: Asked) =>
  buttonsFor({ acts: [{ act: 'ask', question }], events: [], degraded: false }, voice())

test('a card has facts, reasons and buttons that can be read back', () => {
  const card = cardFor(suggestion, voice())
  expect(card.title).toBe('Red Moon')
  expect(card.reasons).toEqual(['Because you liked Star Road'])
  expect(card.buttons.length).toBeGreaterThanOrEqual(4)
  for (const { label, payload } of card.buttons) {
    expect(decodePayload(payload)).toBeDefined()
    expect(label.length).toBeLessThanOrEqual(80)
  }
})

test('a question brings its answers as buttons', () => {
  const labels = (question: Asked) => asking(question).map(({ label }) => label)
  expect(labels({ key: 'genre', kind: 'tag', field: 'genre', values: ['comedy', 'war'] }).slice(0, 2)).toEqual([
    'Comedy',
    'War',
  ])
  expect(labels({ key: 's', kind: 'seen', items: [id('red-moon-1979')] })).toEqual(['Yes', 'No'])
  const which = { key: 'w', kind: 'choice', items: [id('red-moon-1979'), id('red-moon-2019')] } as const
  expect(labels(which)).toEqual(['Red Moon (1979)', 'Red Moon (2019)'])
})
