import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WORDS } from '../../src/channels/discord/words.ts'
import { discordHttpChannel, INTERACTIONS } from '../../src/channels/discord-http.ts'
import { FakeDiscord } from '../../src/conversation-tests/fake-discord.ts'
import { silentLog } from '../../src/log.ts'
import { type Server, startServer } from '../../src/serve/server.ts'
import { openStore } from '../../src/store/open.ts'
import { type FakeBot, fakeBot } from '../serve/fake-bot.ts'
import { ANNA, BEN, idsOf, ROOM } from './discord/world.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const hex = Buffer.from(String(publicKey.export({ format: 'jwk' }).x), 'base64url').toString('hex')

let fake: FakeDiscord
let server: Server
let bot: FakeBot
let close: () => Promise<void>
beforeEach(async () => {
  fake = await FakeDiscord.open()
  fake.world.addGuild([ROOM])
  const store = await openStore({ file: ':memory:' })
  bot = fakeBot(store)
  const options = {
    token: fake.token,
    publicKey: hex,
    memory: bot,
    log: silentLog,
    now: () => 1000,
    api: fake.api,
    backoff: [1, 1],
  }
  server = await startServer({
    bot,
    host: '127.0.0.1',
    port: 0,
    webhookTokens: [],
    log: silentLog,
    now: () => 1000,
    doors: [(app) => discordHttpChannel({ app, ...options })],
  })
  close = async () => {
    await server.close()
    await store.close()
    await fake.close()
  }
})
afterEach(() => close())

async function post(body: string, key = privateKey) {
  const timestamp = '1767225600'
  const response = await fetch(server.url + INTERACTIONS, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-signature-timestamp': timestamp,
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), key).toString('hex'),
    },
    body,
  })
  return { status: response.status, json: (await response.json()) as { type?: number; code?: string; data?: object } }
}

/** What somebody does, as Discord posts it; its answer counts as the acknowledgement. */
async function interact(user: string, body: object) {
  const record = fake.rest.expect(user, ROOM)
  const { status, json } = await post(JSON.stringify(fake.world.interaction(user, ROOM, record, body)))
  expect(status).toBe(200)
  record.acknowledged = json as NonNullable<typeof record.acknowledged>
  return record
}

test('a ping is answered; what is not signed by Discord is refused', async () => {
  expect(await post('{"type":1}')).toEqual({ status: 200, json: { type: 1 } })
  const other = generateKeyPairSync('ed25519').privateKey
  expect(await post('{"type":1}', other)).toMatchObject({ status: 401, json: { code: 'DISCORD_SIGNATURE' } })
  const unsigned = await fetch(server.url + INTERACTIONS, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"type":1}',
  })
  expect(unsigned.status).toBe(401)
  expect(fake.gateway.seen).toEqual([])
  expect(fake.rest.commands.length).toBeGreaterThan(0)
})

test('a command is acknowledged by the answer to the request, and answered by REST, also where that comes too early', async () => {
  const record = await interact(ANNA, { type: 2, data: { id: '1', name: 'recommend', type: 1 } })
  expect(record.acknowledged).toEqual({ type: 5 })
  const list = await fake.until(() => record.original)
  expect(list.embeds).toHaveLength(3)
  expect(bot.heard).toMatchObject([{ text: 'recommend something', person: ANNA, key: record.id }])

  const message = { ...list, files: undefined }
  const press = (user: string, custom_id: string) =>
    interact(user, { type: 3, data: { component_type: 2, custom_id }, message })
  const id = idsOf(list)['1 · Like'] ?? ''
  const pressed = await press(ANNA, id)
  expect(pressed.acknowledged).toEqual({ type: 6 })
  expect((await fake.until(() => pressed.followUps[0])).content).toBe('You pressed like:night-ferry-1938.')
  const stolen = await press(BEN, id)
  expect(stolen.acknowledged).toMatchObject({ type: 4, data: { content: WORDS.notYours, flags: 64 } })
})

test('the rest of the server reads JSON as before', async () => {
  const response = await fetch(`${server.url}/webhooks/rest/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sender: 'ada', message: 'hello' }),
  })
  expect(await response.json()).toMatchObject([{ text: 'You said: hello' }, {}])
})
