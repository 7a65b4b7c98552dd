import { describe, expect, test } from 'vitest'
import { WORDS } from '../../../src/channels/discord/words.ts'
import { ANNA, BEN, idsOf, ROOM, started, to } from './world.ts'

describe('commands', () => {
  test('are acknowledged before anything is thought about', async () => {
    const { fake, bot } = await started()
    let acknowledged: unknown
    bot.before = async () => {
      acknowledged = asked.acknowledged
    }
    const asked = fake.slash(ANNA, ROOM, 'recommend', { wish: 'recommend for a rainy day' })
    const answer = await fake.until(() => asked.original)
    expect(acknowledged).toEqual({ type: 5 })
    expect(answer.embeds).toHaveLength(3)
    expect(answer.flags).toBe(0)
    expect(bot.heard[0]).toMatchObject({ text: 'recommend for a rainy day', conversation: ROOM, key: asked.id })
    // The token in its path is all that an interaction needs.
    const calls = fake.rest.requests.filter(({ path }) => /interactions|webhooks/.test(path))
    expect(calls.map(({ authorization }) => authorization)).toEqual([undefined, undefined])
  })

  test.each(['taste', 'why', 'export'])('/%s is answered to the one who asked alone', async (name) => {
    const { fake, bot } = await started()
    const asked = fake.slash(ANNA, ROOM, name)
    const answer = await fake.until(() => asked.original)
    expect(asked.acknowledged).toEqual({ type: 5, data: { flags: 64 } })
    expect(answer.flags).toBe(64)
    expect(fake.in(ROOM)).toEqual([])
    expect(bot.heard).toHaveLength(1)
  })

  test('/forget asks first, and its button says so in the words that the bot knows', async () => {
    const { fake, bot } = await started()
    const asked = fake.slash(ANNA, ROOM, 'forget')
    const question = await fake.until(() => asked.original)
    expect(question).toMatchObject({ content: WORDS.forget, flags: 64 })
    expect(bot.heard).toEqual([])
    const pressed = fake.press(ANNA, question, idsOf(question)[WORDS.forgetYes] ?? '')
    const answer = await fake.until(() => pressed.followUps[0])
    expect(bot.heard.map(({ text, payload }) => [text, payload])).toEqual([['forget me', undefined]])
    expect(answer.flags).toBe(64)
  })

  test('one that was acknowledged elsewhere or too late is let go', async () => {
    const { fake, bot, log } = await started()
    fake.rest.fail(/callback/, 1, 404, { message: 'Unknown interaction', code: 10062 })
    fake.slash(ANNA, ROOM, 'recommend')
    await expect.poll(() => log.length).toBe(1)
    expect(log[0]?.level).toBe('warn')
    expect(bot.heard).toEqual([])
  })
})

