import { expect, test } from 'vitest'
import { fakeStage } from './world.ts'

test('conversations with the same needs share a process, and the store outlives it', async () => {
  const stage = await fakeStage('webhook')
  try {
    await stage.ready({ seed: 1 })
    await stage.ready({ seed: 1 })
    expect(stage.starts).toBe(1)
    const anna = await stage.driver.open('anna')
    expect((await anna.say('hi')).text).toContain('with 1')
    await stage.ready({ seed: 2 })
    expect(stage.starts).toBe(2)
    expect((await anna.say('hi')).text).toMatch(/after 1 .*with 2/)
    await stage.restart({ seed: 2 })
    expect((await anna.say('hi')).text).toContain('after 2')
    const key = await anna.key()
    expect(await stage.rows(key)).toBeGreaterThan(0)
    expect(await stage.rows({ ...key, person: 'nobody' })).toBe(0)
    const ben = { ...key, person: 'ben' }
    await expect(stage.prepare(ben, [{ type: 'sene', item: 'x' }])).rejects.toMatchObject({ code: 'BAD_EVENT' })
    expect(await stage.rows(ben)).toBe(0)
    await stage.prepare(ben, [{ type: 'seen', item: 'x', seen: true }])
    // One person and one event, and no turn that nobody took.
    expect(await stage.rows(ben)).toBe(2)
  } finally {
    await stage.close()
  }
})
