import { describe, expect, test } from 'vitest'
import { ANNA, started } from './world.ts'

describe('the connection', () => {
  test('a connection that breaks is resumed, and what was said meanwhile is answered', async () => {
    const { fake, direct } = await started()
    fake.gateway.cut()
    fake.say(ANNA, direct, 'while you were away')
    expect((await fake.until(() => fake.in(direct)[0])).content).toContain('while you were away')
    fake.gateway.reconnect()
    await fake.until(() => fake.say(ANNA, direct, 'and again') && fake.in(direct)[1])
    expect(fake.gateway.seen.filter((what) => what === 'identify')).toHaveLength(1)
    expect(fake.gateway.seen).toContain('resume')
  })

  test('a session that is gone is begun anew', async () => {
    const { fake, direct } = await started()
    fake.gateway.invalidate()
    await expect.poll(() => fake.gateway.seen.filter((what) => what === 'identify').length, { timeout: 15_000 }).toBe(2)
    await expect.poll(() => fake.gateway.sessions.length).toBe(1)
    fake.say(ANNA, direct, 'hello again')
    expect((await fake.until(() => fake.in(direct)[0])).content).toContain('hello again')
  })
})
