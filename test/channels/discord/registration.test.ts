import { expect, test } from 'vitest'
import { DiscordApi } from '../../../src/channels/discord/api.ts'
import { definitions } from '../../../src/channels/discord/commands.ts'
import { register } from '../../../src/channels/discord/registration.ts'

test('registers what differs, and tells a refusal with its way out', async () => {
  const put: unknown[] = []
  let there: unknown = []
  const rest = {
    get: async () => there,
    put: async (_: string, { body }: { body: unknown }) => void put.push(body),
    post: async () => undefined,
    patch: async () => undefined,
  }
  const api = new DiscordApi(rest as never, rest as never, [])
  await register(api, '1')
  expect(put).toEqual([definitions])
  there = definitions
  await register(api, '1')
  expect(put).toHaveLength(1)
  rest.get = () => Promise.reject(Object.assign(new Error('Missing Access'), { status: 403 }))
  await expect(register(api, '1')).rejects.toMatchObject({ code: 'DISCORD_COMMANDS' })
})
