import type { ItemId } from '../datasets/vocabulary.ts'
import type { PastTurn, PersonKey } from '../store/contract.ts'

/** What a door may ask about the people who use it, beside talking. */
export interface Memory {
  /** Turns of a conversation after turn id `after`, oldest first, at most `limit` (the newest ones). */
  turns(
    person: PersonKey,
    conversation: string,
    options?: { after?: number; limit?: number },
  ): Promise<readonly PastTurn[]>
  /** Everything stored about a person, as plain JSON. */
  export(person: PersonKey): Promise<Readonly<Record<string, unknown>>>
  /** Removes everything stored about a person; how many rows went, by table. */
  erase(person: PersonKey): Promise<Readonly<Record<string, number>>>
  /** Facts that a cover may be drawn from: the item's kinds (genres and such), the most telling first. */
  cover?(item: ItemId): { readonly kinds: readonly string[] } | undefined
}

/** What those who run a place decided for it, kept beside everything else. */
export interface Settings {
  /** As plain JSON; undefined for nothing. */
  setting(scope: string): Promise<unknown>
  saveSetting(scope: string, data: unknown): Promise<void>
}
