import { type Message, noTrace, type Reply } from '../../dialogue/message.ts'
import { TastebudError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Company, Conversable } from '../contract.ts'
import type { Memory } from '../memory.ts'
import type { DiscordApi } from './api.ts'
import type { Rounds } from './rounds.ts'
import type { ServerRules } from './rules.ts'
import { apology } from './words.ts'

/** What the handlers of messages and interactions share. */
export interface Conversing {
  readonly bot: Conversable & Company
  readonly memory: Pick<Memory, 'turns'>
  readonly rules: ServerRules
  readonly rounds: Rounds
  readonly api: DiscordApi
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export const CHANNEL = 'discord'

/** Who talks with each and with several, as one. */
export const both = (bot: Conversable, company: Company): Conversable & Company => ({
  respond: (message) => bot.respond(message),
  together: (members, message) => company.together(members, message),
})

/** One turn. It never rejects: whatever fails, somebody who spoke gets words back. */
export async function converse(
  { bot, log, now }: { readonly bot: Conversable } & Pick<Conversing, 'log' | 'now'>,
  message: Omit<Message, 'channel' | 'at'>,
): Promise<Reply> {
  try {
    return await bot.respond({ channel: CHANNEL, ...message, at: now() })
  } catch (error) {
    const code = error instanceof TastebudError ? error.code : 'INTERNAL'
    log.error({ code, error }, 'a turn in Discord failed')
    return { text: apology(error), cards: [], buttons: [], trace: noTrace }
  }
}

/** Acts whose answer shows what is stored about a person, which others in a channel are not to see. */
const PRIVATE = new Set(['profile', 'watchlist', 'export'])

export const isPrivate = ({ trace }: Reply): boolean => trace.acts.some((act) => PRIVATE.has(act))
