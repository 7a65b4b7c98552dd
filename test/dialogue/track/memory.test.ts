import { expect, test } from 'vitest'
import type { Event } from '../../../src/dialogue/track/event.ts'
import { Memory } from '../../../src/dialogue/track/memory.ts'
import { replay } from '../../../src/dialogue/track/state.ts'
import type { LoggedEvent } from '../../../src/store/contract.ts'
import { id } from '../../worlds/cinema.ts'

const person = { channel: 'test', person: 'ann' }

/** A store that counts how many events it had to read. */
function shelf() {
  let events: LoggedEvent[] = []
  let read = 0
  return {
    recall: async (_: unknown, { after = 0 }: { after?: number } = {}) => {
      const newer = events.slice(after)
      read += newer.length
      return { events: newer, version: events.length }
    },
    add: (...more: Event[]) => {
      for (const data of more) {
        events.push({ seq: events.length + 1, conversation: 'c', at: 0, data: data as unknown as LoggedEvent['data'] })
      }
    },
    wipe: () => {
      events = []
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
