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
import type { Known, Place } from './rules.ts'
import { chosenIn, settingsPanel } from './settings-panel.ts'
import { openRound, type Presser, pressRound } from './together.ts'
import { WORDS } from './words.ts'

// Discord's numbers; the package itself is loaded only where it is used.
const KIND = { ping: 1, command: 2, component: 3 } as const
const ANSWER = { pong: 1, message: 4, deferredMessage: 5, deferredUpdate: 6 } as const
/** Turns that are looked through for what an old button carried. */
const REMEMBERED = 20

/** Sends the first answer; over the gateway by a call, over HTTP as the answer to Discord's own request. */
export type Acknowledge = (response: APIInteractionResponse) => Promise<void>

export interface Hearing extends Conversing {
  /** What is known of a channel by its id, beyond what an interaction says of it. */
  readonly channel?: (id: string) => Known
}

/**
 * Answers a command, a pressed button or a choice in a menu. The acknowledgement goes out before anything is looked
 * up or thought about: Discord waits 3 seconds for it, and then tells the person that the bot failed.
 */
export async function hearInteraction(
  conversing: Hearing,
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
  conversing: Hearing,
  interaction: APIChatInputApplicationCommandInteraction,
  acknowledge: Acknowledge,
): Promise<void> {
  const [option] = interaction.data.options ?? []
  const value = option && 'value' in option ? String(option.value) : undefined
  const meant = meantBy(interaction.data.name, value)
  const person = personOf(interaction)
  if (!meant) return acknowledge(aside(WORDS.stale))
  if ('settings' in meant) return settings(conversing, interaction, meant.age, acknowledge)
  const { answers, maxAge } = await conversing.rules.rule(placeOf(conversing, interaction))
  const open = 'together' in meant || ('say' in meant && !meant.ephemeral)
  if (!answers && open) return acknowledge(aside(WORDS.elsewhere))
  if ('together' in meant)
    return acknowledge(openRound(conversing.rounds, interaction.id, presserOf(conversing, interaction), meant.together))
  if ('confirm' in meant) {
    const yes = buttonRow([{ label: WORDS[meant.yes], payload: meant.payload }], person, new Set(), 'danger')
    return acknowledge({
      type: ANSWER.message,
      data: { ...mutable(note(WORDS[meant.confirm], [yes])), flags: EPHEMERAL },
    })
  }
  await acknowledge({ type: ANSWER.deferredMessage, ...(meant.ephemeral && { data: { flags: EPHEMERAL } }) })
  const heard = { conversation: channelOf(interaction), person, text: meant.say, key: interaction.id }
  const reply = await converse(conversing, { ...heard, ...(maxAge !== undefined && { maxAge }) })
  await answer(conversing, interaction, reply, person, meant.ephemeral)
}

/** Shows a server's settings to whoever Discord lets use the command, after a change where one was given. */
async function settings(
  { api, rules }: Hearing,
  interaction: APIInteraction,
  age: number | undefined,
  acknowledge: Acknowledge,
): Promise<void> {
  const { guild_id: guild } = interaction
  if (guild === undefined) return acknowledge(aside(WORDS.stale))
  await acknowledge({ type: ANSWER.deferredMessage, data: { flags: EPHEMERAL } })
  const before = await rules.of(guild)
  const after = age === undefined ? before : { ...before, age }
  if (age !== undefined) await rules.save(guild, after)
  await api.edit(interaction, settingsPanel(after, personOf(interaction)))
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
  conversing: Hearing,
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
  const over = () => acknowledge(aside(WORDS.roundOver))
  if (await pressRound(conversing, interaction, pressed.payload, presserOf(conversing, interaction), acknowledge, over))
    return
  await acknowledge({ type: ANSWER.deferredUpdate })
  const { guild_id: guild } = interaction
  const before = guild === undefined ? undefined : await conversing.rules.of(guild)
  const after = before && chosenIn(pressed.payload, 'values' in data ? data.values : [], before)
  if (guild !== undefined && after) {
    await conversing.rules.save(guild, after)
    return api.edit(interaction, settingsPanel(after, person))
  }

  const ephemeral = ((message.flags ?? 0) & EPHEMERAL) !== 0
  const conversation = channelOf(interaction)
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
  const { maxAge } = await conversing.rules.rule(placeOf(conversing, interaction))
  const heard = { conversation, person, key: id, ...said, ...(maxAge !== undefined && { maxAge }) }
  const reply = await converse(conversing, heard)
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

function presserOf(hearing: Hearing, interaction: APIInteraction): Presser {
  const user = interaction.member?.user ?? interaction.user
  return {
    user: personOf(interaction),
    name: interaction.member?.nick ?? user?.global_name ?? user?.username ?? '',
    maxAge: async () => (await hearing.rules.rule(placeOf(hearing, interaction))).maxAge,
  }
}

const channelOf = (interaction: APIInteraction): string =>
  ('channel' in interaction ? interaction.channel?.id : undefined) ??
  ('channel_id' in interaction ? (interaction.channel_id ?? '') : '')

/** Where it was, by what is known of the channel, else by what the interaction itself says. */
function placeOf({ channel: known }: Hearing, interaction: APIInteraction): Place {
  const channel = channelOf(interaction)
  const said = ('channel' in interaction ? interaction.channel : undefined) as
    | { readonly nsfw?: boolean; readonly parent_id?: string | null }
    | undefined
  const place = {
    channel,
    guild: interaction.guild_id,
    nsfw: said?.nsfw === true,
    parent: said?.parent_id ?? undefined,
  }
  const cached = known?.(channel)
  return cached ? { ...place, parent: cached.parent, nsfw: cached.nsfw } : place
}
