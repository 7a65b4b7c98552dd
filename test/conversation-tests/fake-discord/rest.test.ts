import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { APPLICATION } from '../../../src/conversation-tests/fake-discord/world.ts'
import { FakeDiscord } from '../../../src/conversation-tests/fake-discord.ts'

let fake: FakeDiscord
beforeEach(async () => {
  fake = await FakeDiscord.open()
  fake.world.addGuild(['room'])
})
afterEach(() => fake.close())

async function call(method: string, path: string, body?: object, token = fake.token) {
  const headers = { 'content-type': 'application/json', authorization: `Bot ${token}` }
  const response = await fetch(`${fake.api}/v10${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, type: response.headers.get('content-type'), json: text && JSON.parse(text) }
}

describe('messages', () => {
  test('a wrong token, an unknown channel, a closed one and a body beyond the limits are refused', async () => {
    const post = (channel: string, content: string, token?: string) =>
      call('POST', `/channels/${channel}/messages`, { content }, token)
    expect((await post('room', 'x', 'other')).status).toBe(401)
    expect((await post('nowhere', 'x')).json.code).toBe(10003)
    expect((await post('room', 'x'.repeat(2001))).json).toMatchObject({ code: 50035 })
    fake.rest.closed.add('room')
    expect((await post('room', 'x')).json.code).toBe(50013)
    expect(fake.in('room')).toEqual([])
  })

  test('the same nonce is one message where that is enforced', async () => {
    const body = { content: 'x', nonce: '1', enforce_nonce: true }
    const [one, two] = [
      await call('POST', '/channels/room/messages', body),
      await call('POST', '/channels/room/messages', body),
    ]
    expect(one.json.id).toBe(two.json.id)
    await call('POST', '/channels/room/messages', { content: 'x', nonce: '1' })
    expect(fake.in('room')).toHaveLength(2)
  })

  test('fails as often as asked to', async () => {
    fake.rest.fail(/POST .*messages/, 2, 503, { message: 'down' }, { 'retry-after': '1' })
    const tries = []
    for (let i = 0; i < 3; i++) tries.push((await call('POST', '/channels/room/messages', { content: 'x' })).status)
    expect(tries).toEqual([503, 503, 200])
  })
})

describe('interactions', () => {
  test('are acknowledged once, with no content and no content type, and answered after that alone', async () => {
    const record = fake.rest.expect('anna', 'room')
    const at = `/webhooks/${APPLICATION}/${record.token}`
    expect((await call('PATCH', `${at}/messages/@original`, { content: 'early' })).json.code).toBe(10015)
    const callback = `/interactions/${record.id}/${record.token}/callback`
    expect(await call('POST', callback, { type: 5, data: { flags: 64 } })).toEqual({
      status: 204,
      type: null,
      json: '',
    })
    expect((await call('POST', callback, { type: 5 })).json.code).toBe(40060)
    expect((await call('POST', '/interactions/1/t/callback', { type: 5 })).json.code).toBe(10062)
    await call('PATCH', `${at}/messages/@original`, { content: 'hidden' })
    await call('POST', at, { content: 'for all' })
    expect([record.original?.flags, record.followUps[0]?.flags]).toEqual([64, 0])
    expect(fake.in('room').map(({ content }) => content)).toEqual(['for all'])
  })
})
