import { describe, expect, test } from 'vitest'
import { WORDS } from '../../../src/channels/discord/words.ts'
import { INTENT } from '../../../src/conversation-tests/fake-discord/gateway.ts'
import { TastebudError } from '../../../src/errors.ts'
import { ANNA, BEN, ROOM, scene, started, to } from './world.ts'

describe('messages', () => {
  test('a direct message is answered, once, without anybody being pinged', async () => {
    const { fake, bot, direct } = await started()
    const id = fake.say(ANNA, direct, 'I like **tea** @everyone')
    const answer = await fake.until(() => fake.in(direct)[0])
    expect(bot.heard).toEqual([
      {
        channel: 'discord',
        conversation: direct,
        person: ANNA,
        text: 'I like **tea** @everyone',
        key: id,
        maxAge: 17,
        at: 1000,
      },
    ])
    expect(answer).toMatchObject({
      content: 'You said: I like \\*\\*tea\\*\\* @everyone',
      allowed_mentions: { parse: [], replied_user: false },
      nonce: `${id}-1/1`,
      enforce_nonce: true,
    })
  })

  test('in a server only what mentions the bot is heard, without the mention, and answered as a reply', async () => {
    const { fake, bot } = await started()
    fake.say(ANNA, ROOM, 'nothing for a bot')
    const id = fake.say(ANNA, ROOM, to(`I like what <@${BEN}> likes <:blobcat:1234>`))
    const answer = await fake.until(() => fake.in(ROOM)[0])
    expect(bot.heard.map(({ text }) => text)).toEqual([`I like what User ${BEN} likes :blobcat:`])
    expect(answer.reference).toBe(id)
  })

  test('a bare mention gets a word; other bots and its own messages get none', async () => {
    const { fake, bot } = await started()
    fake.gateway.dispatch('MESSAGE_CREATE', undefined, ~0, () => ({
      ...fake.world.message(fake.world.id(), BEN, ROOM, to('hello'), true),
      author: { ...fake.world.user(BEN), bot: true },
    }))
    fake.say(ANNA, ROOM, to(''))
    expect((await fake.until(() => fake.in(ROOM)[0])).content).toBe(WORDS.mention)
    expect(bot.heard).toEqual([])
  })

  test('with the message content intent everything in a server is heard', async () => {
    const { fake, discord, bot } = await scene({ readsAll: true })
    fake.allowed |= INTENT.content
    await discord.start(bot)
    fake.say(ANNA, ROOM, 'recommend something')
    const answer = await fake.until(() => fake.in(ROOM)[0])
    expect(answer.embeds).toHaveLength(3)
  })

  test('what is stored about a person goes to them alone; who takes no direct messages is told of the commands', async () => {
    const { fake, bot, direct } = await started()
    const { respond } = bot
    Object.assign(bot, {
      respond: async (message: Parameters<typeof respond>[0]) => {
        const reply = await respond(message)
        return { ...reply, trace: { ...reply.trace, acts: ['profile'] } }
      },
    })
    fake.say(ANNA, ROOM, to('what do you know about me?'))
    expect((await fake.until(() => fake.in(ROOM)[0])).content).toBe(WORDS.private)
    expect(fake.in(direct).map(({ content }) => content)).toEqual(['You said: what do you know about me?'])
    fake.rest.closed.add(direct)
    fake.say(ANNA, ROOM, to('and now?'))
    expect((await fake.until(() => fake.in(ROOM)[1])).content).toBe(WORDS.noDirect)
  })

  test('where it may not write, the person hears it directly and the operator by the log', async () => {
    const { fake, direct, log } = await started()
    fake.rest.closed.add(ROOM)
    fake.say(ANNA, ROOM, to('hello'))
    expect((await fake.until(() => fake.in(direct)[0])).content).toBe(WORDS.mayNotWrite)
    expect(log.map(({ level, fields }) => `${level} ${fields.code} ${fields.channel}`)).toEqual([
      `warn DISCORD_PERMISSION ${ROOM}`,
    ])
  })

  test('a turn that fails is answered in words that name no path, and logged', async () => {
    const { fake, bot, direct, log } = await started()
    bot.before = async () => {
      throw new TastebudError('STORE_BUSY', '/secret/path is busy', 'Wait.')
    }
    fake.say(ANNA, direct, 'hello')
    expect((await fake.until(() => fake.in(direct)[0])).content).toBe(WORDS.memory)
    bot.before = async () => {
      throw new Error('/secret/path broke')
    }
    fake.say(ANNA, direct, 'hello')
    expect((await fake.until(() => fake.in(direct)[1])).content).toBe(WORDS.broken)
    expect(log.map(({ fields }) => fields.code)).toEqual(['STORE_BUSY', 'INTERNAL'])
  })

  test('where a server does not want it, it keeps quiet', async () => {
    const { fake, bot } = await started()
    await bot.saveSetting(`discord:server:${fake.world.guilds[0]}`, { channels: ['1'] })
    fake.say(ANNA, ROOM, to('hello'))
    fake.say(ANNA, fake.world.directChannel(ANNA), 'are you there?')
    await fake.until(() => fake.rest.messages[0])
    expect(bot.heard.map(({ text }) => text)).toEqual(['are you there?'])
  })

  test('a channel that is marked as age-restricted has no age limit, nor have its threads', async () => {
    const { fake, discord, bot } = await scene()
    const guild = fake.world.addGuild(['666'], { nsfw: true })
    fake.world.addChannel({ id: '667', guild, nsfw: false, type: 11, parent: '666' })
    await discord.start(bot)
    await expect.poll(() => discord.presence?.servers).toBe(2)
    for (const room of ['666', '667', ROOM]) {
      fake.say(ANNA, room, to('hello'))
      await fake.until(() => fake.in(room)[0])
    }
    expect(bot.heard.map(({ maxAge }) => maxAge)).toEqual([undefined, undefined, 17])
  })

  test('where it may not embed, cards are text; where it may not refer to a message, it answers without', async () => {
    const { fake, discord, bot } = await scene()
    fake.world.addChannel({ id: '700', guild: fake.world.guilds[0] ?? '', nsfw: false, type: 0, noEmbeds: true })
    await discord.start(bot)
    await expect.poll(() => discord.presence?.servers).toBe(1)
    fake.say(ANNA, '700', to('recommend something'))
    const plain = await fake.until(() => fake.in('700')[0])
    expect(plain.embeds).toBeUndefined()
    expect(plain.content).toMatch(/1\. Night Ferry \(1938\)[\s\S]*2\. The Glass Orchard/)
    expect(plain.components).toHaveLength(4)
    fake.rest.fail(/POST .*messages/, 1, 400, { message: 'no history', code: 160002 })
    fake.say(ANNA, ROOM, to('recommend something'))
    const answer = await fake.until(() => fake.in(ROOM)[0])
    expect(answer.reference).toBeUndefined()
    expect(answer.embeds).toHaveLength(3)
  })
})
