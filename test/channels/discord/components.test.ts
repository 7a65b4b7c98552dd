import { describe, expect, test } from 'vitest'
import { labelIn, plainLabel, rowsFor } from '../../../src/channels/discord/components.ts'
import { decodeId } from '../../../src/channels/discord/custom-id.ts'
import { refusals } from '../../../src/conversation-tests/fake-discord/wire-check.ts'
import type { Button, Card } from '../../../src/dialogue/message.ts'
import { threeCards } from '../../serve/fake-bot.ts'

const many = (count: number, label = 'Button'): Button[] =>
  Array.from({ length: count }, (_, i) => ({ label: `${label} ${i}`, payload: `say:${i}` }))
const cards = (count: number): Card[] =>
  Array.from({ length: count }, (_, i) => {
    const card = threeCards[i % 3]!
    return { ...card, buttons: card.buttons.map(({ label, payload }) => ({ label, payload: `${payload}-${i}` })) }
  })
const rows = (reply: { cards?: Card[]; buttons?: Button[] }) =>
  rowsFor({ cards: [], buttons: [], ...reply }, '200000000000000001')
const idOf = (row: unknown) => (row as { components: { custom_id: string }[] }).components[0]?.custom_id ?? ''
const kinds = (made: ReturnType<typeof rows>) =>
  made.map(({ components }) => components.map(({ type }) => (type === 3 ? 'menu' : 'b')).join(''))

describe('rows', () => {
  test('a row for each card of a short list, a menu for those of a longer one', () => {
    expect(kinds(rows({ cards: cards(3), buttons: many(7) }))).toEqual(['bbbbb', 'bbbbb', 'bbbbb', 'bbbbb', 'bb'])
    expect(kinds(rows({ cards: cards(5), buttons: many(3) }))).toEqual(['menu', 'bbb'])
    expect(kinds(rows({ cards: cards(10), buttons: many(3) }))).toEqual(['menu', 'menu', 'bbb'])
    expect(kinds(rows({}))).toEqual([])
  })

  test('are within what Discord takes, whatever the reply', () => {
    for (const [some, buttons] of [
      [0, 60],
      [1, 0],
      [3, 30],
      [4, 12],
      [10, 30],
      [40, 40],
    ] as const) {
      const components = rows({ cards: cards(some), buttons: many(buttons, 'x'.repeat(200)) })
      expect(refusals({ components, content: 'x' } as never, 0)).toEqual([])
    }
  })

  test('what has no label and what came before is left out', () => {
    const buttons = [...many(1), ...many(1), { label: '\u200b', payload: 'more' }]
    expect(kinds(rows({ buttons }))).toEqual(['b'])
  })

  test('a menu says which item each line is about, and carries its payload', () => {
    const [menu] = rows({ cards: cards(5) })[0]?.components ?? []
    expect(menu).toMatchObject({ type: 3, placeholder: '1 to 5: what about them?' })
    const { options } = menu as unknown as { options: { label: string; value: string; description: string }[] }
    expect(options[6]).toEqual({
      label: '2 · Seen it',
      description: 'The Glass Orchard',
      value: 'seen:the-glass-orchard-1976-1',
    })
  })
})

test('the label of what was pressed is read from the message', () => {
  const made = rows({ cards: cards(3) })
  const id = idOf(made[1])
  expect(decodeId(id)?.payload).toBe('like:the-glass-orchard-1976-1')
  expect(labelIn(made, id)).toBe('Like')
  expect(labelIn(made, 'tb1:1:other')).toBeUndefined()
  const menu = rows({ cards: cards(5) })
  const menuId = idOf(menu[0])
  expect(labelIn(menu, menuId, 'save:night-ferry-1938-0')).toBe('Save')
  expect(plainLabel('1984')).toBe('1984')
})
