import { expect, test } from 'vitest'
import { TastebudError } from '../src/errors.ts'
import { openLog } from '../src/log.ts'

/** The lines of a log that `work` writes. */
async function linesOf(work: (log: Awaited<ReturnType<typeof openLog>>) => void): Promise<Record<string, unknown>[]> {
  const lines: string[] = []
  work(await openLog('info', (line) => lines.push(line)))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('one JSON object a line, from its level on', async () => {
  const lines = await linesOf((log) => {
    log.debug({}, 'not this')
    log.info({ ms: 3 }, 'a request')
    log.error({}, 'trouble')
  })
  expect(lines).toMatchObject([
    { level: 'info', ms: 3, msg: 'a request' },
    { level: 'error', msg: 'trouble' },
  ])
})

test('secrets and what people say never reach it', async () => {
  const lines = await linesOf((log) =>
    log.info(
      { headers: { Authorization: 'Bearer hush', cookie: 'hush' }, token: 'hush', deep: [{ text: 'hush' }] },
      'x',
    ),
  )
  expect(JSON.stringify(lines)).not.toContain('hush')
})

test('of an error of ours there is the sentence, of its cause what it is', async () => {
  const cause = Object.assign(new Error("insert 'hush'"), { code: 'SQLITE_FULL', errno: 13, sql: 'hush' })
  const [line] = await linesOf((log) =>
    log.error({ error: new TastebudError('A_CODE', 'Broken.', 'Fix it.', { cause }) }, 'x'),
  )
  expect(line?.error).toMatchObject({
    name: 'TastebudError',
    code: 'A_CODE',
    message: 'Broken.',
    cause: { name: 'Error', code: 'SQLITE_FULL' },
  })
  expect(JSON.stringify(line)).not.toContain('hush')
})

test('of any other error there is where it came from, and not its message, which may quote somebody', async () => {
  const said = 'hush'
  const errors = [
    () => JSON.parse('{hush') as unknown,
    () => new RegExp(`${said}(`),
    () => {
      throw new Error('hush\n    at hush\n  hush', { cause: 'hush' })
    },
  ].map((work) => {
    try {
      return work()
    } catch (error) {
      return error
    }
  })
  const lines = await linesOf((log) => {
    for (const error of errors) log.error({ error }, 'x')
  })
  expect(JSON.stringify(lines)).not.toContain('hush')
  expect(lines.map(({ error }) => (error as Error).name)).toEqual(['SyntaxError', 'SyntaxError', 'Error'])
  for (const { error } of lines) expect((error as { stack: string[] }).stack.join()).toContain('log.test.ts:')
})

test('silent is silent', async () => {
  const lines: string[] = []
  const log = await openLog('silent', (line) => lines.push(line))
  log.error({}, 'x')
  expect(lines).toEqual([])
})
