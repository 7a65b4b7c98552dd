import type { Knex } from 'knex'
import { TastebudError } from '../errors.ts'

/** A step of the schema. Once released it never changes: a new step is added below it. */
export interface Migration {
  readonly name: string
  up(trx: Knex.Transaction): Promise<void>
}

/** In code and not as files found at run time, so that a build or a bundle cannot lose one. */
export const migrations: readonly Migration[] = [
  {
    name: '001-people-events-turns',
    async up(trx) {
      await trx.schema.createTable('people', (table) => {
        table.increments('id')
        table.string('channel').notNullable()
        table.string('person').notNullable()
        // The seq of the last event: what a turn is checked against, in the same row that it locks.
        table.integer('version').notNullable()
        table.unique(['channel', 'person'])
      })
      await trx.schema.createTable('events', (table) => {
        table.integer('person_id').notNullable().references('people.id')
        table.integer('seq').notNullable()
        table.string('conversation').notNullable()
        table.bigInteger('at').notNullable()
        table.text('data').notNullable()
        table.primary(['person_id', 'seq'])
      })
      await trx.schema.createTable('turns', (table) => {
        // Never used twice, not even after an erase: a page resumes by it.
        table.increments('id')
        table.integer('person_id').notNullable().references('people.id')
        table.string('conversation').notNullable()
        table.bigInteger('at').notNullable()
        table.text('text').notNullable()
        table.text('reply').notNullable()
        table.index(['person_id', 'conversation', 'id'])
      })
    },
  },
  {
    name: '002-idempotency-keys',
    async up(trx) {
      await trx.schema.createTable('idempotency_keys', (table) => {
        table.integer('person_id').notNullable().references('people.id')
        table.string('value').notNullable()
        table.string('fingerprint').notNullable()
        table.integer('turn_id').notNullable().references('turns.id')
        table.primary(['person_id', 'value'])
      })
      // One row that `check` writes to: whether the store takes a write is not to be guessed.
      await trx.schema.createTable('write_check', (table) => {
        table.integer('id').primary()
        table.integer('writes').notNullable()
      })
      await trx('write_check').insert({ id: 1, writes: 0 })
    },
  },
  {
    name: '003-settings',
    async up(trx) {
      await trx.schema.createTable('settings', (table) => {
        table.string('scope').primary()
        table.text('data').notNullable()
      })
    },
  },
]

/** Names of the steps that the database has, oldest first; undefined where it was never ours. */
export async function appliedMigrations(knex: Knex): Promise<readonly string[] | undefined> {
  if (!(await knex.schema.hasTable('migrations'))) return undefined
  const rows: readonly { name: string }[] = await knex('migrations').select('name').orderBy('name')
  return rows.map((row) => row.name)
}

/**
 * Brings the schema up to date, all steps in one transaction: it is done or it was never begun. (Knex's own
 * migrator keeps a lock row outside of it, which a killed process leaves behind for ever.)
 * @param takeLock the first thing in the transaction: keeps a second process that starts at the same time waiting
 * @returns how many steps were taken
 * @throws TastebudError STORE_NEWER
 */
export async function migrate(
  knex: Knex,
  takeLock: (trx: Knex.Transaction) => Promise<void>,
  steps: readonly Migration[] = migrations,
): Promise<number> {
  if (missing(await appliedMigrations(knex), steps).length === 0) return 0
  return await knex.transaction(async (trx) => {
    await takeLock(trx)
    const applied = await appliedMigrations(trx)
    if (applied === undefined) {
      await trx.schema.createTable('migrations', (table) => {
        table.string('name').primary()
      })
    }
    const toDo = missing(applied, steps)
    for (const step of toDo) {
      await step.up(trx)
      await trx('migrations').insert({ name: step.name })
    }
    return toDo.length
  })
}

function missing(applied: readonly string[] | undefined, steps: readonly Migration[]): readonly Migration[] {
  const known = new Set(steps.map((step) => step.name))
  const unknown = applied?.find((name) => !known.has(name))
  if (unknown !== undefined) {
    throw new TastebudError(
      'STORE_NEWER',
      `The store was written by a newer Tastebud: this one does not know its step "${unknown}".`,
      'Start the newer version of Tastebud, or give this one another store file.',
    )
  }
  const done = new Set(applied)
  return steps.filter((step) => !done.has(step.name))
}
