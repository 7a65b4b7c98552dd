import { expect, test } from 'vitest'
import { labelOf, pressed, toRasa } from '../../../src/channels/webhook/rasa.ts'
import type { Reply } from '../../../src/dialogue/message.ts'
import { threeCards } from '../../serve/fake-bot.ts'

const plain: Reply = {
  text: 'Hello.',
  cards: [],
  buttons: [{ label: 'More', payload: 'more' }],
  trace: { intents: ['greet'], acts: ['greet'], items: [], changes: ['secret'] },
}

test('text, buttons and data, in Rasa shape', () => {
  expect(toRasa('me', plain)).toEqual([
    { recipient_id: 'me', text: 'Hello.', buttons: [{ title: 'More', payload: '/more' }] },
    { recipient_id: 'me', custom: { acts: ['greet'], items: [], cards: [] } },
  ])
})

test('a card is a text with buttons, and data', () => {
  const [first] = threeCards
  if (!first) throw new Error('no card')
  const item = { id: first.item, title: first.title, year: 1938, reasons: first.reasons, score: 0.3, parts: { a: 1 } }
  const messages = toRasa('me', { ...plain, buttons: [], cards: [first], trace: { ...plain.trace, items: [item] } })
  expect(messages).toHaveLength(3)
  expect(messages[0]).toEqual({ recipient_id: 'me', text: 'Hello.' })
  expect(messages[1]?.text).toMatch(/^Night Ferry \(1938\)\n1938 · thriller.*\nTwo strangers.*\n- You liked.*\nhttps:/)
  expect(messages[1]?.buttons?.[0]).toEqual({ title: 'Like', payload: '/like:night-ferry-1938' })
  const { score, parts, ...known } = item
  expect(messages[2]?.custom?.items).toEqual([known])
  expect(JSON.stringify(messages)).not.toContain('secret')
  expect(JSON.stringify(messages)).not.toContain('score')
})

test('what follows the cards comes after them, with the buttons; a file is data', () => {
  const attachment = { name: 'a.json', mediaType: 'application/json', content: '{}' }
  const messages = toRasa('me', { ...plain, cards: threeCards.slice(0, 1), after: 'Which kind?', attachment })
  expect(messages.map(({ text }) => text?.split('\n')[0])).toEqual([
    'Hello.',
    'Night Ferry (1938)',
    'Which kind?',
    undefined,
  ])
  expect(messages[0]?.buttons).toBeUndefined()
  expect(messages[2]?.buttons).toEqual([{ title: 'More', payload: '/more' }])
  expect(messages[3]?.custom?.attachment).toEqual(attachment)
})

test.each([
  ['/more', 'more'],
  ['/like:heat-1995', 'like:heat-1995'],
  [' /answer:2 ', 'answer:2'],
  ["/answer:Doesn't matter", "answer:Doesn't matter"],
  ['more', undefined],
  ['/ more', undefined],
  ['/path/to/file', undefined],
  ['and/or', undefined],
  ['/More', undefined],
])('%j is the payload %j', (message, payload) => {
  expect(pressed(message)).toBe(payload)
})

test('the label of a pressed button is that of the newest reply that has it', () => {
  const older = { ...plain, buttons: [{ label: 'Older', payload: 'more' }] }
  expect(labelOf('more', [older, plain])).toBe('More')
  expect(labelOf('like:night-ferry-1938', [{ ...plain, cards: threeCards }, plain])).toBe('Like')
  expect(labelOf('unknown', [plain])).toBeUndefined()
})
