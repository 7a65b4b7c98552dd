import { afterEach, beforeEach, expect, test } from 'vitest'
import { APPLICATION } from '../../src/conversation-tests/fake-discord/world.ts'
import { FakeDiscord } from '../../src/conversation-tests/fake-discord.ts'

let fake: FakeDiscord
beforeEach(async () => {
  fake = await FakeDiscord.open()
})
afterEach(() => fake.close())

test('what is sent can be waited for; what is not sent ends in an error that says so', async () => {
  const waiting = fake.until(() => fake.rest.requests[0])
  const response = await fetch(`${fake.api}/v10/applications/${APPLICATION}/commands`, {
    headers: { authorization: `Bot ${fake.token}` },
  })
  expect(await response.json()).toEqual([])
  expect(await waiting).toMatchObject({ method: 'GET', status: 200 })
  await expect(fake.until(() => fake.rest.requests[1], 0.05)).rejects.toThrow(/did not do it within 0.05 s/)
})
