import { expect, test } from 'vitest'
import { wireReply, wireTurn } from '../../../src/channels/web/wire.ts'
import type { Reply } from '../../../src/dialogue/message.ts'
import { threeCards } from '../../serve/fake-bot.ts'

const reply: Reply = {
  text: 'Here.',
  cards: threeCards.slice(0, 1),
  buttons: [{ label: 'More', payload: 'more' }],
  trace: { intents: ['x'], acts: ['y'], items: [], changes: ['z'] },
}

test('a turn without its trace, its cards with what a cover is drawn from', () => {
  const turn = wireTurn({ id: 3, at: 5, text: 'hi', reply }, { cover: () => ({ kinds: ['noir'] }) })
  expect(turn).toEqual({
    id: 3,
    at: 5,
    text: 'hi',
    reply: { text: 'Here.', cards: [{ ...threeCards[0], kinds: ['noir'] }], buttons: reply.buttons },
  })
})

test('a bot without covers leaves it to the facts', () => {
  expect(wireReply(reply, {}).cards[0]?.kinds).toBeUndefined()
})
