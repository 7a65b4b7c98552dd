import { expect, test } from 'vitest'
import { asText, type Reply } from '../../src/dialogue/message.ts'
import { id } from '../worlds/cinema.ts'

const trace = { intents: [], acts: [], items: [], changes: [] }
const card = (title: string, year?: number): Reply['cards'][number] => ({
  item: id(title),
  title,
  ...(year !== undefined && { year }),
  facts: 'facts',
  text: 'text',
  reasons: ['because'],
  buttons: [],
})

test('text, numbered cards and what follows them', () => {
  const reply: Reply = { text: 'Two:', cards: [card('A', 1990), card('B')], after: 'Which?', buttons: [], trace }
  expect(asText(reply)).toBe(
    'Two:\n\n1. A (1990)\n   facts\n   text\n   - because\n\n2. B\n   facts\n   text\n   - because\n\nWhich?',
  )
})

test('a single card has no number', () => {
  expect(asText({ text: 'One:', cards: [card('A')], buttons: [], trace })).toContain('\n\nA\n')
})
