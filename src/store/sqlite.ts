import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { TastebudError } from '../errors.ts'
import type { Connection, Dialect } from './dialect.ts'
import { type Compiler, Statements } from './statements.ts'

export interface SqliteOptions {
  /** Path of the file, or `:memory:`. */
  readonly file: string
  /** How long to wait for another program's lock, in milliseconds. */
  readonly busyTimeoutMs: number
  /** Ceiling of the file in pages of 4096 bytes: how tests make a full disk. */
  readonly maxPages?: number
}

interface Database extends Compiler {
  exec(sql: string, done: (error: Error | null) => void): void
}

/** SQLite through the `sqlite3` package: one connection, a write-ahead log, an fsync for every commit. */
export function sqlite(options: SqliteOptions): Dialect {
  const inMemory = options.file === ':memory:'
  const file = inMemory ? options.file : resolve(options.file)
  const compiled = new WeakMap<Connection, Statements>()
  return {
    where: file,
    prepare() {
      if (!inMemory) makeRoom(file)
    },
    config: {
      client: 'sqlite3',
      connection: { filename: file },
      useNullAsDefault: true,
      pool: {
        min: 1,
        max: 1,
        // A memory database is its connection: it must never be let go.
        idleTimeoutMillis: 2 ** 31 - 1,
        afterCreate(connection: Database, done: (error: Error | null, connection: Database) => void) {
          compiled.set(connection, new Statements(connection))
          connection.exec(pragmas(options), (error) => done(error, connection))
        },
      },
      acquireConnectionTimeout: options.busyTimeoutMs + 10_000,
    },
    async takeLock(trx) {
      // A write, so that SQLite takes its one write lock before anything is read; 'tast' in ASCII marks our files.
      await trx.raw('PRAGMA application_id = 1952539508')
    },
    async refuseForeign(knex) {
      const { count } = (await knex('sqlite_master').count({ count: '*' }).first()) as { count: number }
      if (count === 0) return
      throw new TastebudError(
        'STORE_FOREIGN',
        `${file} is a database of another program.`,
        'Name another file for the store: Tastebud does not write into databases it did not make.',
      )
    },
    // SQLite reads one moment in every transaction.
    beginSnapshot: 'BEGIN',
    async run(connection, sql, values) {
      return (await compiled.get(connection)?.run(sql, values)) ?? []
    },
    async release(connection) {
      await compiled.get(connection)?.release()
    },
    async forgetJournal(knex) {
      const [row] = (await knex.raw('PRAGMA wal_checkpoint(TRUNCATE)')) as { busy: number }[]
      if (row?.busy !== 1) return
      throw new TastebudError(
        'STORE_LOCKED',
        `The rows are gone, but another program reads ${file} and keeps its journal, which still holds their old bytes.`,
        'Close the other program and ask again, so that the journal can be cut.',
      )
    },
  }
}

function pragmas({ busyTimeoutMs, maxPages }: SqliteOptions): string {
  const lines = [
    `PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`,
    'PRAGMA journal_mode = WAL',
    // FULL: an acknowledged turn outlives a power cut, too.
    'PRAGMA synchronous = FULL',
    'PRAGMA foreign_keys = ON',
    // Erased rows are overwritten with zeros, not only unlinked.
    'PRAGMA secure_delete = ON',
  ]
  if (maxPages !== undefined) lines.push(`PRAGMA max_page_count = ${Math.trunc(maxPages)}`)
  return lines.join(';')
}

/** Makes folder and file for this user alone: what people say to a bot is theirs. */
function makeRoom(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
}
