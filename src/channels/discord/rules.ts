import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Log } from '../../log.ts'
import type { Settings } from '../memory.ts'
import { CHANNEL } from './conversing.ts'

/** Highest age rating, in years, offered where a channel is not marked as age-restricted, unless a server says otherwise. */
const AGE = 17

const schema = z.object({
  /** Ids of the channels in which the bot answers; none means everywhere. */
  channels: z.array(z.string()).default([]),
  age: z.number().int().min(0).max(99).default(AGE),
})

/** What those who run a server decided for it. */
export type ServerSettings = Readonly<z.infer<typeof schema>>

/** A channel as far as rules need to know it. */
export interface Place {
  readonly channel: string
  /** The server; none in direct messages. */
  readonly guild?: string | undefined
  /** The channel that a thread is in. */
  readonly parent?: string | undefined
  /** Marked as age-restricted. */
  readonly nsfw: boolean
}

/** What is known of a channel beyond its id. */
export interface Known extends Pick<Place, 'parent' | 'nsfw'> {
  /** The bot may show embeds there. */
  readonly embeds: boolean
}

/** What holds in a place. */
export interface Rule {
  readonly answers: boolean
  readonly maxAge?: number
}

/** How long what was read counts as known, in milliseconds: another process may have changed it. */
const FRESH = 10_000
/** The longest that a rule may take: Discord waits 3 seconds for an acknowledgement. */
const PATIENCE = 1000

/** The settings of servers, from the store, and what follows from them. */
export class ServerRules {
  readonly #settings: Settings
  readonly #log: Log
  readonly #now: () => number
  readonly #known = new Map<string, { readonly settings: ServerSettings; readonly at: number }>()

  constructor(settings: Settings, log: Log, now: () => number) {
    this.#settings = settings
    this.#log = log
    this.#now = now
  }

  /** Never rejects, and never takes longer than a second: where the store does not answer, what was known last counts. */
  async of(guild: string): Promise<ServerSettings> {
    const known = this.#known.get(guild)
    if (known && this.#now() - known.at < FRESH) return known.settings
    const giveUp = new AbortController()
    try {
      const reading = this.#settings.setting(scopeOf(guild))
      reading.catch(() => undefined)
      const late = wait(PATIENCE, LATE, { signal: giveUp.signal, ref: false }).catch(() => LATE)
      const stored = await Promise.race([reading, late])
      if (stored === LATE) return known?.settings ?? schema.parse({})
      const settings = schema.catch(schema.parse({})).parse(stored ?? {})
      this.#known.set(guild, { settings, at: this.#now() })
      return settings
    } catch (error) {
      this.#log.warn({ door: CHANNEL, error }, 'the settings of a server cannot be read')
      return known?.settings ?? schema.parse({})
    } finally {
      giveUp.abort()
    }
  }

  /** @throws TastebudError of the store */
  async save(guild: string, settings: ServerSettings): Promise<void> {
    await this.#settings.saveSetting(scopeOf(guild), settings)
    this.#known.set(guild, { settings, at: this.#now() })
  }

  async rule({ channel, guild, parent, nsfw }: Place): Promise<Rule> {
    if (guild === undefined) return { answers: true, maxAge: AGE }
    const { channels, age } = await this.of(guild)
    const answers =
      channels.length === 0 || channels.includes(channel) || (parent !== undefined && channels.includes(parent))
    return { answers, ...(!nsfw && { maxAge: age }) }
  }
}

const LATE = Symbol('late')
const scopeOf = (guild: string) => `${CHANNEL}:server:${guild}`
