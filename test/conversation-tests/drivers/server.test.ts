import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Server } from '../../../src/conversation-tests/drivers/server.ts'
import { fakeProgram, newFolder } from '../world.ts'

test('starts on a free port, posts JSON, and tells refusals with their status', async () => {
  const server = new Server()
  await server.start({ program: fakeProgram, env: {}, store: join(await newFolder(), 's.sqlite'), seed: 1 })
  try {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await server.post('/webhooks/rest/webhook', { sender: 'a', message: 'hi' })).toHaveLength(2)
    await expect(server.post('/nowhere', {})).rejects.toThrow(/^404 .*NOT_FOUND/)
  } finally {
    await server.stop()
  }
})
