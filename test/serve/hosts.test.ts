import createApp from 'fastify'
import { expect, test } from 'vitest'
import { silentLog } from '../../src/log.ts'
import { onlyOurHosts } from '../../src/serve/hosts.ts'
import { buildApp } from '../../src/serve/server.ts'
import { openStore } from '../../src/store/open.ts'
import { fakeBot } from './fake-bot.ts'

/** Which of these Host headers get an answer. */
async function taken(asked: readonly string[], host: string, more: readonly string[] = []): Promise<string[]> {
  const app = createApp()
  onlyOurHosts(app, host, more)
  app.get('/', async () => 'in')
  const found: string[] = []
  for (const name of asked) {
    const { statusCode } = await app.inject({ url: '/', headers: { host: name } })
    if (statusCode === 200) found.push(name)
  }
  return found
}

const loopback = [
  'localhost',
  'LocalHost:3978',
  'a.localhost:1',
  '127.0.0.1:3978',
  '127.8.9.1',
  '[::1]:3978',
  'localhost.',
]
const foreign = [
  'evil.example',
  'evil.example:3978',
  'localhost.evil.example',
  'notlocalhost',
  '127.0.0.1.evil.example',
]
const odd = [' ', 'localhost@evil.example', '[localhost]', 'localhost:port', 'localhost:1:2', 'localhost/x']
const addresses = ['192.168.1.5:3978', '10.0.0.1', '[fe80::1]:3978', '0.0.0.0:3978']

test('this machine by its own names, and nothing else', async () => {
  expect(await taken([...loopback, ...foreign, ...odd, ...addresses], '127.0.0.1')).toEqual(loopback)
})

test('the address that it listens on, and the names it was given', async () => {
  const asked = ['192.168.1.5:3978', '10.0.0.1', 'Tastebud.Example', 'tastebud.example:443', 'evil.example']
  expect(await taken(asked, '192.168.1.5', ['tastebud.example'])).toEqual([
    '192.168.1.5:3978',
    'Tastebud.Example',
    'tastebud.example:443',
  ])
  expect(await taken(['media-box:80', 'other'], 'media-box')).toEqual(['media-box:80'])
})

test.each(['0.0.0.0', '::', '[::]'])('every address but no name where it listens on %s', async (host) => {
  expect(await taken([...loopback, ...addresses, ...foreign, ...odd], host)).toEqual([...loopback, ...addresses])
})

test('a name that was bent to this machine gets nothing from the server: no page, no session, no data', async () => {
  const store = await openStore({ file: ':memory:' })
  const bot = fakeBot(store)
  const app = await buildApp({ bot, host: '127.0.0.1', port: 0, webhookTokens: [], log: silentLog, now: () => 42 })
  const headers = { host: 'evil.example:3978', 'sec-fetch-site': 'same-origin' }
  for (const url of ['/', '/chat.js', '/chat/history', '/chat/export', '/chat/events', '/healthz', '/nowhere']) {
    const response = await app.inject({ url, headers })
    expect([url, response.statusCode, response.json().code]).toEqual([url, 421, 'WRONG_HOST'])
    expect(response.headers['set-cookie']).toBeUndefined()
    expect(response.json().fix.length).toBeGreaterThan(20)
  }
  for (const url of ['/webhooks/rest/webhook', '/chat/messages', '/chat/forget']) {
    const response = await app.inject({ method: 'POST', url, headers, payload: { sender: 'a', message: 'x' } })
    expect([url, response.statusCode]).toEqual([url, 421])
  }
  expect(bot.heard).toEqual([])
  await app.close()
  await store.close()
})
