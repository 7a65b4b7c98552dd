import type { Committed, PersonKey, Store, Turn } from '../../store/contract.ts'
import type { Event } from './event.ts'
import { type PastEvent, replay } from './fold.ts'
import { fromLog, toLog } from './read-event.ts'
import type { State } from './state.ts'

interface Remembered {
  /** The store's, at the time of the latest recall or commit. */
  readonly epoch: number
  readonly events: PastEvent[]
  /** Folded state by conversation, each at the version of its `version` field. */
  readonly states: Map<string, State>
  /** The log as this memory wrote it last; else the store is asked for what is newer. */
  current: boolean
}

/** A turn to keep: the epoch is the memory's to know. */
export interface TurnToKeep extends Omit<Turn, 'epoch' | 'events'> {
  readonly events: readonly Event[]
}

/**
 * Folds logs and keeps the folds of the latest people, so that a long history is not read and replayed at every turn.
 * After a commit the fold is taken to be current, and the store is not asked before the next turn: a commit says which
 * version and epoch it follows on, so that whatever somebody else wrote or erased meanwhile refuses it. The store stays
 * the truth: the recall after a commit that failed asks it again.
 */
export class Memory {
  readonly #store: Pick<Store, 'recall' | 'commit'>
  readonly #capacity: number
  readonly #people = new Map<string, Remembered>()

  /** @param capacity people kept, at least 1; the one not heard of for longest goes first */
  constructor(store: Pick<Store, 'recall' | 'commit'>, capacity = 500) {
    this.#store = store
    this.#capacity = capacity
  }

  /**
   * What is known, as of the last commit here or as of now: the one before a commit, not an answer by itself.
   * @throws TastebudError of the store; STORE_NEWER, STORE_CORRUPT for events that this code cannot read
   */
  async recall(person: PersonKey, conversation: string): Promise<State> {
    const key = keyOf(person)
    const held = this.#people.get(key)
    const entry = held?.current ? held : await this.#read(person, held)
    this.#keep(key, entry)
    const state = fold(entry, conversation)
    entry.states.set(conversation, state)
    return state
  }

  /**
   * Keeps a turn that was computed on what was recalled last.
   * @throws TastebudError of the store: VERSION_CONFLICT when the past has changed meanwhile; BAD_EVENT
   */
  async commit(turn: TurnToKeep): Promise<Committed> {
    const key = keyOf(turn.person)
    const held = this.#people.get(key)
    const events = toLog(turn.events)
    // Until the commit is known to have come through, nothing is known for certain.
    if (held) held.current = false
    const committed = await this.#store.commit({ ...turn, ...(held && { epoch: held.epoch }), events })
    if (!held || committed.repeated || this.#people.get(key) !== held) return committed
    const { conversation, version } = turn
    const more = events.map((data, i): PastEvent => ({ seq: version + 1 + i, conversation, data }))
    held.events.push(...more)
    this.#people.set(key, { ...held, epoch: committed.epoch, current: true })
    return committed
  }

  /** What would be known if these events followed the ones recalled last; for those that change the past. */
  project(person: PersonKey, conversation: string, events: readonly Event[]): State {
    const held = this.#people.get(keyOf(person))?.events ?? []
    const more = events.map((data, i): PastEvent => ({ seq: held.length + 1 + i, conversation, data }))
    return replay([...held, ...more], conversation)
  }

  /** Drops what is remembered of somebody (after an erasure). */
  forget(person: PersonKey): void {
    this.#people.delete(keyOf(person))
  }

  /** What the store has, of which the earlier events need not be read again. */
  async #read(person: PersonKey, held: Remembered | undefined): Promise<Remembered> {
    const known = held?.events.length ?? 0
    const { events, epoch } = await this.#store.recall(person, { after: known })
    // The person was erased elsewhere, and may have come back since: nothing remembered is true any more.
    if (known > 0 && epoch !== held?.epoch) return this.#read(person, undefined)
    // Read before anything is kept: an event that cannot be read leaves no half of a log behind.
    const more = events.map(({ seq, conversation, data }): PastEvent => ({ seq, conversation, data: fromLog(data) }))
    const entry: Remembered = held?.epoch === epoch ? held : { epoch, events: [], states: new Map(), current: false }
    for (const event of more) entry.events.push(event)
    return entry
  }

  /** As the one heard of last. */
  #keep(key: string, entry: Remembered): void {
    this.#people.delete(key)
    this.#people.set(key, entry)
    if (this.#people.size > this.#capacity) this.#people.delete(this.#people.keys().next().value as string)
  }
}

const keyOf = ({ channel, person }: PersonKey): string => `${channel}\n${person}`

/** Goes on from the last fold, or starts again where something earlier was undone since. */
function fold({ events, states }: Remembered, conversation: string): State {
  const last = states.get(conversation)
  const from = last?.version ?? 0
  const fresh = events.slice(from)
  if (!last || fresh.some(({ data }) => data.type === 'undone')) return replay(events, conversation)
  return replay(fresh, conversation, last)
}
