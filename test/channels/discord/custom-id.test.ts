import { describe, expect, test } from 'vitest'
import { decodeId, encodeId, payloadOf } from '../../../src/channels/discord/custom-id.ts'
import { type Button, noTrace } from '../../../src/dialogue/message.ts'
import type { PastTurn } from '../../../src/store/contract.ts'

const turn = (...payloads: string[]): PastTurn => {
  const buttons: Button[] = payloads.map((payload) => ({ label: payload, payload }))
  return { id: 1, at: 0, text: '', reply: { text: '', cards: [], buttons, trace: noTrace } }
}

describe('a custom id', () => {
  test.each(['1', '200000000000000001', '18446744073709551615', 'someone-else_x', ''])(
    'knows its owner: %s',
    (owner) => {
      expect(decodeId(encodeId(owner, 'like:x'))).toEqual({ owner, payload: 'like:x' })
    },
  )

  test('fits, whatever it carries; what is too long is a digest that the turn resolves', () => {
    const long = `answer:${'é'.repeat(90)}`
    const id = encodeId('18446744073709551615', long)
    expect(id.length).toBeLessThanOrEqual(100)
    const pressed = decodeId(id)
    expect(pressed?.payload).toBeUndefined()
    expect(payloadOf(pressed!, [turn('more'), turn(long)])).toBe(long)
    expect(payloadOf(pressed!, [turn('more')])).toBeUndefined()
    // As long as it goes without one.
    expect(decodeId(encodeId('18446744073709551615', 'x'.repeat(81)))?.payload).toHaveLength(81)
  })

  test.each(['', 'tb0:1:more', 'tb1:more', 'tb1:1:', 'something'])('of another version or bot is none: %s', (id) => {
    expect(decodeId(id)).toBeUndefined()
  })
})

describe('what a press stands for', () => {
  const press = (payload: string, ...turns: PastTurn[]) => payloadOf({ owner: '', payload }, turns)

  test('of an item at any time, of the question only while it is the last thing said', () => {
    expect(press('like:x', turn('answer:Yes'), turn())).toBe('like:x')
    expect(press('answer:Yes', turn('answer:Yes'))).toBe('answer:Yes')
    expect(press('answer:Yes', turn('answer:Yes'), turn('more'))).toBeUndefined()
    expect(press('undo', turn('undo'), turn())).toBeUndefined()
    expect(press('answer:Yes')).toBeUndefined()
  })
})
