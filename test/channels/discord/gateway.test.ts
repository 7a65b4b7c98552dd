import { describe, expect, test } from 'vitest'
import { ANNA, ROOM, scene, started, to } from './world.ts'

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

describe('many servers', () => {
  test('thirty of them on three shards: everyone is heard once, and answered where they spoke', async () => {
    const { fake, discord, bot } = await scene()
    fake.shards = 3
    const rooms = Array.from({ length: 29 }, (_, i) => `40000000000000000${i}`)
    for (const room of rooms) fake.world.addGuild([room])
    await discord.start(bot)
    expect(fake.gateway.sessions.map(({ shard }) => shard.join('/')).sort()).toEqual(['0/3', '1/3', '2/3'])
    await expect.poll(() => discord.presence?.servers).toBe(30)
    for (const [i, room] of [ROOM, ...rooms].entries()) fake.say(`50000000000000000${i}`, room, to(`I am number ${i}`))
    await fake.until(() => fake.rest.messages.length === 30)
    expect(fake.in(rooms[28] ?? '').map(({ content }) => content)).toEqual(['You said: I am number 29'])
    expect(new Set(bot.heard.map(({ person }) => person)).size).toBe(30)
    const asked = rooms.map((room) => fake.slash(ANNA, room, 'taste'))
    await fake.until(() => asked.every(({ original }) => original !== undefined))
  })

  test('a thread is a conversation of its own', async () => {
    const { fake, discord, bot } = await scene()
    fake.world.addChannel({ id: '600', guild: fake.world.guilds[0] ?? '', nsfw: false, type: 11, parent: ROOM })
    await discord.start(bot)
    fake.say(ANNA, '600', to('hello'))
    await fake.until(() => fake.in('600')[0])
    expect(bot.heard[0]?.conversation).toBe('600')
  })
})
