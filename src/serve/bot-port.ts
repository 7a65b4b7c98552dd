import type { Conversable } from '../channels/contract.ts'
import type { Memory } from '../channels/memory.ts'

/** All that the server wants of a bot. */
export interface BotPort extends Conversable, Memory {
  /** Whether understanding and models are loaded. */
  ready(): boolean
  /** @throws TastebudError when its store cannot be read and written now */
  check(): Promise<void>
}
