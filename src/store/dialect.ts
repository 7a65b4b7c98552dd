import type { Knex } from 'knex'

/** What differs between databases; everything else is one SQL for all of them. */
export interface Dialect {
  /** The store as people know it, for messages; no password in it. */
  readonly where: string
  readonly config: Knex.Config
  /** Before the first connection: folders and such. */
  prepare(): void
  /** First statement of a migration: makes a second process wait. */
  takeLock(trx: Knex.Transaction): Promise<void>
  /** @throws TastebudError STORE_FOREIGN when a database that we never migrated holds tables */
  refuseForeign(knex: Knex): Promise<void>
  /** Begins a transaction that reads one moment, however many statements it has. */
  readonly beginSnapshot: string
  /** Runs a statement with `?` for each value on a connection of the pool, compiled once; its rows, where it gives any. */
  run(connection: Connection, sql: string, values: readonly Value[]): Promise<readonly unknown[]>
  /** Lets go of what `run` compiled, so that the connection can be closed. */
  release(connection: Connection): Promise<void>
  /** After an erase: no old copy of a row may survive in a journal. */
  forgetJournal(knex: Knex): Promise<void>
}

/** One of the pool's, as its driver made it. */
export type Connection = object

export type Value = string | number
