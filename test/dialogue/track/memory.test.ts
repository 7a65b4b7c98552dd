import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Event } from '../../../src/dialogue/track/event.ts'
import { Memory } from '../../../src/dialogue/track/memory.ts'
import { type PastEvent, replay } from '../../../src/dialogue/track/state.ts'
import { openStore } from '../../../src/store/open.ts'
import { id } from '../../worlds/cinema.ts'

const person = { channel: 'test', person: 'ann' }

/** A store that counts how many events it had to read. */
function shelf() {
  let events: PastEvent[] = []
  let read = 0
  let epoch = 1
  return {
    recall: async (_: unknown, { after = 0 }: { after?: number } = {}) => {
      const newer = events.slice(after)
      read += newer.length
      return { events: newer.map((event) => ({ ...event, at: 0 })), version: events.length, epoch }
    },
    add: (...more: Event[]) => {
      for (const data of more) {
        events.push({ seq: events.length + 1, conversation: 'c', data })
      }
    },
    wipe: () => {
      events = []
      epoch++
    },
    all: () => events,
    read: () => read,
  }
}

const like = (item: string): Event => ({ type: 'opinion', item: id(item), opinion: 'like', strength: 1 })

test('reads each event once, and folds as a full replay would', async () => {
  const store = shelf()
  const memory = new Memory(store)
  for (let i = 0; i < 20; i++) {
    store.add(like(`film-${i}`))
    expect(await memory.recall(person, 'c')).toEqual(replay(store.all(), 'c'))
  }
  expect(store.read()).toBe(20)
})

test('an undo, here or by another process, folds the past anew', async () => {
  const store = shelf()
  const memory = new Memory(store)
  store.add(like('a'))
  await memory.recall(person, 'c')
  store.add({ type: 'undone', from: 1, to: 1 })
  expect((await memory.recall(person, 'c')).opinions).toEqual([])
})

test('somebody erased elsewhere is nobody again', async () => {
  const store = shelf()
  const memory = new Memory(store)
  store.add(like('a'), like('b'))
  await memory.recall(person, 'c')
  store.wipe()
  store.add(like('z'))
  expect((await memory.recall(person, 'c')).opinions.map(({ item }) => item)).toEqual(['z'])
})

test.each([1, 2, 3])(
  'an erasure by another process is noticed also when %i new events follow at once',
  async (count) => {
    const file = join(mkdtempSync(join(tmpdir(), 'tastebud-memory-')), 'store.sqlite')
    const [here, there] = [await openStore({ file }), await openStore({ file })]
    const memory = new Memory(here)
    await here.append(person, { conversation: 'c', at: 0, events: [like('old-1'), like('old-2')] })
    await memory.recall(person, 'c')
    const before = memory.epoch(person)
    await there.erase(person)
    const fresh = Array.from({ length: count }, (_, i) => like(`new-${i}`))
    await there.append(person, { conversation: 'c', at: 0, events: fresh })
    const state = await memory.recall(person, 'c')
    expect(state.opinions.map(({ item }) => item)).toEqual(fresh.map((_, i) => `new-${i}`))
    expect(state.version).toBe(count)
    expect(memory.epoch(person)).not.toBe(before)
    await Promise.all([here.close(), there.close()])
  },
)

test('an event that cannot be read stops the turn, and keeps stopping it', async () => {
  const store = await openStore({ file: ':memory:' })
  const memory = new Memory(store)
  await store.append(person, { conversation: 'c', at: 0, events: [like('a'), { type: 'from the future' }] })
  for (let i = 0; i < 2; i++) {
    await expect(memory.recall(person, 'c')).rejects.toMatchObject({ code: 'STORE_NEWER' })
  }
  await store.close()
})

test('projects what would follow without keeping it', async () => {
  const store = shelf()
  const memory = new Memory(store)
  store.add(like('a'))
  await memory.recall(person, 'c')
  expect(memory.project(person, 'c', [{ type: 'undone', from: 1, to: 1 }]).opinions).toEqual([])
  expect((await memory.recall(person, 'c')).opinions).toHaveLength(1)
})

test('holds no more people than it may', async () => {
  const store = shelf()
  const memory = new Memory(store, 1)
  store.add(like('a'))
  await memory.recall(person, 'c')
  await memory.recall({ channel: 'test', person: 'bob' }, 'c')
  await memory.recall(person, 'c')
  expect(store.read()).toBe(3)
})
