import { get } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../../src/log.ts'
import { buildApp } from '../../src/serve/server.ts'
import type { Store } from '../../src/store/contract.ts'
import { openStore } from '../../src/store/open.ts'
import { type FakeBot, fakeBot } from '../serve/fake-bot.ts'

let app: FastifyInstance
let bot: FakeBot
let store: Store
let cookie: string
beforeEach(async () => {
  store = await openStore({ file: ':memory:' })
  bot = fakeBot(store)
  app = await buildApp({ bot, host: '127.0.0.1', port: 0, webhookTokens: [], log: silentLog, now: () => 42 })
  cookie = cookieOf(await app.inject('/'))
})
afterEach(async () => {
  await app.close()
  await store.close()
})
const cookieOf = (response: { headers: Record<string, unknown> }) =>
  String(response.headers['set-cookie']).split(';')[0] ?? ''
let keys = 0
const say = (text: string, more: object = {}, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/chat/messages',
    headers: { cookie, ...headers },
    payload: { text, key: `key-${String(keys++).padStart(8, '0')}`, ...more },
  })

describe('a session', () => {
  test('is a cookie that scripts cannot read, of 128 bits, new for everybody', async () => {
    const header = String((await app.inject('/')).headers['set-cookie'])
    expect(header).toMatch(/^tastebud=[\w-]{22}; HttpOnly; SameSite=Lax; Path=\/; Max-Age=31536000$/)
    expect(header).not.toContain(cookie)
  })

  test('is kept, and stored only as a digest', async () => {
    const response = await say('hello')
    expect(response.headers['set-cookie']).toBeUndefined()
    const [message] = bot.heard
    expect(message?.person).toMatch(/^[\w-]{22}$/)
    expect(cookie).not.toContain(message?.person)
    await say('again')
    expect(bot.heard[1]?.person).toBe(message?.person)
  })

  test.each(['', 'tastebud=short', 'tastebud=<script>alert(1)</script>aaaaaaa', 'other=1'])(
    '%j is none: a new one',
    async (given) => {
      const response = await app.inject({ url: '/chat/history', headers: given ? { cookie: given } : {} })
      expect(response.headers['set-cookie']).toMatch(/^tastebud=/)
      expect(response.json()).toEqual({ turns: [] })
    },
  )

  test('two people do not meet', async () => {
    await say('my secret')
    const other = await app.inject({ url: '/chat/history', headers: { cookie: cookieOf(await app.inject('/')) } })
    expect(other.json()).toEqual({ turns: [] })
  })
})

describe('a message', () => {
  test('is answered with the turns that the page lacks, without the trace', async () => {
    const first = (await say('hello')).json()
    expect(first.turns).toEqual([
      {
        id: 1,
        at: 42,
        text: 'hello',
        reply: { text: 'You said: hello', cards: [], buttons: [{ label: 'More', payload: 'more' }] },
      },
    ])
    const second = await say('recommend', { after: 1 })
    expect(second.json().turns.map((turn: { id: number }) => turn.id)).toEqual([2])
    expect(second.json().reply.cards[0].kinds).toEqual(['thriller', 'romance'])
    expect(second.body).not.toMatch(/trace|secret|score/)
  })

  test('sent twice under one key is one turn', async () => {
    const key = 'the-same-key'
    const [one, two] = [await say('hello', { key }), await say('hello', { key })]
    expect(two.json()).toEqual(one.json())
    expect((await say('other', { key })).json()).toMatchObject({ status: 422, code: 'KEY_REUSED' })
  })

  test.each([
    [{ text: 1 }, 'BAD_REQUEST'],
    [{ text: ' ' }, 'NO_MESSAGE'],
    [{ text: 'x'.repeat(20_001) }, 'MESSAGE_TOO_LONG'],
    [{ key: 'short' }, 'BAD_REQUEST'],
    [{ payload: 'x'.repeat(101) }, 'BAD_REQUEST'],
    [{ after: -1 }, 'BAD_REQUEST'],
  ])('%# is refused', async (more, code) => {
    const response = await say('hello', more)
    expect(response.json()).toMatchObject({ status: 400, code })
    expect(bot.heard).toEqual([])
  })

  test('of another site is refused', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect((await say('hello', {}, { 'sec-fetch-site': site })).json()).toMatchObject({ code: 'CROSS_SITE' })
    }
    expect((await say('hello', {}, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = await app.inject({
      method: 'POST',
      url: '/chat/messages',
      headers: { cookie, ...form },
      payload: 'text=x',
    })
    expect(sent.json()).toMatchObject({ code: 'NOT_JSON' })
  })
})

describe('data', () => {
  test('history is the last fifty turns', async () => {
    for (let i = 0; i < 52; i++) await say(`m${i}`)
    const { turns } = (await app.inject({ url: '/chat/history', headers: { cookie } })).json()
    expect(turns).toHaveLength(50)
    expect([turns[0].text, turns[49].text]).toEqual(['m2', 'm51'])
  })

  test('export is a file with everything', async () => {
    await say('hello')
    const response = await app.inject({ url: '/chat/export', headers: { cookie } })
    expect(response.headers['content-disposition']).toBe('attachment; filename="tastebud-export.json"')
    expect(response.json().turns[0].text).toBe('hello')
  })

  test('forget wants a yes, removes everything, and starts a new session', async () => {
    await say('hello')
    const forget = (payload: object) =>
      app.inject({ method: 'POST', url: '/chat/forget', headers: { cookie }, payload })
    expect((await forget({})).json()).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect((await forget({ confirm: 'yes' })).statusCode).toBe(400)
    const person = { channel: 'web', person: bot.heard[0]?.person ?? '' }
    expect((await store.count(person)).turns).toBe(1)
    const done = await forget({ confirm: true })
    expect(done.json().erased).toEqual({ idempotency_keys: 1, turns: 1, events: 1, people: 1 })
    expect(cookieOf(done)).toMatch(/^tastebud=/)
    expect(cookieOf(done)).not.toBe(cookie)
    expect(Object.values(await store.count(person))).toEqual([0, 0, 0, 0])
  })
})

test('events go on where the page left off: by header, else by query', async () => {
  await say('one')
  await say('two')
  await say('three')
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const ids = (path: string, headers: Record<string, string>) =>
    new Promise<number[]>((resolve, reject) => {
      let text = ''
      const request = get(`${url}${path}`, { headers: { cookie, ...headers } }, (response) => {
        expect(response.headers['content-type']).toMatch(/^text\/event-stream/)
        response.on('data', (data: Buffer) => {
          text += data.toString()
          if (!text.includes('id: 3')) return
          request.destroy()
          resolve([...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1])))
        })
      }).on('error', reject)
    })
  expect(await ids('/chat/events', {})).toEqual([1, 2, 3])
  expect(await ids('/chat/events?after=1', {})).toEqual([2, 3])
  expect(await ids('/chat/events?after=0', { 'last-event-id': '2' })).toEqual([3])
  const bad = await fetch(`${url}/chat/events?after=soon`, { headers: { cookie } })
  expect(bad.status).toBe(400)
})
