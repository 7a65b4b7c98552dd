import type { Appended, PersonKey, Store } from '../../store/contract.ts'
import { toLog } from './read-event.ts'

/**
 * Adds what happened outside of a conversation to a person's log, e.g. imported ratings: it counts like words, and is
 * no turn that anybody took. May run beside turns of the same person; those are then computed again.
 * @throws TastebudError BAD_EVENT for what is no event; of the store
 */
export async function record(store: Pick<Store, 'append'>, person: PersonKey, outside: Appended): Promise<void> {
  toLog(outside.events)
  if (outside.events.length > 0) await store.append(person, outside)
}
