import { stringify } from 'yaml'
import type { TracedTurn } from './trace-file.ts'

/** What was said in a live session, and what it meant. */
export interface RecordedTurn {
  readonly said: string
  readonly traced: TracedTurn
  /** The label, where a button was pressed. */
  readonly pressed?: string
}

/** A session as a conversation test: meaning as it was, for a person to strike out what a test should not fix. */
export function toConvo(title: string, turns: readonly RecordedTurn[], seed: number): string {
  const steps = turns.map(({ said, pressed, traced: { trace } }) => ({
    ...(pressed !== undefined ? { click: pressed } : { user: said }),
    expect: {
      ...(trace.intents.length > 0 && { intent: [...new Set(trace.intents)] }),
      ...(trace.acts.length > 0 && { acts: [...trace.acts] }),
      ...(trace.changes.length > 0 && { changes: trace.changes.map((change) => `=${change}`) }),
      ...(trace.items.length > 0 && { items: { count: trace.items.length, include: trace.items.map(({ id }) => id) } }),
      ...(trace.asked !== undefined && { asked: `=${trace.asked}` }),
    },
  }))
  const note =
    '# Recorded. Strike out what the test should not insist on; a good test says what must be true, not what happened.\n'
  return `# yaml-language-server: $schema=../../schemas/convo.schema.json\n${note}${stringify({ convo: title, seed, steps }, { lineWidth: 110 })}`
}
