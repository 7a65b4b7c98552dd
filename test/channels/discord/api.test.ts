import { describe, expect, test } from 'vitest'
import { ANNA, started } from './world.ts'

describe('when Discord fails', () => {
  test('429 is waited for, 503 is tried again, and nothing is said twice', async () => {
    const { fake, direct, bot } = await started()
    fake.rest.fail(
      /POST .*messages/,
      1,
      429,
      { message: 'rate limited', retry_after: 0.05, global: false },
      {
        'retry-after': '1',
        'x-ratelimit-limit': '5',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset-after': '0.05',
        'x-ratelimit-bucket': 'b',
        'x-ratelimit-scope': 'user',
      },
    )
    fake.rest.fail(/POST .*messages/, 6, 503, { message: 'unavailable' })
    fake.say(ANNA, direct, 'hello')
    await fake.until(() => fake.in(direct)[0])
    const tries = fake.rest.requests.filter(({ path }) => path.endsWith('/messages'))
    expect(tries.map(({ status }) => status)).toEqual([429, 503, 503, 503, 503, 503, 503, 200])
    expect(new Set(tries.map(({ json }) => (json as { nonce: string }).nonce)).size).toBe(1)
    expect(bot.heard).toHaveLength(1)
  })

  test('an answer that arrived although its request failed is not said again', async () => {
    const { fake, direct } = await started()
    const id = fake.say(ANNA, direct, 'hello')
    await fake.until(() => fake.in(direct)[0])
    // The same event comes once more, as after a session that could be resumed only in part.
    fake.gateway.dispatch('MESSAGE_CREATE', undefined, ~0, () => fake.world.message(id, ANNA, direct, 'hello', true))
    await fake.until(() => fake.rest.requests.filter(({ path }) => path.endsWith('/messages')).length === 2)
    expect(fake.in(direct)).toHaveLength(1)
  })
})
