import type { LoggedEvent, PersonKey, Store } from '../../store/contract.ts'
import type { Event } from './event.ts'
import { replay, type State } from './state.ts'

interface Remembered {
  events: LoggedEvent[]
  /** Folded state by conversation, each at the version of its `version` field. */
  states: Map<string, State>
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

  async recall(person: PersonKey, conversation: string): Promise<State> {
    const key = `${person.channel}\n${person.person}`
    const held = this.#people.get(key)
    const known = held?.events.length ?? 0
    const { events, version } = await this.#store.recall(person, { after: known })
    // Fewer events than remembered: the person was erased elsewhere and may have come back since.
    if (version < known) {
      this.#people.delete(key)
      return this.recall(person, conversation)
    }
    const entry: Remembered = held ?? { events: [], states: new Map() }
    this.#people.delete(key)
    this.#people.set(key, entry)
    if (this.#people.size > this.#capacity) this.#people.delete(this.#people.keys().next().value as string)
    for (const event of events) entry.events.push(event)
    const state = fold(entry, conversation)
    entry.states.set(conversation, state)
    return state
  }

  /** What would be known if these events followed the ones recalled last; for those that change the past. */
  project(person: PersonKey, conversation: string, events: readonly Event[]): State {
    const held = this.#people.get(`${person.channel}\n${person.person}`)?.events ?? []
    const more = events.map(
      (data, i): LoggedEvent => ({
        seq: held.length + 1 + i,
        conversation,
        at: 0,
        data: data as unknown as LoggedEvent['data'],
      }),
    )
    return replay([...held, ...more], conversation)
  }

  /** Drops what is remembered of somebody (after an erasure). */
  forget(person: PersonKey): void {
    this.#people.delete(`${person.channel}\n${person.person}`)
  }
}

/** Goes on from the last fold, or starts again where something earlier was undone since. */
function fold({ events, states }: Remembered, conversation: string): State {
  const last = states.get(conversation)
  const from = last?.version ?? 0
  const fresh = events.slice(from)
  if (!last || fresh.some(({ data }) => data.type === 'undone')) return replay(events, conversation)
  return replay(fresh, conversation, last)
}
