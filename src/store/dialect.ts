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
  /** After an erase: no old copy of a row may survive in a journal. */
  forgetJournal(knex: Knex): Promise<void>
}