describe('buttons and menus', () => {
  const listed = async () => {
    const made = await started()
    made.fake.say(ANNA, ROOM, to('recommend something'))
    const list = await made.fake.until(() => made.fake.in(ROOM)[0])
    return { ...made, list, ids: idsOf(list) }
  }

  test('each card has its row; a press is a turn of its own with the payload', async () => {
    const { fake, bot, list, ids } = await listed()
    expect(Object.keys(ids)).toEqual([
      ...['Like', 'Seen it', 'Save', 'Why?', 'More like this'].map((label) => `1 · ${label}`),
      ...['Like', 'Seen it', 'Save', 'Why?', 'More like this'].map((label) => `2 · ${label}`),
      ...['Like', 'Seen it', 'Save', 'Why?', 'More like this'].map((label) => `3 · ${label}`),
      'The first',
      'Something newer',
      'None of them',
    ])
    const pressed = fake.press(ANNA, list, ids['2 · Seen it'] ?? '')
    const answer = await fake.until(() => pressed.followUps[0])
    expect(pressed.acknowledged).toEqual({ type: 6 })
    expect(answer.content).toBe('You pressed seen:the-glass-orchard-1976.')
    expect(bot.heard.at(-1)).toMatchObject({ text: 'Seen it', payload: 'seen:the-glass-orchard-1976', person: ANNA })
  })

  test('nobody presses the buttons of somebody else', async () => {
    const { fake, bot, list, ids } = await listed()
    const pressed = fake.press(BEN, list, ids['1 · Like'] ?? '')
    const answer = await fake.until(() => pressed.original)
    expect(answer).toMatchObject({ content: WORDS.notYours, flags: 64 })
    expect(bot.heard).toHaveLength(1)
  })

  test('a button of an older version and an answer to a question that is over are told so kindly', async () => {
    const { fake, bot, list, ids } = await listed()
    const old = fake.press(ANNA, list, 'tb0:what was this')
    expect(await fake.until(() => old.original)).toMatchObject({ content: WORDS.stale, flags: 64 })
    fake.say(ANNA, ROOM, to('something else'))
    await fake.until(() => fake.in(ROOM)[1])
    const stale = fake.press(ANNA, list, ids['The first'] ?? '')
    expect(await fake.until(() => stale.followUps[0])).toMatchObject({ content: WORDS.stale, flags: 64 })
    expect(bot.heard).toHaveLength(2)
  })

  test('an answer to the question that was just asked is taken, after a restart as well', async () => {
    const { fake, bot, discord, list, ids } = await listed()
    await discord.stop()
    await discord.start(bot)
    const pressed = fake.press(ANNA, list, ids['The first'] ?? '')
    expect((await fake.until(() => pressed.followUps[0])).content).toBe('You pressed answer:1.')
  })

  test('a choice in a menu is a press', async () => {
    const { fake, bot, list } = await listed()
    const menu = {
      ...list,
      components: [
        {
          type: 1,
          components: [
            { type: 3, custom_id: `tb1:${ANNA}:!menu:0`, options: [{ label: '4 · Save', value: 'save:x' }] },
          ],
        },
      ],
    }
    const chosen = fake.press(ANNA, menu as typeof list, `tb1:${ANNA}:!menu:0`, 'save:x')
    await fake.until(() => chosen.followUps[0])
    expect(bot.heard.at(-1)).toMatchObject({ text: 'Save', payload: 'save:x' })
  })
})

describe('the settings of a server', () => {
  const scopeOf = (made: Awaited<ReturnType<typeof started>>) => `discord:server:${made.fake.world.guilds[0]}`

  test('are shown to the one who may see them, and changed by the menu and the age', async () => {
    const made = await started()
    const { fake, bot } = made
    const asked = fake.slash(ANNA, ROOM, 'settings', { age: '12' })
    const panel = await fake.until(() => asked.original)
    expect(panel.flags).toBe(64)
    expect(panel.content).toContain('above 12')
    const menu = idsOf(panel)[WORDS.chooseChannels] ?? ''
    const chosen = fake.press(ANNA, panel, menu, '999')
    expect((await fake.until(() => chosen.original)).content).toContain('I answer in: <#999>')
    expect(await bot.setting(scopeOf(made))).toEqual({ channels: ['999'], age: 12 })

    const elsewhere = fake.slash(ANNA, ROOM, 'recommend')
    expect(await fake.until(() => elsewhere.original)).toMatchObject({ content: WORDS.elsewhere, flags: 64 })
    // What only the person sees disturbs nobody.
    const taste = fake.slash(ANNA, ROOM, 'taste')
    await fake.until(() => taste.original)
    expect(bot.heard).toHaveLength(1)

    const again = fake.slash(ANNA, ROOM, 'settings')
    const open = await fake.until(() => again.original)
    const all = fake.press(ANNA, open, idsOf(open)[WORDS.allowAll] ?? '')
    await fake.until(() => all.original)
    expect(await bot.setting(scopeOf(made))).toEqual({ channels: [], age: 12 })
  })

  test('hold for a command and a press as for a message', async () => {
    const made = await started()
    const { fake, bot } = made
    await bot.saveSetting(scopeOf(made), { age: 6 })
    const asked = fake.slash(ANNA, ROOM, 'recommend')
    const list = await fake.until(() => asked.original)
    const pressed = fake.press(ANNA, list, idsOf(list)['1 · Like'] ?? '')
    await fake.until(() => pressed.followUps[0])
    expect(bot.heard.map(({ maxAge }) => maxAge)).toEqual([6, 6])
  })
})
