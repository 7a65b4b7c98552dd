import { Snowflakes, shardOf } from './snowflakes.ts'

/** The bot's user id, and the id of its application. */
export const ME = '1000000000000000001'
export const APPLICATION = '1000000000000000002'

export interface FakeChannel {
  readonly id: string
  /** None for direct messages. */
  readonly guild?: string
  readonly nsfw: boolean
  /** The bot may write there, but not show embeds. */
  readonly noEmbeds?: true
  /** 0 text, 1 direct messages, 11 a public thread. */
  readonly type: number
  /** The channel a thread is in; whom a channel of direct messages is with. */
  readonly parent?: string
}

/** Servers, channels and people, and how Discord writes them down. */
export class FakeWorld {
  readonly guilds: string[] = []
  readonly #ids = new Snowflakes()
  readonly #channels = new Map<string, FakeChannel>()

  id(): string {
    return this.#ids.next()
  }

  /** A server with a text channel for each id; known to whoever connects later. */
  addGuild(channels: readonly string[], { nsfw = false } = {}): string {
    const guild = this.id()
    this.guilds.push(guild)
    for (const id of channels) this.addChannel({ id, guild, nsfw, type: 0 })
    return guild
  }

  addChannel(channel: FakeChannel): void {
    this.#channels.set(channel.id, channel)
  }

  /** The channel of direct messages with somebody. */
  directChannel(user: string): string {
    const id = `direct-${user}`
    if (!this.#channels.has(id)) this.addChannel({ id, nsfw: false, type: 1, parent: user })
    return id
  }

  find(id: string): FakeChannel | undefined {
    return this.#channels.get(id)
  }

  channel(id: string): FakeChannel {
    const found = this.#channels.get(id)
    if (!found) throw new Error(`there is no channel ${id}`)
    return found
  }

  user(id: string) {
    const name = id === ME ? { username: 'tastebud', bot: true } : { username: `user-${id}`, global_name: `User ${id}` }
    return { id, discriminator: '0', avatar: null, ...name }
  }

  /** Servers that one of `count` connections hears of. */
  guildsOf(shard: number, count: number): string[] {
    return this.guilds.filter((guild) => shardOf(guild, count) === shard)
  }

  guild(id: string) {
    const all = [...this.#channels.values()].filter((channel) => channel.guild === id)
    const wire = ({ id, nsfw, type, parent, guild, noEmbeds }: FakeChannel) => ({
      id,
      name: `channel-${id}`,
      type,
      nsfw,
      position: 0,
      permission_overwrites: noEmbeds ? [{ id: guild, type: 0, allow: '0', deny: EMBED_LINKS }] : [],
      ...(parent !== undefined && { parent_id: parent }),
    })
    return {
      id,
      name: `server ${id}`,
      owner_id: '1000000000000000003',
      unavailable: false,
      member_count: 2,
      roles: [{ id, name: '@everyone', permissions: PERMISSIONS, position: 0 }],
      members: [{ user: this.user(ME), roles: [], joined_at: TIME, deaf: false, mute: false, flags: 0 }],
      channels: all.filter(({ type }) => type < 10).map(wire),
      threads: all.filter(({ type }) => type >= 10).map(wire),
      ...Object.fromEntries(EMPTY.map((name) => [name, []])),
    }
  }

  /** MESSAGE_CREATE as a bot gets it that may read the words, or that may not. */
  message(id: string, user: string, channel: string, content: string, readable: boolean) {
    const { guild } = this.channel(channel)
    const mentions = mentioned(content).map((who) => this.user(who))
    return {
      id,
      type: 0,
      channel_id: channel,
      author: this.user(user),
      content: readable || guild === undefined || mentions.some((one) => one.id === ME) ? content : '',
      timestamp: TIME,
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions,
      mention_roles: [],
      attachments: [],
      embeds: [],
      pinned: false,
      ...(guild !== undefined && { guild_id: guild, member: { roles: [], joined_at: null } }),
    }
  }

  /** INTERACTION_CREATE, which over HTTP looks the same. */
  interaction(user: string, channel: string, record: { readonly id: string; readonly token: string }, body: object) {
    const { guild, nsfw, type, parent } = this.channel(channel)
    const who = this.user(user)
    const member = { user: who, roles: [], permissions: '0', joined_at: TIME }
    return {
      id: record.id,
      token: record.token,
      application_id: APPLICATION,
      version: 1,
      locale: 'en-GB',
      entitlements: [],
      authorizing_integration_owners: {},
      channel_id: channel,
      channel: { id: channel, type, nsfw, ...(type === 11 && { parent_id: parent }) },
      ...(guild === undefined ? { user: who } : { guild_id: guild, member }),
      ...body,
    }
  }
}

export const TIME = '2026-01-01T00:00:00.000000+00:00'

/** View Channel, Send Messages, Embed Links, Attach Files, Read Message History: bits, as Discord writes them. */
const PERMISSIONS = String((1 << 10) | (1 << 11) | (1 << 14) | (1 << 15) | (1 << 16))
const EMBED_LINKS = String(1 << 14)

const mentioned = (content: string) => [...content.matchAll(/<@!?([\w-]+)>/g)].map(([, who = '']) => who)

const EMPTY = [
  'emojis',
  'stickers',
  'features',
  'presences',
  'voice_states',
  'stage_instances',
  'guild_scheduled_events',
  'soundboard_sounds',
]
