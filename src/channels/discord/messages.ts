import type { GatewayMessageCreateDispatchData } from 'discord.js'
import { CHANNEL, type Conversing, converse, isPrivate } from './conversing.ts'
import { lacksPermission, mayNotRefer, noPermission } from './failures.ts'
import { wordsOf } from './markdown.ts'
import { note, type Outgoing, render, renderPlain } from './render.ts'
import type { Known } from './rules.ts'
import { WORDS } from './words.ts'

export type Heard = GatewayMessageCreateDispatchData

export interface Listening extends Conversing {
  /** The bot's own user id. */
  readonly me: string
  /** Answers every message it may read, not only those that mention it. */
  readonly readsAll: boolean
  /** What is known of a channel by its id. */
  readonly channel: (id: string) => Known
}

/** Message types that people write: plain ones and replies. */
const WRITTEN = new Set([0, 19])

/** Answers what people write: everything in direct messages, and in servers what mentions the bot. */
export async function hearMessage(listening: Listening, message: Heard): Promise<void> {
  const { me, readsAll, api } = listening
  const { author, channel_id, id, mentions, guild_id, content, type } = message
  if (author.bot || message.webhook_id !== undefined || !WRITTEN.has(type)) return
  const direct = guild_id === undefined
  const called = mentions.some((one) => one.id === me)
  if (!direct && !called && !readsAll) return
  const { embeds, ...known } = listening.channel(channel_id)
  const { answers, maxAge } = await listening.rules.rule({ channel: channel_id, guild: guild_id, ...known })
  // Where it is not wanted it says nothing, not even that.
  if (!answers) return
  const people = new Map(mentions.map((one) => [one.id, one.global_name ?? one.username]))
  const words = wordsOf(content, { me, people })
  const answer = (parts: readonly Outgoing[]) => deliver(listening, message, parts)
  if (words === '') {
    // A picture or a sticker in a direct message says nothing that could be answered; a bare mention is a call.
    if (called) await answer([note(WORDS.mention)])
    return
  }
  await api.typing(channel_id)
  const heard = { conversation: channel_id, person: author.id, text: words, key: id }
  const reply = await converse(listening, { ...heard, ...(maxAge !== undefined && { maxAge }) })
  if (direct || !isPrivate(reply)) return answer((embeds ? render : renderPlain)(reply, author.id))
  const sent = await sentPrivately(listening, author.id, id, render(reply, author.id))
  await answer([note(sent ? WORDS.private : WORDS.noDirect)])
}

/** Sends an answer by direct message. False where the person takes none. */
async function sentPrivately(
  { api }: Listening,
  user: string,
  answers: string,
  parts: readonly Outgoing[],
): Promise<boolean> {
  try {
    await api.send(await api.directChannel(user), parts, answers, false)
    return true
  } catch (error) {
    if (lacksPermission(error)) return false
    throw error
  }
}

/** Answers where the bot was spoken to; where it may not write, it says so to the person and to the operator. */
async function deliver(
  listening: Listening,
  { channel_id, id, author, guild_id }: Heard,
  parts: readonly Outgoing[],
): Promise<void> {
  const { api, log } = listening
  try {
    await api.send(channel_id, parts, id, guild_id !== undefined)
  } catch (error) {
    if (mayNotRefer(error)) return api.send(channel_id, parts, id, false)
    if (!lacksPermission(error) || guild_id === undefined) throw error
    const problem = noPermission(channel_id, error)
    log.warn({ code: problem.code, door: CHANNEL, channel: channel_id, error: problem }, problem.message)
    await sentPrivately(listening, author.id, id, [note(WORDS.mayNotWrite)])
  }
}
