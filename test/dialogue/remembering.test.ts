import { expect, test } from 'vitest'
import type { Message } from '../../src/dialogue/message.ts'
import { noTrace } from '../../src/dialogue/message.ts'
import { remembering } from '../../src/dialogue/remembering.ts'
import { openStore } from '../../src/store/open.ts'
import { id } from '../worlds/cinema.ts'

const message: Message = { channel: 'test', conversation: 'c', person: 'ann', text: 'I loved it', at: 5 }
const reply = { text: 'Good.', cards: [], buttons: [], trace: noTrace }
const events = [{ type: 'opinion', item: id('star-road-1977'), opinion: 'like', strength: 1 }] as const

test('a turn is recalled, answered by its key, exported, and gone once erased', async () => {
  const store = await openStore({ file: ':memory:' })
  const parts = remembering(store)
  const key = { value: 'k', fingerprint: 'f' }
  const { version } = await parts.recall(message, 'c')
  await parts.remember({ message, version, events, reply, key })
  expect((await parts.recall(message, 'c')).opinions).toHaveLength(1)
  expect(await parts.answered(message, key)).toEqual(reply)
  expect(await parts.export(message)).toMatchObject({ person: 'ann', turns: [{ at: 5, text: 'I loved it' }] })
  expect(await parts.erase(message)).toEqual({ idempotency_keys: 1, turns: 1, events: 1, people: 1 })
  expect(await parts.recall(message, 'c')).toMatchObject({ version: 0, opinions: [] })
  await store.close()
})
