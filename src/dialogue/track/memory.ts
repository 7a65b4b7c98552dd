import type { PersonKey, Store } from '../../store/contract.ts'
import type { Event } from './event.ts'
import { fromLog } from './read-event.ts'
import { type PastEvent, replay, type State } from './state.ts'

interface Remembered {
  /** The store's, at the time of the latest recall. */
  readonly epoch: number
  readonly events: PastEvent[]
  /** Folded state by conversation, each at the version of its `version` field. */
  readonly states: Map<string, State>
}

/**
 * Folds logs and keeps the folds of the latest people, so that a long history is not read and replayed
 * at every turn. The store stays the truth: each recall asks it for what is newer than the fold.
 */
export class Memory {
  readonly #store: Pick<Store, 'recall'>
  readonly #capacity: number
  readonly #people = new Map<string, Remembered>()

  /** @param capacity people kept, at least 1; the one not heard of for longest goes first */
  constructor(store: Pick<Store, 'recall'>, capacity = 500) {
    this.#store = store
    this.#capacity = capacity
  }

  /** @throws TastebudError of the store; STORE_NEWER, STORE_CORRUPT for events that this code cannot read */
  async recall(person: PersonKey, conversation: string): Promise<State> {
    const key = keyOf(person)
    const held = this.#people.get(key)
    const known = held?.events.length ?? 0
    const { events, epoch } = await this.#store.recall(person, { after: known })
    // The person was erased elsewhere, and may have come back since: nothing remembered is true any more.
    if (known > 0 && epoch !== held?.epoch) {
      this.#people.delete(key)
      return this.recall(person, conversation)
    }
    // Read before anything is kept: an event that cannot be read leaves no half of a log behind.
    const more = events.map(({ seq, conversation, data }): PastEvent => ({ seq, conversation, data: fromLog(data) }))
    const entry: Remembered = held?.epoch === epoch ? held : { epoch, events: [], states: new Map() }
    this.#people.delete(key)
    this.#people.set(key, entry)
    if (this.#people.size > this.#capacity) this.#people.delete(this.#people.keys().next().value as string)
    for (const event of more) entry.events.push(event)
    const state = fold(entry, conversation)
    entry.states.set(conversation, state)
    return state
  }

  /** What would be known if these events followed the ones recalled last; for those that change the past. */
  project(person: PersonKey, conversation: string, events: readonly Event[]): State {
    const held = this.#people.get(keyOf(person))?.events ?? []
    const more = events.map((data, i): PastEvent => ({ seq: held.length + 1 + i, conversation, data }))
    return replay([...held, ...more], conversation)
  }

  /** The epoch of what was recalled last, for the turn that is computed on it; undefined where it is remembered no more. */
  epoch(person: PersonKey): number | undefined {
    return this.#people.get(keyOf(person))?.epoch
  }

  /** Drops what is remembered of somebody (after an erasure). */
  forget(person: PersonKey): void {
    this.#people.delete(keyOf(person))
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
