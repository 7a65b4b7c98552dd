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
beforeEach(async () => {
  store = await openStore({ file: ':memory:' })
  bot = fakeBot(store)
  app = await make([])
})
afterEach(async () => {
  await app.close()
  await store.close()
})
const make = (webhookTokens: readonly string[]) =>
  buildApp({ bot, host: '127.0.0.1', port: 0, webhookTokens, log: silentLog, now: () => 42 })
const post = (payload: object | string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/webhooks/rest/webhook',
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  })
const refusal = async (payload: object | string, headers: Record<string, string> = {}) => {
  const response = await post(payload, headers)
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem = response.json()
  expect(problem).toMatchObject({ status: response.statusCode, type: 'about:blank' })
  expect(problem.fix.length).toBeGreaterThan(10)
  expect(problem.requestId).toBe(response.headers['x-request-id'])
  return `${response.statusCode} ${problem.code}`
}

describe('the webhook', () => {
  test('answers in the shape of Rasa', async () => {
    const response = await post({ sender: 'ann', message: 'hello', metadata: { any: 'thing' } })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual([
      { recipient_id: 'ann', text: 'You said: hello', buttons: [{ title: 'More', payload: '/more' }] },
      { recipient_id: 'ann', custom: { acts: ['recommend'], items: [], cards: [] } },
    ])
    expect(bot.heard).toEqual([{ channel: 'webhook', conversation: 'ann', person: 'ann', text: 'hello', at: 42 }])
  })

  test('a pressed button comes back as its payload and reads as its label', async () => {
    await post({ sender: 'ann', message: 'recommend' })
    const response = await post({ sender: 'ann', message: '/save:night-ferry-1938' })
    expect(response.json()[0].text).toBe('You pressed save:night-ferry-1938.')
    expect(bot.heard[1]).toMatchObject({ text: 'Save', payload: 'save:night-ferry-1938' })
  })

  test('an idempotency key gives the first answer again and no second turn', async () => {
    const headers = { 'idempotency-key': 'a-key-made-by-the-client' }
    const first = await post({ sender: 'ann', message: 'hello' }, headers)
    const again = await post({ sender: 'ann', message: 'hello' }, headers)
    expect(again.json()).toEqual(first.json())
    expect(await store.turns({ channel: 'webhook', person: 'ann' }, 'ann')).toHaveLength(1)
    expect(await refusal({ sender: 'ann', message: 'other' }, headers)).toBe('422 KEY_REUSED')
    expect(await refusal({ sender: 'ann', message: 'x' }, { 'idempotency-key': 'with space' })).toBe(
      '400 BAD_IDEMPOTENCY_KEY',
    )
  })

  test('twenty at once make twenty turns, one after the other, and the rest is told to wait', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => post({ sender: 'ann', message: `m${i}` })))
    const codes = all.map((response) => response.statusCode)
    expect(codes.filter((code) => code === 200)).toHaveLength(16)
    expect(codes.filter((code) => code === 429)).toHaveLength(4)
    expect(all[19]?.headers['retry-after']).toBe('1')
    const turns = await store.turns({ channel: 'webhook', person: 'ann' }, 'ann')
    expect(turns.map((turn) => turn.text)).toEqual(Array.from({ length: 16 }, (_, i) => `m${i}`))
  })

  test.each([
    ['no sender', { message: 'x' }, {}, '400 BAD_REQUEST'],
    ['an empty sender', { sender: '', message: 'x' }, {}, '400 BAD_REQUEST'],
    ['a sender that is no text', { sender: 1, message: 'x' }, {}, '400 BAD_REQUEST'],
    ['no message', { sender: 'a' }, {}, '400 BAD_REQUEST'],
    ['an empty message', { sender: 'a', message: '  ' }, {}, '400 NO_MESSAGE'],
    ['20,001 characters', { sender: 'a', message: 'x'.repeat(20_001) }, {}, '400 MESSAGE_TOO_LONG'],
    ['a list', [], {}, '400 BAD_REQUEST'],
    ['broken JSON', '{"sender":', {}, '400 BAD_JSON'],
    ['nothing', '', {}, '400 BAD_JSON'],
    ['a prototype', '{"sender":"a","message":"b","__proto__":{"x":1}}', {}, '400 BAD_JSON'],
    ['a form', 'sender=a&message=b', { 'content-type': 'application/x-www-form-urlencoded' }, '415 NOT_JSON'],
    ['plain text', '{"sender":"a","message":"b"}', { 'content-type': 'text/plain' }, '415 NOT_JSON'],
    ['more than 64 KB', { sender: 'a', message: 'x', more: 'y'.repeat(66_000) }, {}, '413 BODY_TOO_LARGE'],
  ])('refuses %s', async (_what, payload, headers, expected) => {
    expect(await refusal(payload, headers as Record<string, string>)).toBe(expected)
    expect(bot.heard).toEqual([])
  })

  test('takes 20,000 characters', async () => {
    expect((await post({ sender: 'a', message: 'x'.repeat(20_000) })).statusCode).toBe(200)
  })

  test('a broken store is 503 and tells no path; a bug is 500 and tells nothing', async () => {
    await store.close()
    const response = await post({ sender: 'a', message: 'x' })
    expect(response.json()).toMatchObject({ status: 503, code: 'STORE_CLOSED' })
    expect(response.body).not.toContain(':memory:')
    bot.before = () => Promise.reject(new TypeError('secret is not a function'))
    const bug = await post({ sender: 'a', message: 'x' })
    expect(bug.json()).toMatchObject({ status: 500, code: 'INTERNAL' })
    expect(bug.body).not.toContain('secret')
  })

  test('with tokens: only with one of them, and before the body is read', async () => {
    await app.close()
    app = await make(['a-long-random-token', 'the-next-long-token'])
    expect(await refusal({ sender: 'a', message: 'x' })).toBe('401 UNAUTHORIZED')
    expect(await refusal('{broken', { authorization: 'Bearer wrong' })).toBe('401 UNAUTHORIZED')
    const known = { authorization: 'Bearer the-next-long-token' }
    expect((await post({ sender: 'a', message: 'x' }, known)).statusCode).toBe(200)
    expect((await post({ sender: 'a', message: 'x' })).headers['www-authenticate']).toBe('Bearer')
  })
})
