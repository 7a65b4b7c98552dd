import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { ann, codeOf, saying, turnOf } from './turn-of.ts'

const folder = mkdtempSync(join(tmpdir(), 'tastebud-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const fresh = () => join(folder, `${files++}.sqlite`)

/** Statements on a raw connection, which is closed again unless it is kept. */
async function raw(file: string, sql: string): Promise<() => Promise<void>> {
  const db = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(opened)))
  })
  await new Promise<void>((resolve, reject) => {
    db.exec(sql, (error) => (error ? reject(error) : resolve()))
  })
  return () => new Promise((resolve) => db.close(() => resolve()))
}

/** The schema of the first step, as SQL of its own, so that no later change of the code can change it. */
const firstSchema = `
  create table migrations (name varchar(255) primary key);
  insert into migrations values ('001-people-events-turns');
  create table people (id integer not null primary key autoincrement, channel varchar(255) not null,
    person varchar(255) not null, version integer not null);
  create unique index people_channel_person_unique on people (channel, person);
  create table events (person_id integer not null references people (id), seq integer not null,
    conversation varchar(255) not null, at bigint not null, data text not null, primary key (person_id, seq));
  create table turns (id integer not null primary key autoincrement, person_id integer not null references people (id),
    conversation varchar(255) not null, at bigint not null, text text not null, reply text not null);
  create index turns_person_id_conversation_id_index on turns (person_id, conversation, id);
  insert into people values (1, 'test', 'ann', 1);
  insert into events values (1, 1, 'c', 5, '{"type":"said","text":"long ago"}');
  insert into turns values (1, 1, 'c', 5, 'long ago', '${JSON.stringify(saying('then'))}');
`

describe('opening', () => {
  test('makes the folder, keeps it to this user, and finds everything again', async () => {
    const file = join(folder, 'made', 'here', 'store.sqlite')
    const store = await openStore({ file })
    await store.commit(turnOf(ann, 0, 'one'))
    await store.close()
    expect(statSync(join(folder, 'made', 'here')).mode & 0o777).toBe(0o700)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const again = await openStore({ url: `sqlite:${file}` })
    expect((await again.recall(ann)).version).toBe(1)
    await again.close()
  })

  test('writes ahead and syncs at every commit', async () => {
    const file = fresh()
    const store = await openStore({ file })
    await store.commit(turnOf(ann, 0, 'one'))
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0)
    await store.close()
  })

  test('an older schema is migrated and keeps what it holds', async () => {
    const file = fresh()
    await (await raw(file, firstSchema))()
    const store = await openStore({ file })
    expect((await store.recall(ann)).events[0]?.data).toEqual({ type: 'said', text: 'long ago' })
    expect((await store.turns(ann, 'c'))[0]?.reply).toEqual(saying('then'))
    await store.commit(turnOf(ann, 1, 'now', { key: { value: 'k', fingerprint: 'f' } }))
    expect(await store.count(ann)).toEqual({ idempotency_keys: 1, turns: 2, events: 2, people: 1 })
    await store.check()
    await store.close()
  })

  test('a newer schema is refused before anything is written', async () => {
    const file = fresh()
    await (await openStore({ file })).close()
    await (await raw(file, `insert into migrations values ('999-from-the-future')`))()
    const before = readFileSync(file)
    expect(await codeOf(openStore({ file }))).toBe('STORE_NEWER')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('two at once on a new file both get it', async () => {
    const file = fresh()
    const [one, two] = await Promise.all([openStore({ file }), openStore({ file })])
    await one.commit(turnOf(ann, 0, 'one'))
    expect((await two.recall(ann)).version).toBe(1)
    expect(await codeOf(two.commit(turnOf(ann, 0, 'two')))).toBe('VERSION_CONFLICT')
    await Promise.all([one.close(), two.close()])
  })

  test('a database of another program is left alone', async () => {
    const file = fresh()
    await (await raw(file, 'create table photos (id integer)'))()
    expect(await codeOf(openStore({ file }))).toBe('STORE_FOREIGN')
  })

  test.each([{}, { url: 'postgres://somewhere/db' }, { file: '' }])(
    'asks for an address it knows: %j',
    async (options) => {
      expect(await codeOf(openStore(options))).toBe('STORE_URL')
    },
  )
})

describe('trouble with the file', () => {
  test('not a database', async () => {
    const file = fresh()
    writeFileSync(file, 'This is a shopping list, not a database. '.repeat(100))
    expect(await codeOf(openStore({ file }))).toBe('STORE_CORRUPT')
  })

  test('damaged in the middle', async () => {
    const file = fresh()
    const store = await openStore({ file })
    for (let i = 0; i < 50; i++) await store.commit(turnOf(ann, i, 'x'.repeat(2000)))
    await store.close()
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 4096)
    writeFileSync(file, bytes)
    expect(await codeOf(openStore({ file }).then((opened) => opened.recall(ann)))).toBe('STORE_CORRUPT')
  })

  test('cut short', async () => {
    const file = fresh()
    const store = await openStore({ file })
    for (let i = 0; i < 50; i++) await store.commit(turnOf(ann, i, 'x'.repeat(2000)))
    await store.close()
    truncateSync(file, 3 * 4096)
    expect(await codeOf(openStore({ file }).then((opened) => opened.recall(ann)))).toBe('STORE_CORRUPT')
  })

  test('a row that is not JSON', async () => {
    const file = fresh()
    await (await raw(file, firstSchema.replace('{"type":"said","text":"long ago"}', '{"type"')))()
    const store = await openStore({ file })
    expect(await codeOf(store.recall(ann))).toBe('STORE_CORRUPT')
    await store.close()
  })

  test('locked by another program, at opening and later', async () => {
    const file = fresh()
    await (await openStore({ file })).close()
    const store = await openStore({ file, busyTimeoutMs: 50 })
    const unlock = await raw(file, 'begin exclusive')
    expect(await codeOf(store.commit(turnOf(ann, 0, 'one')))).toBe('STORE_LOCKED')
    expect(await codeOf(store.check())).toBe('STORE_LOCKED')
    await unlock()
    await store.commit(turnOf(ann, 0, 'one'))
    await store.close()

    const other = fresh()
    const release = await raw(other, 'create table locked (id integer); begin exclusive')
    expect(await codeOf(openStore({ file: other, busyTimeoutMs: 50 }))).toBe('STORE_LOCKED')
    await release()
  })

  test('waits for a lock that is let go in time', async () => {
    const file = fresh()
    const store = await openStore({ file, busyTimeoutMs: 5000 })
    const unlock = await raw(file, 'begin immediate')
    setTimeout(unlock, 200)
    await store.commit(turnOf(ann, 0, 'one'))
    expect((await store.recall(ann)).version).toBe(1)
    await store.close()
  })

  test('the folder is a file', async () => {
    const file = fresh()
    writeFileSync(file, '')
    expect(await codeOf(openStore({ file: join(file, 'store.sqlite') }))).toBe('STORE_UNWRITABLE')
  })

  test('the file is a folder', async () => {
    const file = fresh()
    mkdirSync(file)
    expect(await codeOf(openStore({ file }))).toBe('STORE_UNWRITABLE')
  })

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written (root may write anywhere)', async () => {
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o500 })
    expect(await codeOf(openStore({ file: join(closed, 'store.sqlite') }))).toBe('STORE_UNWRITABLE')
  })
})

