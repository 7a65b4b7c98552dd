import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FakeGateway, INTENT, type Session } from './fake-discord/gateway.ts'
import { type FakeInteraction, type FakeMessage, FakeRest } from './fake-discord/rest.ts'
import { APPLICATION, FakeWorld, ME, TIME } from './fake-discord/world.ts'

/**
 * Discord on loopback: the REST calls and the gateway that the channel uses, over the real wire. It fails on request:
 * 429, 503, lost connections and sessions, a wrong token, intents that are not allowed.
 */
export class FakeDiscord {
  readonly token = 'fake-token.of-a-bot.that-nobody-has'
  readonly world = new FakeWorld()
  readonly gateway: FakeGateway
  readonly rest: FakeRest
  /** Shards that Discord recommends. */
  shards = 1
  /** Intents that the portal allows. */
  allowed = INTENT.guilds | INTENT.guildMessages | INTENT.directMessages
  heartbeatMs = 30_000
  readonly #server = createServer((request, response) => void this.rest.answer(request, response))
  #waiting: (() => void)[] = []

  private constructor() {
    this.gateway = new FakeGateway(this.#server, this)
    const recommended = () => ({
      url: this.#socketUrl,
      shards: this.shards,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 16 },
    })
    this.rest = new FakeRest(this.world, this.token, recommended, () => {
      for (const wake of this.#waiting.splice(0)) wake()
    })
  }

  static async open(): Promise<FakeDiscord> {
    const fake = new FakeDiscord()
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve))
    return fake
  }

  async close(): Promise<void> {
    this.gateway.close()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** What the bot is told as the address of the REST interface. */
  get api(): string {
    return `http://127.0.0.1:${this.#port}/api`
  }

  get #socketUrl(): string {
    return `ws://127.0.0.1:${this.#port}`
  }

  /** A text channel in a server of its own, which whoever is connected hears of. */
  addChannel(id: string): void {
    if (this.world.find(id)) return
    const guild = this.world.addGuild([id], { nsfw: true })
    this.gateway.dispatch('GUILD_CREATE', guild, INTENT.guilds, () => this.world.guild(guild))
  }

  /** Somebody writes; `me` in the text as `<@...>` mentions the bot. Returns the id of the message. */
  say(user: string, channel: string, content: string): string {
    const { guild } = this.world.channel(channel)
    const id = this.world.id()
    const intent = guild === undefined ? INTENT.directMessages : INTENT.guildMessages
    this.gateway.dispatch('MESSAGE_CREATE', guild, intent, ({ intents }) =>
      this.world.message(id, user, channel, content, (intents & INTENT.content) !== 0),
    )
    return id
  }

  /** Somebody uses a slash command. */
  slash(user: string, channel: string, name: string, options: Readonly<Record<string, string>> = {}): FakeInteraction {
    const given = Object.entries(options).map(([key, value]) => ({ type: 3, name: key, value }))
    return this.interact(user, channel, {
      type: 2,
      data: { id: this.world.id(), name, type: 1, ...(given.length > 0 && { options: given }) },
    })
  }

  /** Somebody presses a button of a message, or chooses `value` in a menu of it. */
  press(user: string, message: FakeMessage, customId: string, value?: string): FakeInteraction {
    const { files: _, reference: __, ...wire } = message
    const data = { component_type: value === undefined ? 2 : 3, custom_id: customId }
    return this.interact(user, message.channel_id, {
      type: 3,
      data: value === undefined ? data : { ...data, values: [value] },
      message: { ...wire, author: this.world.user(ME), timestamp: TIME, mentions: [], attachments: [] },
    })
  }

  /** Interactions come over the gateway whatever the intents. */
  interact(user: string, channel: string, body: object): FakeInteraction {
    const record = this.rest.expect(user, channel)
    const event = this.world.interaction(user, channel, record, body)
    this.gateway.dispatch('INTERACTION_CREATE', this.world.channel(channel).guild, ~0, () => event)
    return record
  }

  /** Messages of the bot in a channel, oldest first. */
  in(channel: string): FakeMessage[] {
    return this.rest.messages.filter((message) => message.channel_id === channel)
  }

  /** Waits until a request of the bot makes it true. @throws Error after `seconds` */
  async until<T>(found: () => T | undefined | false, seconds = 10): Promise<T> {
    const deadline = AbortSignal.timeout(seconds * 1000)
    const over = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve(), { once: true }))
    for (;;) {
      const value = found()
      if (value !== undefined && value !== false) return value
      if (deadline.aborted) throw new Error(`the bot did not do it within ${seconds} s: ${String(found)}`)
      await Promise.race([over, new Promise<void>((resolve) => this.#waiting.push(resolve))])
    }
  }

  /** What the gateway says to a new session. */
  ready({ id, shard }: Session) {
    const mine = this.world.guildsOf(...shard)
    return {
      d: {
        v: 10,
        user: this.world.user(ME),
        guilds: mine.map((guild) => ({ id: guild, unavailable: true })),
        session_id: id,
        resume_gateway_url: this.#socketUrl,
        application: { id: APPLICATION, flags: 0 },
        shard,
      },
      after: mine.map((guild) => ({ t: 'GUILD_CREATE', d: this.world.guild(guild) })),
    }
  }
}
