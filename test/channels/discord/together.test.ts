import { expect, test } from 'vitest'
import { WORDS } from '../../../src/channels/discord/words.ts'
import { TastebudError } from '../../../src/errors.ts'
import { ANNA, BEN, idsOf, ROOM, started } from './world.ts'

async function begun(wish = 'recommend for all') {
  const made = await started()
  const { fake } = made
  const opened = fake.slash(ANNA, ROOM, 'together', { wish })
  const lobby = await fake.until(() => opened.original)
  /** Presses a button of a message by the begin of its label; what the message then is, or what was said aside. */
  const press = async (user: string, message: typeof lobby, label: string) => {
    const [, id = ''] = Object.entries(idsOf(message)).find(([each]) => each.startsWith(label)) ?? []
    const pressed = fake.press(user, message, id)
    return fake.until(() => pressed.original ?? pressed.followUps[0])
  }
  return { ...made, lobby, press }
}

test('people join, the bot looks with the tastes of all, they vote, and who began closes', async () => {
  const { bot, lobby, press } = await begun()
  expect(lobby.flags).toBe(0)
  expect(lobby.content).toContain(`Taking part: User ${ANNA}.`)
  const joined = await press(BEN, lobby, WORDS.joinSharing)
  expect(joined.content).toContain(`User ${ANNA}, User ${BEN}`)
  const list = await press(ANNA, joined, WORDS.look)
  expect(bot.companies).toEqual([[ANNA, BEN]])
  expect(list.embeds).toHaveLength(3)
  // Anna joined without her reasons.
  expect(JSON.stringify(list)).not.toContain('Harbour Lights')
  await press(ANNA, list, '2 ·')
  const voted = await press(BEN, list, '2 ·')
  expect(Object.keys(idsOf(voted))).toEqual([
    '1 · Night Ferry (0)',
    '2 · The Glass Orchard (2)',
    '3 · Seven Small Storms (0)',
    WORDS.close,
  ])
  const end = await press(ANNA, voted, WORDS.close)
  expect(end.content).toContain('The Glass Orchard (1976)')
  expect(await press(BEN, voted, '1 ·')).toMatchObject({ content: WORDS.roundOver, flags: 64 })
})

test('only who began may look; what nobody began is over', async () => {
  const { fake, bot, discord, lobby, press } = await begun()
  expect(await press(BEN, lobby, WORDS.look)).toMatchObject({ content: WORDS.notYours, flags: 64 })
  await discord.stop()
  await discord.start(bot)
  expect(fake.gateway.sessions).toHaveLength(1)
  expect(await press(BEN, lobby, WORDS.join)).toMatchObject({ content: WORDS.roundOver })
})

test('what brings no list, and what fails, leaves the round open and says so', async () => {
  const { bot, lobby, press } = await begun('what do you know about me?')
  expect((await press(ANNA, lobby, WORDS.look)).content).toMatch(new RegExp(`^${WORDS.nothingForAll.slice(0, 20)}`))
  bot.before = () => Promise.reject(new TastebudError('STORE_BUSY', '/secret', 'Wait.'))
  const failed = await press(ANNA, lobby, WORDS.look)
  expect(failed.content?.startsWith(WORDS.memory)).toBe(true)
  expect(Object.keys(idsOf(failed))).toContain(WORDS.join)
})
