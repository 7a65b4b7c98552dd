import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LoggedEvent, PersonKey, Store } from '../../src/store/contract.ts'
import { ann, bob, codeOf, saying, turnOf } from './turn-of.ts'

const nobody = { events: [], version: 0, epoch: 0 }

/** What every store does, whatever lies under it. `make` opens an empty one. */
export function storeSuite(name: string, make: () => Promise<Store>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let store: Store
    beforeEach(async () => {
      store = await make()
    })
    afterEach(async () => {
      await store.close()
    })

    test('nobody is at version 0 with no events', async () => {
      expect(await store.recall(ann)).toEqual(nobody)
      expect(await store.turns(ann, 'c')).toEqual([])
    })

    test('gives back what was committed, numbered without a gap, to the last character', async () => {
      const odd = 'a\u0000b "quoted" \u{1F600} \u05D0 \'; drop table events; --'
      const events: LoggedEvent['data'][] = [
        { type: 'liked', item: 'heat-1995', strength: 1.5, deep: { list: [1, null, true, odd] } },
        { type: 'said', text: odd },
      ]
      await store.commit(turnOf(ann, 0, odd, { events }))
      await store.commit(turnOf(ann, 2, 'two', { conversation: 'd', at: 7 }))
      const { events: stored, version } = await store.recall(ann)
      expect(version).toBe(3)
      expect(stored).toEqual([
        { seq: 1, conversation: 'c', at: 1_767_225_600_123, data: events[0] },
        { seq: 2, conversation: 'c', at: 1_767_225_600_123, data: events[1] },
        { seq: 3, conversation: 'd', at: 7, data: { type: 'said', text: 'two' } },
      ])
    })

    test('gives only what is newer to who holds the rest', async () => {
      await store.commit(turnOf(ann, 0, 'one'))
      await store.commit(turnOf(ann, 1, 'two'))
      const newer = await store.recall(ann, { after: 1 })
      expect(newer.events.map((event) => event.seq)).toEqual([2])
      expect(newer.version).toBe(2)
      expect(await store.recall(ann, { after: 2 })).toMatchObject({ events: [], version: 2 })
      await store.erase(ann)
      expect(await store.recall(ann, { after: 2 })).toEqual(nobody)
    })

    test('a turn without events is kept and moves no version', async () => {
      await store.commit(turnOf(ann, 0, 'hm', { events: [] }))
      expect(await store.recall(ann)).toMatchObject({ events: [], version: 0 })
      expect(await store.turns(ann, 'c')).toHaveLength(1)
    })

    test('takes thousands of events in one turn', async () => {
      const events = Array.from({ length: 8000 }, (_, i) => ({ type: 'rated', item: `item-${i}` }))
      await store.commit(turnOf(ann, 0, 'my ratings', { events }))
      const { events: stored, version } = await store.recall(ann)
      expect(version).toBe(8000)
      expect(stored.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1))
    })

    test.each([0, 5])('refuses a turn computed on version %i when the person is at 1', async (version) => {
      await store.commit(turnOf(ann, 0, 'one'))
      expect(await codeOf(store.commit(turnOf(ann, version, 'late')))).toBe('VERSION_CONFLICT')
      expect((await store.recall(ann)).version).toBe(1)
      expect((await store.turns(ann, 'c')).map((turn) => turn.text)).toEqual(['one'])
    })

    test('refuses a turn on a person who is not there, and leaves no trace of it', async () => {
      expect(await codeOf(store.commit(turnOf(ann, 3, 'late')))).toBe('VERSION_CONFLICT')
      expect(Object.values(await store.count(ann))).toEqual([0, 0, 0, 0])
    })

    test('of many turns on one version at once exactly one wins', async () => {
      const all = Array.from({ length: 20 }, (_, i) => codeOf(store.commit(turnOf(ann, 0, `try ${i}`))))
      const codes = await Promise.all(all)
      expect(codes.filter((code) => code === 'no error')).toHaveLength(1)
      expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(19)
      expect((await store.recall(ann)).version).toBe(1)
    })

    test('people do not meet: not by person, not by channel', async () => {
      const annElsewhere: PersonKey = { channel: 'other', person: 'ann' }
      await Promise.all([ann, bob, annElsewhere].map((person, i) => store.commit(turnOf(person, 0, `I am ${i}`))))
      for (const [i, person] of [ann, bob, annElsewhere].entries()) {
        const { events } = await store.recall(person)
        expect(events.map((event) => event.data)).toEqual([{ type: 'said', text: `I am ${i}` }])
        expect((await store.turns(person, 'c')).map((turn) => turn.text)).toEqual([`I am ${i}`])
      }
    })

    test('an idempotency key gives the stored reply, and no second turn', async () => {
      const key = { value: 'k1', fingerprint: 'f1' }
      expect(await store.answered(ann, key)).toBeUndefined()
      const first = await store.commit(turnOf(ann, 0, 'one', { key }))
      expect(await store.answered(ann, key)).toEqual(saying('You said one'))
      // The answer got lost and the caller asks again, whatever version it saw.
      const again = { ...first, repeated: true }
      expect(await store.commit(turnOf(ann, 0, 'one', { key }))).toEqual(again)
      expect(await store.commit(turnOf(ann, 1, 'one', { key }))).toEqual(again)
      expect(await store.turns(ann, 'c')).toHaveLength(1)
      expect((await store.recall(ann)).version).toBe(1)
      expect(await store.answered(bob, key)).toBeUndefined()
    })

    test('a key that stood for another request is refused, and writes nothing', async () => {
      await store.commit(turnOf(ann, 0, 'one', { key: { value: 'k1', fingerprint: 'f1' } }))
      const other = { value: 'k1', fingerprint: 'f2' }
      expect(await codeOf(store.answered(ann, other))).toBe('KEY_REUSED')
      expect(await codeOf(store.commit(turnOf(ann, 1, 'two', { key: other })))).toBe('KEY_REUSED')
      expect((await store.recall(ann)).version).toBe(1)
    })

    test('turns come oldest first, after an id, the newest of them when there is a limit', async () => {
      const ids: number[] = []
      for (let i = 0; i < 5; i++) ids.push((await store.commit(turnOf(ann, i, `t${i}`, { at: i }))).turn)
      await store.commit(turnOf(ann, 5, 'elsewhere', { conversation: 'd' }))
      expect([...ids].sort((a, b) => a - b)).toEqual(ids)
      const texts = async (options?: { after?: number; limit?: number }) =>
        (await store.turns(ann, 'c', options)).map((turn) => turn.text)
      expect(await texts()).toEqual(['t0', 't1', 't2', 't3', 't4'])
      expect(await texts({ limit: 2 })).toEqual(['t3', 't4'])
      expect(await texts({ after: ids[1] ?? 0 })).toEqual(['t2', 't3', 't4'])
      expect(await texts({ after: ids[0] ?? 0, limit: 1 })).toEqual(['t4'])
      expect((await store.turns(ann, 'c', { limit: 1 }))[0]).toEqual({
        id: ids[4],
        at: 4,
        text: 't4',
        reply: saying('You said t4'),
      })
    })

    test('erase removes every row of one person and of nobody else, and count proves it', async () => {
      const key = { value: 'k', fingerprint: 'f' }
      await store.commit(turnOf(ann, 0, 'one', { key, events: [{ type: 'a' }, { type: 'b' }] }))
      await store.commit(turnOf(bob, 0, 'one', { key }))
      const mine = { idempotency_keys: 1, turns: 1, events: 2, people: 1 }
      expect(await store.count(ann)).toEqual(mine)
      expect(await store.erase(ann)).toEqual(mine)
      expect(Object.values(await store.count(ann))).toEqual([0, 0, 0, 0])
      expect(await store.count(bob)).toEqual({ idempotency_keys: 1, turns: 1, events: 1, people: 1 })
      expect(await store.recall(ann)).toEqual(nobody)
      expect(await store.answered(ann, key)).toBeUndefined()
      expect(Object.values(await store.erase(ann))).toEqual([0, 0, 0, 0])
    })

    test('a turn computed before an erase does not bring the person back', async () => {
      await store.commit(turnOf(ann, 0, 'one'))
      await store.erase(ann)
      expect(await codeOf(store.commit(turnOf(ann, 1, 'two')))).toBe('VERSION_CONFLICT')
      expect(Object.values(await store.count(ann))).toEqual([0, 0, 0, 0])
    })

    test('who comes back after an erase is another epoch, and a turn of the old one is refused', async () => {
      await store.commit(turnOf(ann, 0, 'one'))
      const { version, epoch } = await store.recall(ann)
      await store.commit(turnOf(ann, 1, 'two', { epoch }))
      expect((await store.recall(ann)).epoch).toBe(epoch)
      await store.erase(ann)
      expect((await store.recall(ann)).epoch).toBe(0)
      await store.commit(turnOf(ann, 0, 'new', { epoch: 0 }))
      const back = await store.recall(ann, { after: version })
      expect(back.version).toBe(version)
      expect([0, epoch]).not.toContain(back.epoch)
      expect(await codeOf(store.commit(turnOf(ann, version, 'late', { epoch })))).toBe('VERSION_CONFLICT')
      expect((await store.turns(ann, 'c')).map((turn) => turn.text)).toEqual(['new'])
    })

    test('a turn without events keeps the epoch of its person, also for the next one', async () => {
      await store.commit(turnOf(ann, 0, 'hm', { events: [] }))
      const { epoch } = await store.recall(ann)
      expect((await store.commit(turnOf(ann, 0, 'one', { epoch }))).epoch).toBe(epoch)
      expect(await store.recall(ann)).toMatchObject({ version: 1, epoch })
    })

    test('appended events follow what is there, and are no turn', async () => {
      const more = (n: number) => ({
        conversation: 'import',
        at: n,
        events: [
          { type: 'a', n },
          { type: 'b', n },
        ],
      })
      await store.append(ann, more(0))
      await store.commit(turnOf(ann, 2, 'one'))
      await store.append(ann, more(1))
      const { events, version } = await store.recall(ann)
      expect(version).toBe(5)
      expect(events.map(({ seq, conversation, at, data }) => [seq, conversation, at, data.type])).toEqual([
        [1, 'import', 0, 'a'],
        [2, 'import', 0, 'b'],
        [3, 'c', 1_767_225_600_123, 'said'],
        [4, 'import', 1, 'a'],
        [5, 'import', 1, 'b'],
      ])
      expect(await store.turns(ann, 'import')).toEqual([])
      expect(await codeOf(store.commit(turnOf(ann, 3, 'computed before')))).toBe('VERSION_CONFLICT')
    })

    test('many who append at once all do, without a gap', async () => {
      const one = (n: number) => store.append(ann, { conversation: 'c', at: n, events: [{ type: 'a', n }] })
      await Promise.all(Array.from({ length: 20 }, (_, n) => one(n)))
      const { events, version } = await store.recall(ann)
      expect(version).toBe(20)
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1))
      expect(new Set(events.map(({ data }) => data.n)).size).toBe(20)
    })

    test('turn ids are never used again, also not after an erase', async () => {
      const before = await store.commit(turnOf(ann, 0, 'one'))
      await store.erase(ann)
      const after = await store.commit(turnOf(ann, 0, 'one'))
      expect(after.turn).toBeGreaterThan(before.turn)
      expect(after.epoch).not.toBe(before.epoch)
    })

    test('export is everything about the person, as JSON', async () => {
      const key = { value: 'k', fingerprint: 'f' }
      const { turn: id } = await store.commit(turnOf(ann, 0, 'one', { key, at: 9 }))
      await store.commit(turnOf(bob, 0, 'secret of bob'))
      const all = await store.export(ann)
      expect(JSON.parse(JSON.stringify(all))).toEqual({
        channel: 'test',
        person: 'ann',
        version: 1,
        events: [{ seq: 1, conversation: 'c', at: 9, data: { type: 'said', text: 'one' } }],
        turns: [{ id, conversation: 'c', at: 9, text: 'one', reply: saying('You said one') }],
        keys: [{ ...key, turn: id }],
      })
    })

    test('export shows one moment, whatever is written meanwhile', async () => {
      let writing = true
      const write = async () => {
        for (let i = 0; writing; i++) {
          await store.commit(turnOf(ann, i, `t${i}`, { key: { value: `k${i}`, fingerprint: 'f' } }))
        }
      }
      const writer = write()
      const seen: unknown[] = []
      for (let i = 0; i < 30; i++) {
        const { version, events, turns, keys } = (await store.export(ann)) as Record<string, unknown[] | number>
        const rows = (list: unknown) => (list as unknown[]).length
        seen.push([version, rows(events), rows(turns), rows(keys)])
      }
      writing = false
      await writer
      expect(seen).toEqual(seen.map((counts) => Array(4).fill((counts as number[])[0])))
      expect(new Set(seen.map(String)).size).toBeGreaterThan(5)
    })

    test('check passes while it can be written', async () => {
      await expect(store.check()).resolves.toBeUndefined()
    })

    test('after close every call says so', async () => {
      await store.close()
      expect(await codeOf(store.recall(ann))).toBe('STORE_CLOSED')
      expect(await codeOf(store.commit(turnOf(ann, 0, 'late')))).toBe('STORE_CLOSED')
      expect(await codeOf(store.check())).toBe('STORE_CLOSED')
    })

    test("what was decided for a place is kept, replaced, and nobody's", async () => {
      expect(await store.setting('a server')).toBeUndefined()
      await store.saveSetting('a server', { channels: ['1'] })
      await store.saveSetting('another', 7)
      await store.saveSetting('a server', { channels: [] })
      expect(await store.setting('a server')).toEqual({ channels: [] })
      expect(await store.setting('another')).toBe(7)
    })
  })
}
