import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { unescapeMarkdown } from '../../channels/discord/markdown.ts'
import type { FakeMessage } from '../fake-discord/rest.ts'
import { ME } from '../fake-discord/world.ts'
import type { FakeDiscord } from '../fake-discord.ts'
import type { Driver, Heard, Launch, Speaker, WireButton } from './contract.ts'
import { personOf } from './identity.ts'
import { Server } from './server.ts'

/**
 * A Discord on loopback and the running program logged in to it. People mention the bot in a channel of a server and press
 * what stands under its messages; what it says is read from the JSON that it sent, private answers from their direct
 * messages. (People's own messages may be longer here than the 4,000 characters that Discord lets them write.)
 */
export class DiscordDriver implements Driver {
  readonly name = 'discord'
  readonly #server = new Server()
  #fake: FakeDiscord | undefined

  async start({ env, ...launch }: Launch): Promise<void> {
    // Its socket server is an optional package, which the other doors do without.
    this.#fake ??= await (await import('../fake-discord.ts')).FakeDiscord.open()
    const fake = this.#fake
    const logins = () => fake.rest.requests.filter(({ path }) => path.endsWith('/commands')).length
    const before = logins()
    const discord = { TASTEBUD_DISCORD_TOKEN: fake.token, TASTEBUD_DISCORD_API: fake.api }
    await this.#server.start({ ...launch, env: { ...env, ...discord } })
    await fake.until(() => logins() > before, 30)
  }

  async open(name: string): Promise<Speaker> {
    const fake = this.#fake
    if (!fake) throw new Error('the Discord driver was not started')
    const user = snowflakeOf(name)
    // What the bot leaves to chance depends on the conversation, and doors are compared: the channel has the name that
    // others give their conversation.
    const room = personOf(name)
    fake.addChannel(room)
    const direct = fake.world.directChannel(user)
    let last: readonly FakeMessage[] = []
    const heard = (messages: readonly FakeMessage[]): Heard => {
      last = messages
      return { text: messages.map(textOf).join('\n\n'), buttons: messages.flatMap(buttonsOf) }
    }
    return {
      key: async () => ({ channel: 'discord', person: user }),
      say: async (text) => {
        const id = fake.say(user, room, `<@${ME}> ${text}`)
        const mine = (channel: string) => fake.in(channel).filter(({ nonce }) => nonce?.startsWith(`${id}-`))
        // The part that says of itself that it is the last.
        await fake.until(() => mine(room).some(({ nonce }) => /-(\d+)\/\1$/.test(nonce ?? '')), 60)
        return heard([...mine(room), ...mine(direct)])
      },
      press: async ({ payload }) => {
        const [customId = '', value] = payload.split('\n')
        const message = last.find((one) => buttonsOf(one).some((button) => button.payload === payload))
        if (!message) throw new Error(`no message has the button ${payload}`)
        const { followUps } = await this.#pressed(fake, user, message, customId, value)
        return heard(followUps)
      },
      reconnect: async () => undefined,
      leave: async () => undefined,
    }
  }

  async #pressed(fake: FakeDiscord, user: string, message: FakeMessage, customId: string, value?: string) {
    const interaction = fake.press(user, message, customId, value)
    const first = await fake.until(() => interaction.original ?? interaction.followUps[0], 60)
    // Only a long answer has more than one part, and nothing says which is the last.
    if (textOf(first).length > 1500) await wait(100)
    if (interaction.original) throw new Error(`the press was refused: ${textOf(interaction.original)}`)
    return interaction
  }

  kill(): Promise<void> {
    return this.#server.kill()
  }

  async stop(): Promise<void> {
    await this.#server.stop()
    await this.#fake?.close()
    this.#fake = undefined
  }
}

/** An id as Discord gives people, the same for the same name. */
const snowflakeOf = (name: string): string =>
  (BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 14)}`) + 10n ** 17n).toString()

/** All that a person reads of a message. @throws Error where it could ping somebody */
function textOf({ content = '', embeds = [], files, allowed_mentions }: FakeMessage): string {
  if (allowed_mentions?.parse?.length !== 0) throw new Error(`a message could ping people: ${content}`)
  const cards = embeds.map(({ title, description, url }) => [title, description, url].filter(Boolean).join('\n'))
  return [...[content, ...cards].filter(Boolean).map(unescapeMarkdown), ...files.map(({ text }) => text)].join('\n\n')
}

interface Row {
  readonly components: readonly {
    readonly custom_id: string
    readonly label?: string
    readonly options?: readonly { readonly label: string; readonly value: string }[]
  }[]
}

/** What can be pressed or chosen; the payload is what goes back over the wire. */
const buttonsOf = ({ components = [] }: FakeMessage): WireButton[] =>
  (components as readonly Row[]).flatMap(({ components: inner }) =>
    inner.flatMap(({ custom_id, label = '', options }) =>
      options
        ? options.map((option) => ({ label: option.label, payload: `${custom_id}\n${option.value}` }))
        : [{ label, payload: custom_id }],
    ),
  )
