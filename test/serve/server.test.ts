import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openLog } from '../../src/log.ts'
import { buildApp, startServer } from '../../src/serve/server.ts'
import type { Store } from '../../src/store/contract.ts'
import { openStore } from '../../src/store/open.ts'
import { type FakeBot, fakeBot } from './fake-bot.ts'

let app: FastifyInstance
let bot: FakeBot
let store: Store
let logged: string[]
const options = async () => ({
  bot,
  host: '127.0.0.1',
  port: 0,
  webhookTokens: ['a-long-random-token'],
  log: await openLog('info', (line) => logged.push(line)),
  now: () => 42,
})
beforeEach(async () => {
  logged = []
  store = await openStore({ file: ':memory:' })
  bot = fakeBot(store)
  app = await buildApp(await options())
})
afterEach(async () => {
  await app.close()
  await store.close()
})

describe('health', () => {
  test('alive at once, ready when the bot is', async () => {
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await app.inject('/readyz')).statusCode).toBe(200)
    bot.isReady = false
    const starting = await app.inject('/readyz')
    expect([starting.statusCode, starting.json()]).toEqual([503, { status: 'starting' }])
    expect((await app.inject('/healthz')).statusCode).toBe(200)
  })
})

test('is not ready when its store takes no write, and says so', async () => {
  const code = async (): Promise<unknown[]> => {
    const response = await app.inject('/readyz')
    return [response.statusCode, response.json()]
  }
  const checks = vi.spyOn(bot, 'check')
  const answers = await Promise.all(Array.from({ length: 20 }, code))
  expect(answers).toEqual(Array(20).fill([200, { status: 'ready' }]))
  expect(checks).toHaveBeenCalledTimes(1)
  await store.close()
  await vi.waitFor(async () => expect(await code()).toEqual([503, { status: 'no store', code: 'STORE_CLOSED' }]), 3000)
  expect((await app.inject('/healthz')).statusCode).toBe(200)
  expect(logged.join('')).toContain('the store does not work')
})

describe('every answer', () => {
  test('has a request id: the one that came in, where it is one', async () => {
    const id = async (given: string) =>
      (await app.inject({ url: '/healthz', headers: { 'x-request-id': given } })).headers['x-request-id']
    expect(await id('abc-123')).toBe('abc-123')
    expect(await id('a b\u00e9 {')).toMatch(/^[0-9a-f-]{36}$/)
    expect((await app.inject('/healthz')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('lets the page run its own script and nothing else', async () => {
    const policy = String((await app.inject('/')).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toMatch(/unsafe|upgrade-insecure|https?:|\*/)
    const headers = (await app.inject('/')).headers
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  test('an unknown address is a problem with a way out', async () => {
    const response = await app.inject('/nowhere?token=hush')
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ code: 'NOT_FOUND', detail: 'There is nothing at GET /nowhere.' })
  })

  test.each(['/../package.json', '/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/.env'])(
    '%s is not served',
    async (url) => {
      expect((await app.inject(url)).statusCode).toBeGreaterThanOrEqual(400)
    },
  )
})

test('the log has requests, and neither words nor tokens', async () => {
  await app.inject({
    method: 'POST',
    url: '/webhooks/rest/webhook?hush=1',
    headers: { authorization: 'Bearer a-long-random-token', cookie: 'tastebud=hush' },
    payload: { sender: 'hush-sender', message: 'hush hush' },
  })
  await store.close()
  await app.inject({
    method: 'POST',
    url: '/webhooks/rest/webhook',
    headers: { authorization: 'Bearer a-long-random-token' },
    payload: { sender: 'hush-sender', message: 'hush hush' },
  })
  const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines[0]).toMatchObject({ level: 'info', method: 'POST', route: '/webhooks/rest/webhook', status: 200 })
  expect(lines[1]).toMatchObject({ level: 'error', code: 'STORE_CLOSED' })
  expect(logged.join('')).not.toMatch(/hush|a-long-random-token/)
})

test('a full store is told to the operator without a word of what was said', async () => {
  const full = await openStore({
    file: join(mkdtempSync(join(tmpdir(), 'tastebud-full-')), 'store.sqlite'),
    maxPages: 40,
  })
  const crowded = await buildApp({
    ...(await options()),
    bot: fakeBot(full),
    log: await openLog('debug', (line) => logged.push(line)),
  })
  for (let i = 0; i < 100 && !logged.join('').includes('STORE_FULL'); i++) {
    await crowded.inject({
      method: 'POST',
      url: '/webhooks/rest/webhook',
      headers: { authorization: 'Bearer a-long-random-token', 'idempotency-key': `hush-${i}` },
      payload: { sender: 'hush-sender', message: `hush-secret ${'x'.repeat(3000)}` },
    })
  }
  const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>)
  const failure = lines.find(({ code }) => code === 'STORE_FULL')
  expect(failure).toMatchObject({ level: 'error', error: { code: 'STORE_FULL', cause: { code: 'SQLITE_FULL' } } })
  expect(logged.join('')).not.toMatch(/hush|xxx|insert into/i)
  await crowded.close()
  await full.close()
})

describe('listening', () => {
  test('says where, and serves the page there', async () => {
    const server = await startServer(await options())
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const page = await fetch(server.url)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('role="log"')
    for (const file of ['chat.js', 'cover.js', 'chat.css', 'icon.svg']) {
      expect((await fetch(`${server.url}/${file}`)).status, file).toBe(200)
    }
    await server.close()
  })

  test('a taken port says what to do', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(startServer({ ...(await options()), port })).rejects.toMatchObject({ code: 'PORT_TAKEN' })
    await new Promise((resolve) => other.close(resolve))
  })

  test('an address of somebody else says what to do', async () => {
    await expect(startServer({ ...(await options()), host: '192.0.2.1' })).rejects.toMatchObject({ code: 'BAD_HOST' })
  })
})