/** Fills the store until it refuses, then proves that nothing went half in and that it goes on afterwards. */
async function fillUp(options: { file: string; maxPages?: number }, makeSpace?: () => void): Promise<void> {
  const store = await openStore(options)
  let kept = 0
  let code = 'no error'
  while (code === 'no error' && kept < 1000) {
    const key = { value: `k${kept}`, fingerprint: 'f' }
    code = await codeOf(store.commit(turnOf(ann, kept, 'x'.repeat(3000), { key })))
    if (code === 'no error') kept++
  }
  expect(code).toBe('STORE_FULL')
  expect(kept).toBeGreaterThan(3)
  expect(await store.count(ann)).toEqual({ idempotency_keys: kept, turns: kept, events: kept, people: 1 })
  expect((await store.recall(ann)).version).toBe(kept)
  const refused = await store.commit(turnOf(ann, kept, 'x'.repeat(30_000))).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'STORE_FULL', cause: { code: 'SQLITE_FULL' } })
  // Nor does what the driver said hold what the person said.
  expect(String((refused as Error).cause)).not.toContain('xxx')
  if (makeSpace) {
    makeSpace()
    await store.commit(turnOf(ann, kept, 'there is room again'))
    expect((await store.recall(ann)).version).toBe(kept + 1)
  }
  await store.close()
}

describe('a full disk', () => {
  test('by PRAGMA max_page_count: says so, keeps what was answered', async () => {
    await fillUp({ file: fresh(), maxPages: 40 })
  })

  const disk = join(folder, 'disk')
  mkdirSync(disk)
  const mounted = tryMount(disk)
  afterAll(() => {
    if (mounted) execFileSync('umount', [disk])
  })
  test.skipIf(!mounted)('by a tmpfs of 512 KB (skipped where it cannot be mounted)', async () => {
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(128 * 1024))
    await fillUp({ file: join(disk, 'store.sqlite') }, () => rmSync(join(disk, 'ballast')))
  })
})

function tryMount(at: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', at], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('erase', () => {
  test('leaves no byte of the person in the file or its journal', async () => {
    const file = fresh()
    const store = await openStore({ file })
    const secret = 'a-most-private-sentence'
    for (let i = 0; i < 20; i++) {
      await store.commit(turnOf(ann, i, secret.repeat(40), { key: { value: `${secret}-${i}`, fingerprint: secret } }))
    }
    const holds = () => [file, `${file}-wal`].some((path) => readFileSync(path).includes(secret))
    expect(holds()).toBe(true)
    await store.erase(ann)
    expect(holds()).toBe(false)
    await store.close()
  })
})
