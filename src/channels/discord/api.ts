import { setTimeout as wait } from 'node:timers/promises'
import type { APIInteractionResponse, APIMessage, REST } from 'discord.js'
import type { CommandDefinition } from './commands.ts'
import { isTemporary } from './failures.ts'
import { LIMITS } from './limits.ts'
import type { Outgoing } from './render.ts'

type Rest = Pick<REST, 'get' | 'post' | 'patch' | 'put'>

/** Where interactions are answered: those calls have no limit but their own. */
export const hooksOf = (discord: Pick<typeof import('discord.js'), 'REST'>, api: string): REST =>
  new discord.REST({ version: '10', api, globalRequestsPerSecond: Number.POSITIVE_INFINITY })

/** Only its owner sees such an answer. */
export const EPHEMERAL = 64

/** What names an interaction towards Discord. */
export interface Ticket {
  readonly id: string
  readonly application_id: string
  readonly token: string
}

/**
 * The calls of Discord's REST interface that the channel makes. Rate limits are waited for below, in `REST`; what
 * fails for the moment (5xx, no connection) is tried again here, `backoff` milliseconds apart, because below it is
 * tried again at once, which helps nobody who is overloaded.
 */
export class DiscordApi {
  readonly #rest: Rest
  readonly #hooks: Rest
  readonly #backoff: readonly number[]

  /**
   * @param rest for calls in the bot's name, of which Discord takes 50 a second
   * @param hooks for answers to interactions, which do not count among those
   */
  constructor(rest: Rest, hooks: Rest, backoff: readonly number[] = [500, 2000, 5000]) {
    this.#rest = rest
    this.#hooks = hooks
    this.#backoff = backoff
  }

  /**
   * Writes parts of one answer into a channel, in order. Every part carries a nonce made from the message it answers,
   * and Discord is told to enforce it: whatever is sent again, here or by another process, appears once.
   * @param answers id of the message that is answered; `refer` shows it as a reply to that
   */
  async send(channel: string, parts: readonly Outgoing[], answers: string, refer: boolean): Promise<void> {
    for (const [i, { files, ...part }] of parts.entries()) {
      const nonce = `${answers}-${i + 1}/${parts.length}`.slice(-LIMITS.nonce)
      const reference = refer && i === 0 && { message_reference: { message_id: answers, fail_if_not_exists: false } }
      const body = { ...part, nonce, enforce_nonce: true, ...reference }
      await this.#patiently(() => this.#rest.post(`/channels/${channel}/messages`, { body, ...withFiles(files) }))
    }
  }

  /** Shows for ten seconds that the bot is at it; that this fails is nobody's concern. */
  async typing(channel: string): Promise<void> {
    await this.#rest.post(`/channels/${channel}/typing`).catch(() => undefined)
  }

  /** The channel of direct messages with somebody. */
  async directChannel(user: string): Promise<string> {
    const body = { recipient_id: user }
    const { id } = (await this.#patiently(() => this.#rest.post('/users/@me/channels', { body }))) as { id: string }
    return id
  }

  /** The first answer to an interaction, which Discord wants within 3 seconds: one attempt, for later is too late. */
  async acknowledge({ id, token }: Ticket, body: APIInteractionResponse): Promise<void> {
    await this.#hooks.post(`/interactions/${id}/${token}/callback`, { body, auth: false })
  }

  /** Puts an answer where the acknowledgement stands. */
  async edit(ticket: Ticket, part: Outgoing): Promise<void> {
    const { files, ...body } = part
    const path = `/webhooks/${ticket.application_id}/${ticket.token}/messages/@original` as const
    await this.#patiently(() => this.#hooks.patch(path, { body, auth: false, ...withFiles(files) }))
  }

  /** One more message to an interaction. */
  async followUp({ application_id, token }: Ticket, part: Outgoing, ephemeral: boolean): Promise<APIMessage> {
    const { files, ...rest } = part
    const body = { ...rest, ...(ephemeral && { flags: EPHEMERAL }) }
    const path = `/webhooks/${application_id}/${token}` as const
    return (await this.#patiently(() =>
      this.#hooks.post(path, { body, auth: false, ...withFiles(files) }),
    )) as APIMessage
  }

  /** Id of the application whose token this is. */
  async application(): Promise<string> {
    const { id } = (await this.#rest.get('/applications/@me')) as { id: string }
    return id
  }

  async commands(application: string): Promise<readonly CommandDefinition[]> {
    return (await this.#patiently(() => this.#rest.get(`/applications/${application}/commands`))) as CommandDefinition[]
  }

  /** Puts these commands in the place of all that were registered. */
  async setCommands(application: string, commands: readonly CommandDefinition[]): Promise<void> {
    await this.#patiently(() => this.#rest.put(`/applications/${application}/commands`, { body: commands }))
  }

  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (const pause of this.#backoff) {
      try {
        return await work()
      } catch (error) {
        if (!isTemporary(error)) throw error
      }
      await wait(pause)
    }
    return work()
  }
}

const withFiles = (files: Outgoing['files']) => (files && files.length > 0 ? { files: [...files] } : {})
