import { TastebudError } from '../../errors.ts'

interface Refusal {
  readonly status?: number
  readonly code?: number | string
  readonly message?: string
}

const refusal = (error: unknown): Refusal => (typeof error === 'object' && error !== null ? (error as Refusal) : {})

/** Why the package cannot be loaded. */
export const notInstalled = (cause: unknown): TastebudError =>
  new TastebudError(
    'DISCORD_NOT_INSTALLED',
    'There is a Discord token, but the package discord.js is not installed.',
    'Run npm install without --omit=optional, or take TASTEBUD_DISCORD_TOKEN away.',
    { cause },
  )

/** Why the bot cannot log in, with what its owner can do in Discord's developer portal. */
export function asLoginError(error: unknown): TastebudError {
  if (error instanceof TastebudError) return error
  const { status, code, message = '' } = refusal(error)
  if (code === 'TokenInvalid' || status === 401 || /authentication failed/i.test(message)) {
    return new TastebudError(
      'DISCORD_TOKEN',
      'Discord does not know this token.',
      'Reset the token in the developer portal (your application, Bot, Reset Token) and set TASTEBUD_DISCORD_TOKEN to the new one.',
      { cause: error },
    )
  }
  if (/disallowed intents?/i.test(message)) {
    return new TastebudError(
      'DISCORD_INTENT',
      'This application may not read the content of all messages.',
      'Turn on "Message Content Intent" in the developer portal (your application, Bot), or leave TASTEBUD_DISCORD_READS at mentions.',
      { cause: error },
    )
  }
  return unreachable(error)
}

const unreachable = (cause: unknown): TastebudError =>
  new TastebudError(
    'DISCORD_UNREACHABLE',
    'Discord cannot be reached, or takes no new connection now.',
    'Check the connection of this machine and discordstatus.com, and start again in a few minutes.',
    { cause },
  )

/** Why commands cannot be registered. */
export function asCommandsError(error: unknown): TastebudError {
  const { status } = refusal(error)
  if (status !== 401 && status !== 403) return unreachable(error)
  return new TastebudError(
    'DISCORD_COMMANDS',
    'Discord does not let this application register its slash commands.',
    'Invite the bot again with the scopes "bot" and "applications.commands" (README, "Discord in ten minutes").',
    { cause: error },
  )
}

/** Whether a message was refused for want of a permission: 50001 access, 50013 permission, 50007 no direct messages. */
export function lacksPermission(error: unknown): boolean {
  const { status, code } = refusal(error)
  return status === 403 || code === 50001 || code === 50013 || code === 50007
}

/** Whether the bot may write there, but not as a reply, for want of Read Message History (160002). */
export const mayNotRefer = (error: unknown): boolean => refusal(error).code === 160002

/** What an operator reads when the bot may not answer where it was spoken to. */
export const noPermission = (channel: string, cause: unknown): TastebudError =>
  new TastebudError(
    'DISCORD_PERMISSION',
    `The bot may not write in the channel ${channel}.`,
    'Give its role View Channel, Send Messages, Send Messages in Threads, Embed Links, Attach Files and Read Message History there.',
    { cause },
  )

/**
 * Whether it may work a moment later: a server error, none that Discord sent at all, or a webhook that is not known
 * yet (10015) because its acknowledgement is still on the way.
 */
export function isTemporary(error: unknown): boolean {
  const { status, code } = refusal(error)
  if (code === 10015) return true
  return status === undefined ? !(error instanceof TypeError) && !(error instanceof RangeError) : status >= 500
}

/** Whether an interaction is gone: too late (10062), answered by another process (40060), its token spent (50027). */
export function isGone(error: unknown): boolean {
  return [10062, 40060, 50027].includes(Number(refusal(error).code))
}
