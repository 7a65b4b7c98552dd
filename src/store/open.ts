import { TastebudError } from '../errors.ts'
import type { Store } from './contract.ts'
import type { Dialect } from './dialect.ts'
import { asStoreError } from './failures.ts'
import { appliedMigrations, migrate } from './migrations.ts'
import { SqlStore } from './sql-store.ts'
import { sqlite } from './sqlite.ts'

export interface StoreOptions {
  /** Path of an SQLite file (its folder is made), or `:memory:`. */
  readonly file?: string
  /** `sqlite:PATH` or `file:PATH`, in place of `file`. */
  readonly url?: string
  /** How long to wait for another program's lock, in milliseconds; 5000 by default. */
  readonly busyTimeoutMs?: number
  /** Ceiling of an SQLite file in pages of 4096 bytes. */
  readonly maxPages?: number
}

/**
 * Opens a store, brings its schema up to date and resolves once it can be written. Knex is loaded
 * here and not before, so start this early and await it late.
 * @throws TastebudError STORE_URL, STORE_UNWRITABLE, STORE_LOCKED, STORE_CORRUPT, STORE_NEWER, STORE_FOREIGN, STORE_FULL, STORE_IO
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const dialect = dialectOf(options)
  const { default: createKnex } = await import('knex')
  try {
    dialect.prepare()
  } catch (error) {
    throw asStoreError(error, dialect.where)
  }
  const knex = createKnex({
    ...dialect.config,
    // Else Knex puts the bound values, what people said among them, into the message of every error.
    compileSqlOnError: false,
    log: silent,
  })
  try {
    if ((await appliedMigrations(knex)) === undefined) await dialect.refuseForeign(knex)
    await migrate(knex, dialect.takeLock)
    return new SqlStore(knex, dialect)
  } catch (error) {
    await knex.destroy()
    throw asStoreError(error, dialect.where)
  }
}

function dialectOf({ file, url, busyTimeoutMs = 5000, maxPages }: StoreOptions): Dialect {
  const path = file ?? /^(?:sqlite|file):(?:\/\/)?(.+)$/.exec(url ?? '')?.[1]
  if (path === undefined || path === '') {
    throw new TastebudError(
      'STORE_URL',
      'The store needs a file, or an address that starts with "sqlite:".',
      'Write something like sqlite:.tastebud/store.sqlite.',
    )
  }
  return sqlite({ file: path, busyTimeoutMs, ...(maxPages === undefined ? {} : { maxPages }) })
}

// Knex prints warnings to the console, where they would land in the middle of a chat.
const quiet = () => undefined
const silent = { warn: quiet, error: quiet, deprecate: quiet, debug: quiet }
