import { expect, test } from 'vitest'
import { type Compiler, type Statement, Statements } from '../../src/store/statements.ts'

/** A driver that knows one failing statement and remembers what it was told. */
function driver() {
  const log: string[] = []
  const compiler: Compiler = {
    prepare(sql, done) {
      log.push(`prepare ${sql}`)
      const statement: Statement = {
        all: (values, heard) => heard(values[0] === 'busy' ? new Error('busy') : null, [{ sql, values }]),
        finalize: (finished) => {
          log.push(`finalize ${sql}`)
          finished()
        },
      }
      queueMicrotask(() => done.call(statement, sql === 'nonsense' ? new Error('syntax error') : null))
      return statement
    },
  }
  return { log, compiler }
}

test('compiles a statement once, however often and at once it runs', async () => {
  const { log, compiler } = driver()
  const statements = new Statements(compiler)
  await Promise.all([statements.run('a', [1]), statements.run('a', [2])])
  expect(await statements.run('a', [3])).toEqual([{ sql: 'a', values: [3] }])
  expect(log).toEqual(['prepare a'])
})

test('keeps the latest used, and lets go of the others', async () => {
  const { log, compiler } = driver()
  const statements = new Statements(compiler, 2)
  for (const sql of ['a', 'b', 'a', 'c', 'a']) await statements.run(sql, [])
  expect(log).toEqual(['prepare a', 'prepare b', 'prepare c', 'finalize b'])
  await statements.release()
  expect(log.slice(4).sort()).toEqual(['finalize a', 'finalize c'])
})

test('a statement that does not compile fails its caller, and is tried again', async () => {
  const { log, compiler } = driver()
  const statements = new Statements(compiler)
  for (let i = 0; i < 2; i++) await expect(statements.run('nonsense', [])).rejects.toThrow('syntax error')
  expect(log).toEqual(['prepare nonsense', 'prepare nonsense'])
  await statements.release()
})

test('a statement that failed is let go before its caller hears of it', async () => {
  const { log, compiler } = driver()
  const statements = new Statements(compiler)
  const failed = statements.run('a', ['busy']).catch(() => log.push('heard'))
  await failed
  await statements.run('a', [])
  expect(log).toEqual(['prepare a', 'finalize a', 'heard', 'prepare a'])
})
