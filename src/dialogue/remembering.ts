import type { PersonKey, Store } from '../store/contract.ts'
import { Memory } from './track/memory.ts'
import type { TurnParts } from './turn.ts'

export interface Remembering
  extends Pick<TurnParts, 'recall' | 'project' | 'remember' | 'answered' | 'erase' | 'export'> {
  /** Removes everything about a person; rows gone, by table. */
  erase(person: PersonKey): Promise<Readonly<Record<string, number>>>
}

/** What a turn needs of a store, with a memory of the latest people before it. */
export function remembering(store: Store): Remembering {
  const memory = new Memory(store)
  return {
    recall: (person, conversation) => memory.recall(person, conversation),
    project: (person, conversation, events) => memory.project(person, conversation, events),
    remember: async ({ message, version, events, reply, key }) => {
      const { conversation, at, text } = message
      const person = only(message)
      return memory.commit({ person, conversation, at, text, version, events, reply, ...(key && { key }) })
    },
    answered: (person, key) => store.answered(only(person), key),
    erase: async (person) => {
      const rows = await store.erase(only(person))
      memory.forget(person)
      return rows
    },
    export: (person) => store.export(only(person)),
  }
}

/** The key alone: a turn hands in its message, which holds more. */
const only = ({ channel, person }: PersonKey): PersonKey => ({ channel, person })
