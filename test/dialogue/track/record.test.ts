import { expect, test } from 'vitest'
import { record } from '../../../src/dialogue/track/record.ts'
import { openStore } from '../../../src/store/open.ts'

const person = { channel: 'test', person: 'ann' }
const seen = { type: 'seen', item: 'a', seen: true }

test('adds events to the log and no turn; of events that are none it keeps nothing', async () => {
  const store = await openStore({ file: ':memory:' })
  await record(store, person, { conversation: 'c', at: 5, events: [seen] })
  await record(store, person, { conversation: 'c', at: 6, events: [] })
  for (const wrong of [{ type: 'guess' }, { ...seen, seen: 'yes' }, { ...seen, v: 2 }]) {
    const both = record(store, person, { conversation: 'c', at: 7, events: [seen, wrong] })
    await expect(both).rejects.toMatchObject({ code: 'BAD_EVENT' })
  }
  expect((await store.recall(person)).events).toEqual([{ seq: 1, conversation: 'c', at: 5, data: seen }])
  expect(await store.turns(person, 'c')).toEqual([])
  await store.close()
})
