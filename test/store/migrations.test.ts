import createKnex, { type Knex } from 'knex'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appliedMigrations, type Migration, migrate, migrations } from '../../src/store/migrations.ts'
import { codeOf } from './turn-of.ts'

let knex: Knex
beforeEach(() => {
  knex = createKnex({
    client: 'sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  })
})
afterEach(() => knex.destroy())
const noLock = async () => undefined

test('every step is taken once, in the order of the names', async () => {
  expect(await appliedMigrations(knex)).toBeUndefined()
  expect(await migrate(knex, noLock)).toBe(migrations.length)
  expect(await appliedMigrations(knex)).toEqual(migrations.map((step) => step.name).sort())
  expect(await migrate(knex, noLock)).toBe(0)
})

test('a step that fails takes all others of that start with it', async () => {
  const broken: Migration = {
    name: '999-broken',
    async up(trx) {
      await trx.raw('create table half (id integer)')
      await trx.raw('this is not SQL')
    },
  }
  await expect(migrate(knex, noLock, [...migrations, broken])).rejects.toThrow(/syntax error/)
  expect(await appliedMigrations(knex)).toBeUndefined()
  expect(await knex.schema.hasTable('half')).toBe(false)
  expect(await migrate(knex, noLock)).toBe(migrations.length)
})

test('a step that this code does not know is from a newer one', async () => {
  await migrate(knex, noLock)
  expect(await codeOf(migrate(knex, noLock, migrations.slice(0, 1)))).toBe('STORE_NEWER')
})
