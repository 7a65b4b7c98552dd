import type { Conversable } from '../channels/contract.ts'
import type { Memory } from '../channels/memory.ts'

/** All that the server wants of a bot. */
export interface BotPort extends Conversable, Memory {
  /** Whether it can answer now: models loaded, store open. */
  ready(): boolean
}
