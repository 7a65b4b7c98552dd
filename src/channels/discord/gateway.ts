import type { APIInteraction, Client, GatewayMessageCreateDispatchData } from 'discord.js'
import type { Log } from '../../log.ts'
import { CHANNEL } from './conversing.ts'
import { asLoginError } from './failures.ts'

type Discord = typeof import('discord.js')

export interface GatewayOptions {
  readonly discord: Discord
  readonly token: string
  /** Address of the REST interface, without the version. */
  readonly api: string
  /** Asks for the content of every message, which Discord has to allow. */
  readonly readsAll: boolean
  readonly log: Log
  readonly onMessage: (message: GatewayMessageCreateDispatchData) => void
  readonly onInteraction: (interaction: APIInteraction) => void
}

export interface Gateway {
  readonly client: Client
  /** User id of the bot. */
  readonly me: string
  readonly application: string
  /** Name of the bot in Discord. */
  readonly name: string
}

/**
 * Logs in and listens. discord.js keeps the connection (heartbeats, resuming, as many shards as Discord recommends);
 * events are taken as they come over the wire, in the shape that HTTP interactions have too.
 * @throws TastebudError DISCORD_TOKEN, DISCORD_INTENT, DISCORD_UNREACHABLE
 */
export async function connect(options: GatewayOptions): Promise<Gateway> {
  const { discord, token, api, readsAll, log } = options
  const { Client, Events, GatewayDispatchEvents, GatewayIntentBits: Intents, Options } = discord
  const client: Client = new Client({
    intents: [
      Intents.Guilds,
      Intents.GuildMessages,
      Intents.DirectMessages,
      ...(readsAll ? [Intents.MessageContent] : []),
    ],
    shards: 'auto',
    rest: { api },
    // What is said is nobody's to keep but the store's; only servers and their channels are remembered.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      UserManager: { maxSize: 1, keepOverLimit: ({ id }) => id === client.user?.id },
      GuildMemberManager: { maxSize: 1, keepOverLimit: ({ id }) => id === client.user?.id },
    }),
  })
  const warn = (error: Error) => log.warn({ door: CHANNEL, error }, 'the connection to Discord has trouble')
  client.on(Events.Error, warn)
  client.on(Events.ShardError, warn)
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    if (client.isReady()) log.error({ door: CHANNEL, shard, closed: code }, 'Discord closed a connection for good')
  })
  client.ws.on(GatewayDispatchEvents.MessageCreate, options.onMessage)
  client.ws.on(GatewayDispatchEvents.InteractionCreate, options.onInteraction)
  try {
    await client.login(token)
  } catch (error) {
    await client.destroy()
    throw asLoginError(error)
  }
  const { user, application } = client
  if (!user || !application) throw asLoginError(new Error('logged in as nobody'))
  return { client, me: user.id, application: application.id, name: user.username }
}
