import type { APIInteraction } from 'discord.js'
import type { Log } from '../log.ts'
import type { Channel, Company, Conversable } from './contract.ts'
import { DiscordApi, hooksOf } from './discord/api.ts'
import { both, CHANNEL, type Conversing } from './discord/conversing.ts'
import { notInstalled } from './discord/failures.ts'
import { connect, type Gateway } from './discord/gateway.ts'
import { InFlight } from './discord/in-flight.ts'
import { hearInteraction } from './discord/interactions.ts'
import { type Heard, hearMessage } from './discord/messages.ts'
import { register } from './discord/registration.ts'
import { Rounds } from './discord/rounds.ts'
import { type Known, ServerRules } from './discord/rules.ts'
import type { Memory, Settings } from './memory.ts'

export interface DiscordOptions {
  readonly token: string
  readonly memory: Pick<Memory, 'turns'> & Settings & Company
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Answers every message it may read, not only those that mention it: needs the message content intent. */
  readonly readsAll?: boolean
  /** Address of Discord's REST interface, without the version: another one in tests. */
  readonly api?: string
  /** Milliseconds between attempts where Discord fails. */
  readonly backoff?: readonly number[]
  /** How long answers in flight may take when it stops, in milliseconds. */
  readonly stopMs?: number
}

/** Discord over its gateway: mentions, direct messages, slash commands, buttons and menus. */
export class Discord implements Channel {
  readonly name = CHANNEL
  readonly #options: DiscordOptions
  #inFlight: InFlight
  #gateway: Gateway | undefined

  constructor(options: DiscordOptions) {
    this.#options = options
    this.#inFlight = new InFlight(options.log)
  }

  /** Name of the bot, and in how many servers it is; undefined before it started. */
  get presence(): { readonly name: string; readonly servers: number } | undefined {
    const gateway = this.#gateway
    return gateway && { name: gateway.name, servers: gateway.client.guilds.cache.size }
  }

  /** @throws TastebudError DISCORD_NOT_INSTALLED, DISCORD_TOKEN, DISCORD_INTENT, DISCORD_COMMANDS, DISCORD_UNREACHABLE */
  async start(bot: Conversable): Promise<void> {
    const {
      token,
      memory,
      log,
      now,
      readsAll = false,
      api: address = 'https://discord.com/api',
      backoff,
    } = this.#options
    const discord = await import('discord.js').catch((error: unknown) => {
      throw notInstalled(error)
    })
    const inFlight = new InFlight(log)
    this.#inFlight = inFlight
    let conversing: Conversing | undefined
    // What comes while the connection is still being made waits for it.
    let opened: () => void = () => undefined
    const open = new Promise<void>((resolve) => {
      opened = resolve
    })
    const hear = (work: (conversing: Conversing, me: string) => Promise<void>) => {
      if (!inFlight.closed)
        inFlight.track(open.then(async () => conversing && work(conversing, this.#gateway?.me ?? '')))
    }
    const gateway = await connect({
      discord,
      token,
      api: address,
      readsAll,
      log,
      onMessage: (message: Heard) =>
        hear((parts, me) => hearMessage({ ...parts, me, readsAll, channel: this.#channel }, message)),
      onInteraction: (interaction: APIInteraction) =>
        hear((parts) =>
          hearInteraction({ ...parts, channel: this.#channel }, interaction, (response) =>
            parts.api.acknowledge(interaction, response),
          ),
        ),
    })
    this.#gateway = gateway
    const api = new DiscordApi(gateway.client.rest, hooksOf(discord, address), backoff)
    try {
      await register(api, gateway.application)
    } catch (error) {
      opened()
      await this.stop()
      throw error
    }
    conversing = {
      bot: both(bot, memory),
      memory,
      rules: new ServerRules(memory, log, now),
      rounds: new Rounds(),
      api,
      log,
      now,
    }
    opened()
  }

  /** A thread is as age-restricted as the channel that it is in. */
  readonly #channel = (id: string): Known => {
    const channel = this.#gateway?.client.channels.cache.get(id)
    if (!channel || channel.isDMBased()) return { nsfw: false, embeds: true }
    const parent = channel.isThread() ? channel.parent : undefined
    const marked = parent ?? channel
    const { me } = channel.guild.members
    const embeds = !me || channel.permissionsFor(me)?.has('EmbedLinks') !== false
    return { parent: parent?.id, nsfw: 'nsfw' in marked && marked.nsfw === true, embeds }
  }

  async stop(): Promise<void> {
    await this.#inFlight.settled(this.#options.stopMs ?? 10_000)
    await this.#gateway?.client.destroy()
    this.#gateway = undefined
  }
}
