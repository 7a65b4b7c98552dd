import { afterEach } from 'vitest'
import { Discord, type DiscordOptions } from '../../../src/channels/discord.ts'
import { ME } from '../../../src/conversation-tests/fake-discord/world.ts'
import { FakeDiscord } from '../../../src/conversation-tests/fake-discord.ts'
import type { Log } from '../../../src/log.ts'
import { openStore } from '../../../src/store/open.ts'
import { type FakeBot, fakeBot } from '../../serve/fake-bot.ts'

export const ANNA = '200000000000000001'
export const BEN = '200000000000000002'
/** A text channel of a server. */
export const ROOM = '300000000000000001'
/** The words with a mention of the bot in front. */
export const to = (words: string) => `<@${ME}> ${words}`

export interface Line {
  readonly level: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

export interface Scene {
  readonly fake: FakeDiscord
  readonly bot: FakeBot
  readonly discord: Discord
  /** The channel of direct messages with Anna. */
  readonly direct: string
  readonly log: readonly Line[]
}

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** A fake Discord with one server, and the channel with a bot of fixed answers, not started. */
export async function scene(options: Partial<DiscordOptions> = {}): Promise<Scene> {
  const fake = await FakeDiscord.open()
  open.push(() => fake.close())
  fake.world.addGuild([ROOM])
  const direct = fake.world.directChannel(ANNA)
  const store = await openStore({ file: ':memory:' })
  open.push(() => store.close())
  const bot = fakeBot(store)
  const log: Line[] = []
  const discord = new Discord({
    token: fake.token,
    api: fake.api,
    memory: bot,
    log: recording(log),
    now: () => 1000,
    backoff: [1, 1],
    ...options,
  })
  open.push(() => discord.stop())
  return { fake, bot, discord, direct, log }
}

/** The same, logged in. */
export async function started(options: Partial<DiscordOptions> = {}): Promise<Scene> {
  const made = await scene(options)
  await made.discord.start(made.bot)
  return made
}

const recording = (lines: Line[]): Log => {
  const line = (level: string) => (fields: Line['fields'], message: string) =>
    void lines.push({ level, fields, message })
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
}

/** Custom ids of a message by label. */
export function idsOf(message: { readonly components?: readonly unknown[] }): Record<string, string> {
  const rows = (message.components ?? []) as {
    components: { label?: string; placeholder?: string; custom_id: string }[]
  }[]
  return Object.fromEntries(
    rows.flatMap(({ components }) => components.map((one) => [one.label ?? one.placeholder ?? '', one.custom_id])),
  )
}
