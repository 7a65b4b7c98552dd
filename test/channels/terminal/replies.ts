import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import type { Card, Reply } from '../../../src/dialogue/message.ts'

/** A reply with all that a terminal can show, for tests. */
export const card = (id: string, title: string, year: number): Card => ({
  item: id as ItemId,
  title,
  year,
  facts: `${year} · horror`,
  text: 'A crew meets something in the dark.',
  reasons: ['Because you liked Jaws'],
  buttons: [
    { label: 'Seen it', payload: `seen:${id}` },
    { label: 'Why?', payload: `why:${id}` },
  ],
})

export const replyWith = (parts: Partial<Reply>): Reply => ({
  text: 'Hello.',
  cards: [],
  buttons: [],
  trace: { intents: [], acts: [], items: [], changes: [] },
  ...parts,
})
