import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { noTrace } from '../../../src/dialogue/message.ts'
import type { Event } from '../../../src/dialogue/track/event.ts'
import { type PastEvent, replay } from '../../../src/dialogue/track/fold.ts'
import { Memory, type TurnToKeep } from '../../../src/dialogue/track/memory.ts'
import type { Store, Turn } from '../../../src/store/contract.ts'
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
    commit: async () => ({ turn: 1, epoch }),
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
    await there.erase(person)
    const fresh = Array.from({ length: count }, (_, i) => like(`new-${i}`))
    await there.append(person, { conversation: 'c', at: 0, events: fresh })
    const state = await memory.recall(person, 'c')
    expect(state.opinions.map(({ item }) => item)).toEqual(fresh.map((_, i) => `new-${i}`))
    expect(state.version).toBe(count)
    await Promise.all([here.close(), there.close()])
  },
)

describe('after a commit', () => {
  const turn = (
    version: number,
    events: Event[],
    more: Partial<Pick<TurnToKeep, 'conversation' | 'key'>> = {},
  ): TurnToKeep => ({
    person,
    conversation: 'c',
    at: 0,
    text: '',
    version,
    events,
    reply: { text: '', cards: [], buttons: [], trace: noTrace },
    ...more,
  })
  /** Two programs with a memory each on one file. */
  async function twoPrograms() {
    const file = join(mkdtempSync(join(tmpdir(), 'tastebud-memory-')), 'store.sqlite')
    const [here, there] = [await openStore({ file }), await openStore({ file })]
    onTestFinished(async () => void (await Promise.all([here.close(), there.close()])))
    let recalls = 0
    const counting = {
      recall: (...asked: Parameters<Store['recall']>) => {
        recalls++
        return here.recall(...asked)
      },
      commit: (kept: Turn) => here.commit(kept),
    }
    return { memory: new Memory(counting), elsewhere: new Memory(there), there, recalls: () => recalls }
  }

  test('the store is not asked again, and what is known is what a stranger to the talk would read', async () => {
    const { memory, there, recalls } = await twoPrograms()
    const talk: [string, Event[]][] = [
      ['c', [like('a'), like('b')]],
      ['d', [{ type: 'tag', field: 'genre', value: 'comedy', stance: 'want', strength: 1, hard: false }]],
      ['c', []],
      ['c', [{ type: 'undone', from: 1, to: 2 }]],
      ['c', [like('z'), { type: 'spoke', acts: ['ask'], sentences: { ask: 2 }, text: 7 }]],
    ]
    for (const [conversation, events] of talk) {
      const { version } = await memory.recall(person, conversation)
      await memory.commit(turn(version, events, { conversation }))
      for (const where of ['c', 'd']) {
        expect(await memory.recall(person, where)).toEqual(await new Memory(there).recall(person, where))
      }
    }
    expect((await memory.recall(person, 'c')).opinions.map(({ item }) => item)).toEqual(['z'])
    expect(recalls()).toBe(1)
  })

  test('what somebody else wrote refuses the next one, and is known from then on', async () => {
    const { memory, elsewhere } = await twoPrograms()
    await memory.recall(person, 'c')
    await memory.commit(turn(0, [like('a')]))
    await elsewhere.recall(person, 'c')
    await elsewhere.commit(turn(1, [like('b')]))
    const stale = await memory.recall(person, 'c')
    await expect(memory.commit(turn(stale.version, [like('c')]))).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
    const { version, opinions } = await memory.recall(person, 'c')
    expect(opinions.map(({ item }) => item)).toEqual(['a', 'b'])
    await memory.commit(turn(version, [like('c')]))
    expect((await elsewhere.recall(person, 'c')).version).toBe(2)
    expect((await memory.recall(person, 'c')).version).toBe(3)
  })

  test.each([0, 1, 2])('an erasure elsewhere refuses the next one, also with %i new events at once', async (count) => {
    const { memory, there } = await twoPrograms()
    await memory.recall(person, 'c')
    await memory.commit(turn(0, [like('old')]))
    await there.erase(person)
    const fresh = Array.from({ length: count }, (_, i) => like(`new-${i}`))
    if (count > 0) await there.append(person, { conversation: 'c', at: 0, events: fresh })
    await expect(memory.commit(turn(1, [like('x')]))).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
    const { opinions } = await memory.recall(person, 'c')
    expect(opinions.map(({ item }) => item)).toEqual(fresh.map((_, i) => `new-${i}`))
  })

  test('a request that somebody else has answered leaves what they wrote, not what was written here', async () => {
    const { memory, elsewhere } = await twoPrograms()
    const key = { value: 'k', fingerprint: 'f' }
    for (const each of [memory, elsewhere]) await each.recall(person, 'c')
    await elsewhere.commit(turn(0, [like('theirs')], { key }))
    expect(await memory.commit(turn(0, [like('ours')], { key }))).toMatchObject({ repeated: true })
    expect((await memory.recall(person, 'c')).opinions.map(({ item }) => item)).toEqual(['theirs'])
  })
})

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
