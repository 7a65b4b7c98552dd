import type { Message, Reply } from '../dialogue/message.ts'
import type { PersonKey } from '../store/contract.ts'

/** What a channel may do with the bot; `bot.ts` provides it. */
export interface Conversable {
  /**
   * Never throws for anything a person typed; store failures reject with a TastebudError, and so do turns of one
   * person when too many wait (TOO_MANY_TURNS). Turns of one person run in the order they came.
   */
  respond(message: Message): Promise<Reply>
}

/** What a channel where several people are may ask beside talking with each. */
export interface Company {
  /** Answers a message as by somebody with the tastes of all members; nothing of it is kept. Rejects as `respond` does. */
  together(members: readonly PersonKey[], message: Message): Promise<Reply>
}

/** A door to a platform: turns its events into Messages and Replies into its shapes, and nothing else. */
export interface Channel {
  readonly name: string
  /** Resolves once it can receive. */
  start(bot: Conversable): Promise<void>
  /** Finishes turns in flight, then lets go of sockets and timers. */
  stop(): Promise<void>
}
