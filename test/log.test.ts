import { expect, test } from 'vitest'
import { openLog } from '../src/log.ts'

test('one JSON object a line, from its level on', async () => {
  const lines: string[] = []
  const log = await openLog('info', (line) => lines.push(line))
  log.debug({}, 'not this')
  log.info({ ms: 3 }, 'a request')
  log.error({ error: new Error('broken', { cause: new Error('because') }) }, 'trouble')
  const [first, second, ...rest] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(rest).toEqual([])
  expect(first).toMatchObject({ level: 'info', ms: 3, msg: 'a request' })
  expect(second).toMatchObject({ level: 'error', error: { message: 'broken', cause: { message: 'because' } } })
})

test('secrets and what people say never reach it', async () => {
  const lines: string[] = []
  const log = await openLog('debug', (line) => lines.push(line))
  log.info({ headers: { Authorization: 'Bearer hush', cookie: 'hush' }, token: 'hush', deep: [{ text: 'hush' }] }, 'x')
  expect(lines.join('')).not.toContain('hush')
})

test('silent is silent', async () => {
  const lines: string[] = []
  const log = await openLog('silent', (line) => lines.push(line))
  log.error({}, 'x')
  expect(lines).toEqual([])
})
