import type { FastifyInstance } from 'fastify'
import type { Bot } from '../bot.ts'
import type { Channel } from '../channels/contract.ts'
import type { Config } from '../config.ts'

/** A door to a platform that is open. */
export interface OpenDoor {
  /** One line for whoever started it: which platform, as whom. */
  readonly says: string
  readonly channel: Channel
}

/**
 * Opens the door to Discord's gateway where there is a token and no public key; its code and its package are loaded only then.
 * @throws TastebudError of the channel, where it cannot be opened
 */
export async function openDiscord(
  config: Config,
  clock: () => number,
  opening: Promise<Bot>,
): Promise<OpenDoor | undefined> {
  const { discordToken: token, discordPublicKey, discordReads, discordApi: api, logLevel } = config
  if (token === undefined || discordPublicKey !== undefined) return undefined
  const [{ Discord }, { openLog }, bot] = await Promise.all([
    import('../channels/discord.ts'),
    import('../log.ts'),
    opening,
    // It takes a while, as does the bot; whether it is there at all is told by the channel.
    import('discord.js').catch(() => undefined),
  ])
  const log = await openLog(logLevel)
  const channel = new Discord({ token, api, readsAll: discordReads === 'all', memory: bot, log, now: clock })
  await channel.start(bot)
  const { name = '', servers = 0 } = channel.presence ?? {}
  return { channel, says: `Discord: here as ${name}, in ${servers} ${servers === 1 ? 'server' : 'servers'}` }
}

/** Doors that stand in the server: Discord by HTTP, where there is a token and a public key. */
export async function serverDoors(
  config: Config,
  clock: () => number,
  bot: Bot,
): Promise<((app: FastifyInstance) => Channel)[]> {
  const { discordToken: token, discordPublicKey: publicKey, discordApi: api, logLevel } = config
  if (token === undefined || publicKey === undefined) return []
  const [{ discordHttpChannel }, { openLog }] = await Promise.all([
    import('../channels/discord-http.ts'),
    import('../log.ts'),
  ])
  const log = await openLog(logLevel)
  return [(app) => discordHttpChannel({ app, token, publicKey, api, memory: bot, log, now: clock })]
}
