import type { Reply } from '../dialogue/message.ts'

/** Who speaks: a person as one channel knows them. */
export interface PersonKey {
  readonly channel: string
  readonly person: string
}

/** An event of the log: immutable JSON with a type; the store does not look inside. */
export interface LoggedEvent {
  /** 1, 2, 3 ... per person, gapless. */
  readonly seq: number
  readonly conversation: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly data: Readonly<Record<string, unknown>> & { readonly type: string }
}

export interface Turn {
  readonly person: PersonKey
  readonly conversation: string
  readonly at: number
  /** What the person wrote. */
  readonly text: string
  /** The version (last seq, 0 for nobody) the turn was computed on. */
  readonly version: number
  /** The epoch that came with that version; without it a turn may follow on somebody who was erased meanwhile. */
  readonly epoch?: number
  readonly events: readonly LoggedEvent['data'][]
  readonly reply: Reply
  /** Idempotency key with a fingerprint of the request it stands for. */
  readonly key?: { readonly value: string; readonly fingerprint: string }
}

/** What came of a commit. */
export interface Committed {
  /** The turn's id. */
  readonly turn: number
  /** The person's, which the next turn follows on. */
  readonly epoch: number
  /** The same request was answered before, by the turn of this id; nothing was written now. */
  readonly repeated?: true
}

/** Events from outside of any turn. */
export type Appended = Pick<Turn, 'conversation' | 'at' | 'events'>

export interface PastTurn {
  readonly id: number
  readonly at: number
  readonly text: string
  readonly reply: Reply
}

export interface Recalled {
  readonly events: readonly LoggedEvent[]
  readonly version: number
  /** Which life of the person this is: 0 for nobody, never the same again after an erasure. */
  readonly epoch: number
}

/** All SQL lies behind this; SQLite and PostgreSQL pass one suite. Every failure is a TastebudError. */
export interface Store {
  /**
   * A snapshot: all events of a person, oldest first, and the version they make. With `after`, only the events
   * after that seq, for callers that still hold the earlier ones; another epoch than theirs means that the person
   * was erased meanwhile, and that nothing they hold is true any more.
   */
  recall(person: PersonKey, options?: { readonly after?: number }): Promise<Recalled>
  /**
   * One short transaction: events, turn with reply, idempotency key. Resolves after the commit reached
   * the disk. @throws TastebudError VERSION_CONFLICT when `version` is no longer the person's last seq or `epoch` is
   * not theirs; KEY_REUSED when the key stands for another request.
   */
  commit(turn: Turn): Promise<Committed>
  /**
   * Adds events that no turn brought, such as imported ratings, to whatever the log holds by then, in one
   * transaction. There is nothing to conflict with: a turn that is being computed meanwhile is the one to try again.
   */
  append(person: PersonKey, events: Appended): Promise<void>
  /** The reply stored under an idempotency key; KEY_REUSED when its fingerprint differs. */
  answered(person: PersonKey, key: { value: string; fingerprint: string }): Promise<Reply | undefined>
  /** Turns of a conversation after turn id `after`, oldest first, at most `limit` (the newest ones). */
  turns(
    person: PersonKey,
    conversation: string,
    options?: { after?: number; limit?: number },
  ): Promise<readonly PastTurn[]>
  /** Removes every row of the person; returns how many rows went, by table. */
  erase(person: PersonKey): Promise<Readonly<Record<string, number>>>
  /** How many rows each table still holds of the person: the proof after `erase`. */
  count(person: PersonKey): Promise<Readonly<Record<string, number>>>
  /** Everything about the person as plain JSON. */
  export(person: PersonKey): Promise<Readonly<Record<string, unknown>>>
  /** What was decided for a place, such as a group's server, as plain JSON; undefined for nothing. It is about nobody. */
  setting(scope: string): Promise<unknown>
  /** Puts `data` in the place of what was decided for it. */
  saveSetting(scope: string, data: unknown): Promise<void>
  /** Throws when the store cannot be read and written. */
  check(): Promise<void>
  close(): Promise<void>
}
