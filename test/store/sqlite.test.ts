import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import createKnex from 'knex'
import { afterAll, expect, test } from 'vitest'
import { sqlite } from '../../src/store/sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'tastebud-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a connection writes ahead, syncs every commit, keeps references, zeros what it deletes', async () => {
  const dialect = sqlite({ file: join(folder, 'a.sqlite'), busyTimeoutMs: 1234, maxPages: 50 })
  dialect.prepare()
  const knex = createKnex(dialect.config)
  const pragma = async (name: string) => Object.values(((await knex.raw(`PRAGMA ${name}`)) as object[])[0] ?? {})[0]
  expect(await pragma('journal_mode')).toBe('wal')
  expect(await pragma('synchronous')).toBe(2)
  expect(await pragma('foreign_keys')).toBe(1)
  expect(await pragma('secure_delete')).toBe(1)
  expect(await pragma('busy_timeout')).toBe(1234)
  expect(await pragma('max_page_count')).toBe(50)
  await knex.destroy()
})

test('an erase that another reader keeps from cutting the journal says so', async () => {
  const dialect = sqlite({ file: join(folder, 'b.sqlite'), busyTimeoutMs: 50 })
  dialect.prepare()
  const [writer, reader] = [createKnex(dialect.config), createKnex(dialect.config)]
  await writer.raw('create table t (x integer)')
  const reading = await reader.transaction()
  await reading.raw('select * from t')
  await writer.raw('insert into t values (1)')
  await expect(dialect.forgetJournal(writer)).rejects.toMatchObject({ code: 'STORE_LOCKED' })
  await reading.rollback()
  await dialect.forgetJournal(writer)
  await Promise.all([writer.destroy(), reader.destroy()])
})
