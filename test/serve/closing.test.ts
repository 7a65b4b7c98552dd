import { get } from 'node:http'
import { expect, test } from 'vitest'
import { silentLog } from '../../src/log.ts'
import { startServer } from '../../src/serve/server.ts'
import { openStore } from '../../src/store/open.ts'
import { fakeBot } from './fake-bot.ts'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function start(turnMs: number, closeMs = 10_000) {
  const store = await openStore({ file: ':memory:' })
  const bot = fakeBot(store)
  bot.before = async () => {
    await sleep(turnMs)
  }
  const server = await startServer({
    bot,
    host: '127.0.0.1',
    port: 0,
    webhookTokens: [],
    log: silentLog,
    now: () => 42,
    closeMs,
  })
  const say = () =>
    fetch(`${server.url}/webhooks/rest/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sender: 'a', message: 'hello' }),
    })
  return { server, store, say }
}

async function msOf(work: Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work
  return performance.now() - from
}

test('idle keep-alive connections do not hold it open', async () => {
  const { server, store } = await start(0)
  // fetch keeps its connection for later.
  await (await fetch(`${server.url}/healthz`)).text()
  expect(await msOf(server.close())).toBeLessThan(2000)
  await store.close()
})

test('a turn in flight gets its answer, and closing waits no longer than that', async () => {
  const { server, store, say } = await start(400)
  const answer = say()
  await sleep(100)
  const closing = msOf(server.close())
  const response = await answer
  expect(response.status).toBe(200)
  expect(response.headers.get('connection')).toBe('close')
  expect(await response.json()).toHaveLength(2)
  expect(await closing).toBeLessThan(2500)
  expect(await store.turns({ channel: 'webhook', person: 'a' }, 'a')).toHaveLength(1)
  await store.close()
})

test('an open event stream is ended', async () => {
  const { server, store } = await start(0)
  const ended = new Promise<void>((resolve, reject) => {
    get(`${server.url}/chat/events`, (response) => {
      response.on('data', () => undefined)
      response.on('end', resolve)
    }).on('error', reject)
  })
  await sleep(100)
  expect(await msOf(server.close())).toBeLessThan(2000)
  await ended
  await store.close()
})

test('a turn that never ends is cut at the deadline', async () => {
  const { server, store, say } = await start(60_000, 300)
  const answer = say().then(
    () => 'answered',
    () => 'cut',
  )
  await sleep(100)
  const ms = await msOf(server.close())
  expect(ms).toBeGreaterThan(250)
  expect(ms).toBeLessThan(3000)
  expect(await answer).toBe('cut')
  await store.close()
})
