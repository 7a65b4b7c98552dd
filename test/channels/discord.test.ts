import { describe, expect, test } from 'vitest'
import { definitions } from '../../src/channels/discord/commands.ts'
import { INTENT } from '../../src/conversation-tests/fake-discord/gateway.ts'
import { TastebudError } from '../../src/errors.ts'
import { ANNA, scene, started } from './discord/world.ts'

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing thrown',
    (error: unknown) => (error instanceof TastebudError ? `${error.code} ${error.fix}` : String(error)),
  )

describe('starting and stopping', () => {
  test('logs in without the message content intent, registers commands, and again only when they changed', async () => {
    const { fake, discord, bot } = await started()
    expect(fake.gateway.sessions[0]?.intents).toBe(INTENT.guilds | INTENT.guildMessages | INTENT.directMessages)
    expect(discord.presence).toEqual({ name: 'tastebud', servers: 1 })
    const puts = () => fake.rest.requests.filter(({ method }) => method === 'PUT').length
    expect(fake.rest.commands.map(({ name }) => name)).toEqual(definitions.map(({ name }) => name))
    expect(puts()).toBe(1)
    await discord.stop()
    await discord.start(bot)
    expect(puts()).toBe(1)
    fake.rest.commands = fake.rest.commands.map((command) => ({ ...command, description: 'older words' }))
    await discord.stop()
    await discord.start(bot)
    expect(puts()).toBe(2)
  })

  test('a wrong token, an intent that is not allowed, no scope for commands: each with its code and way out', async () => {
    const wrong = await scene({ token: 'something.else.altogether' })
    expect(await code(wrong.discord.start(wrong.bot))).toMatch(/^DISCORD_TOKEN .*developer portal/)
    const curious = await scene({ readsAll: true })
    expect(await code(curious.discord.start(curious.bot))).toMatch(/^DISCORD_INTENT .*Message Content Intent/)
    const unscoped = await scene()
    unscoped.fake.rest.fail(/commands/, 1, 403, { message: 'Missing Access', code: 50001 })
    expect(await code(unscoped.discord.start(unscoped.bot))).toMatch(/^DISCORD_COMMANDS .*applications\.commands/)
    const alone = await scene({ api: 'http://127.0.0.1:9/api' })
    expect(await code(alone.discord.start(alone.bot))).toMatch(/^DISCORD_UNREACHABLE/)
  })

  test('the token of a gateway that refuses it is as wrong as one that REST refuses', async () => {
    const { fake, discord, bot } = await scene()
    Object.assign(fake, { token: 'changed-meanwhile' })
    expect(await code(discord.start(bot))).toMatch(/^DISCORD_TOKEN/)
  })

  test('stopping answers what is in flight, then says goodbye', async () => {
    const { fake, discord, bot, direct } = await started()
    let go: () => void = () => undefined
    let began: () => void = () => undefined
    const beginning = new Promise<void>((resolve) => {
      began = resolve
    })
    bot.before = () => {
      began()
      return new Promise<void>((resolve) => {
        go = resolve
      })
    }
    fake.say(ANNA, direct, 'quick')
    await beginning
    const stopping = discord.stop()
    go()
    await stopping
    expect(fake.in(direct)).toHaveLength(1)
    await expect.poll(() => fake.gateway.seen.at(-1)).toBe('close 1000')
  })
})
