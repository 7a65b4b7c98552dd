import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { INTENT } from '../../../src/conversation-tests/fake-discord/gateway.ts'
import { FakeDiscord } from '../../../src/conversation-tests/fake-discord.ts'

let fake: FakeDiscord
beforeEach(async () => {
  fake = await FakeDiscord.open()
})
afterEach(() => fake.close())

interface Packet {
  readonly op: number
  readonly t?: string
  readonly s?: number
  readonly d: { session_id?: string } | null
}

/** A client that keeps what it gets. */
async function client() {
  const socket = new WebSocket(fake.api.replace('http', 'ws').replace('/api', ''))
  const got: Packet[] = []
  socket.on('message', (data) => got.push(JSON.parse(String(data)) as Packet))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise((resolve) => socket.on('open', resolve))
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }))
  const next = (what: (packet: Packet) => boolean) => expect.poll(() => got.find(what)).toBeTruthy()
  return { socket, got, closed, send, next }
}

const intents = INTENT.guilds | INTENT.directMessages

test('says hello, answers heartbeats, lets in whom it knows and tells them of their servers', async () => {
  const guild = fake.world.addGuild(['room'])
  const { got, send, next } = await client()
  send(1, null)
  send(2, { token: fake.token, intents })
  await next(({ t }) => t === 'GUILD_CREATE')
  expect(got.map(({ op, t }) => t ?? op)).toEqual([10, 11, 'READY', 'GUILD_CREATE'])
  expect(got.at(-1)?.d).toMatchObject({ id: guild })
})

test('shows a wrong token and a disallowed intent the door', async () => {
  const [one, two] = [await client(), await client()]
  one.send(2, { token: 'wrong', intents })
  two.send(2, { token: fake.token, intents: intents | INTENT.content })
  expect([await one.closed, await two.closed]).toEqual([4004, 4014])
})

test('keeps what a session misses for its return; one that it does not know begins anew', async () => {
  const direct = fake.world.directChannel('anna')
  const first = await client()
  first.send(2, { token: fake.token, intents })
  await first.next(({ t }) => t === 'READY')
  const session = first.got.find(({ t }) => t === 'READY')?.d?.session_id
  first.socket.terminate()
  await first.closed
  fake.say('anna', direct, 'while you were away')
  const second = await client()
  second.send(6, { token: fake.token, session_id: session, seq: 1 })
  await second.next(({ t }) => t === 'RESUMED')
  expect(second.got.map(({ op, t }) => t ?? op)).toEqual([10, 'MESSAGE_CREATE', 'RESUMED'])
  const third = await client()
  third.send(6, { token: fake.token, session_id: 'unknown', seq: 1 })
  await third.next(({ op }) => op === 9)
})

test('events go to the shard of their server, and to those that asked for their kind', async () => {
  const guilds = [fake.world.addGuild(['a']), fake.world.addGuild(['b'])]
  const clients = [await client(), await client()]
  for (const [i, { send }] of clients.entries()) send(2, { token: fake.token, intents, shard: [i, 2] })
  for (const { next } of clients) await next(({ t }) => t === 'GUILD_CREATE')
  fake.say('anna', 'a', 'nobody asked for messages of servers')
  fake.say('anna', fake.world.directChannel('anna'), 'hello')
  fake.slash('anna', 'a', 'taste')
  fake.slash('anna', 'b', 'taste')
  for (const { next } of clients) await next(({ t }) => t === 'INTERACTION_CREATE')
  const told = clients.map(({ got }) => got.flatMap(({ t }) => (t === 'READY' || !t ? [] : [t])))
  expect(told.map((each) => each.filter((t) => t === 'MESSAGE_CREATE').length).sort()).toEqual([0, 1])
  expect(told.every((each) => each.filter((t) => t === 'INTERACTION_CREATE').length === 1)).toBe(true)
  expect(guilds).toHaveLength(2)
})
