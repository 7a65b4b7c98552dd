import type {
  APIChatInputApplicationCommandInteraction,
  APIInteraction,
  APIInteractionResponse,
  APIMessageComponentInteraction,
} from 'discord.js'
import type { Reply } from '../../dialogue/message.ts'
import { EPHEMERAL } from './api.ts'
import { FORGET, meantBy } from './commands.ts'
import { buttonRow, labelIn } from './components.ts'
import { CHANNEL, type Conversing, converse, isPrivate } from './conversing.ts'
import { decodeId, payloadOf } from './custom-id.ts'
import { isGone } from './failures.ts'
import { note, render } from './render.ts'
import { WORDS } from './words.ts'

// Discord's numbers; the package itself is loaded only where it is used.
const KIND = { ping: 1, command: 2, component: 3 } as const
const ANSWER = { pong: 1, message: 4, deferredMessage: 5, deferredUpdate: 6 } as const
/** Turns that are looked through for what an old button carried. */
const REMEMBERED = 20

/** Sends the first answer; over the gateway by a call, over HTTP as the answer to Discord's own request. */
export type Acknowledge = (response: APIInteractionResponse) => Promise<void>

/**
 * Answers a command, a pressed button or a choice in a menu. The acknowledgement goes out before anything is looked
 * up or thought about: Discord waits 3 seconds for it, and then tells the person that the bot failed.
 */
export async function hearInteraction(
  conversing: Conversing,
  interaction: APIInteraction,
  acknowledge: Acknowledge,
): Promise<void> {
  try {
    if (interaction.type === KIND.ping) await acknowledge({ type: ANSWER.pong })
    if (interaction.type === KIND.command && interaction.data.type === 1)
      await command(conversing, interaction as APIChatInputApplicationCommandInteraction, acknowledge)
    if (interaction.type === KIND.component) await component(conversing, interaction, acknowledge)
  } catch (error) {
    if (!isGone(error)) throw error
    // Too late, or another process of ours was first: there is nobody left to answer.
    conversing.log.warn(
      { door: CHANNEL, interaction: interaction.id },
      'an interaction was gone before it was answered',
    )
  }
}

async function command(
  conversing: Conversing,
  interaction: APIChatInputApplicationCommandInteraction,
  acknowledge: Acknowledge,
): Promise<void> {
  const [option] = interaction.data.options ?? []
  const value = option && 'value' in option ? String(option.value) : undefined
  const meant = meantBy(interaction.data.name, value)
  const person = personOf(interaction)
  if (!meant) return acknowledge(aside(WORDS.stale))
  if ('confirm' in meant) {
    const yes = buttonRow([{ label: WORDS[meant.yes], payload: meant.payload }], person, new Set(), 'danger')
    return acknowledge({
      type: ANSWER.message,
      data: { ...mutable(note(WORDS[meant.confirm], [yes])), flags: EPHEMERAL },
    })
  }
  await acknowledge({ type: ANSWER.deferredMessage, ...(meant.ephemeral && { data: { flags: EPHEMERAL } }) })
  const { id } = interaction
  const reply = await converse(conversing, { conversation: placeOf(interaction), person, text: meant.say, key: id })
  await answer(conversing, interaction, reply, person, meant.ephemeral)
}

/** In the place of the acknowledgement; what is private goes below it where others can read that. */
async function answer(
  { api }: Conversing,
  interaction: APIInteraction,
  reply: Reply,
  person: string,
  ephemeral: boolean,
): Promise<void> {
  const parts = render(reply, person)
  const hidden = !ephemeral && isPrivate(reply) && interaction.guild_id !== undefined
  const [first = note(WORDS.broken), ...others] = hidden ? [note(WORDS.privateBelow), ...parts] : parts
  await api.edit(interaction, first)
  for (const part of others) await api.followUp(interaction, part, ephemeral || hidden)
}

async function component(
  conversing: Conversing,
  interaction: APIMessageComponentInteraction,
  acknowledge: Acknowledge,
): Promise<void> {
  const { api, memory } = conversing
  const { data, message, id } = interaction
  const person = personOf(interaction)
  const chosen = 'values' in data ? data.values[0] : undefined
  const pressed = decodeId(data.custom_id)
  if (!pressed) return acknowledge(aside(WORDS.stale))
  if (pressed.owner !== '' && pressed.owner !== person) return acknowledge(aside(WORDS.notYours))
  await acknowledge({ type: ANSWER.deferredUpdate })

  const ephemeral = ((message.flags ?? 0) & EPHEMERAL) !== 0
  const conversation = placeOf(interaction)
  const carried = chosen === undefined ? pressed : { owner: pressed.owner, payload: chosen }
  const turns = await memory.turns({ channel: CHANNEL, person }, conversation, { limit: REMEMBERED })
  const payload = payloadOf(carried, turns)
  if (payload === undefined) {
    await api.followUp(interaction, note(WORDS.stale), true)
    return
  }
  const said =
    payload === '!forget'
      ? { text: FORGET }
      : { text: labelIn(message.components ?? [], data.custom_id, chosen) ?? payload, payload }
  const reply = await converse(conversing, { conversation, person, key: id, ...said })
  const hidden = ephemeral || (isPrivate(reply) && interaction.guild_id !== undefined)
  for (const part of render(reply, person)) await api.followUp(interaction, part, hidden)
}

/** A few words that only the person sees, as the whole answer. */
const aside = (text: string): APIInteractionResponse => ({
  type: ANSWER.message,
  data: { ...mutable(note(text)), flags: EPHEMERAL },
})

const mutable = ({ content = '', components = [] }: ReturnType<typeof note>) => ({
  content,
  components: [...components],
  allowed_mentions: { parse: [] },
})

/** Who it was: in a server the member's user, in direct messages the user. */
const personOf = ({ member, user }: APIInteraction): string => member?.user.id ?? user?.id ?? ''

const placeOf = (interaction: APIInteraction): string =>
  ('channel' in interaction ? interaction.channel?.id : undefined) ??
  ('channel_id' in interaction ? (interaction.channel_id ?? '') : '')
