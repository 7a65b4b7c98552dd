import type { Reply, TracedItem } from '../../dialogue/message.ts'

/** What one line of `--json` holds. JSON escapes control characters by itself, so nothing is taken out of the text. */
export interface JsonLine {
  readonly text: string
  readonly acts: readonly string[]
  /** What was offered or told of; with `score` and `parts` where it was scored: each recommender's part by its name. */
  readonly items: readonly TracedItem[]
  readonly changes: readonly string[]
  readonly buttons: readonly { readonly label: string; readonly payload: string }[]
  /** A file for the person, e.g. their exported data. */
  readonly attachment?: Reply['attachment']
}

/** One reply as one line of JSON, without the new line. */
export function jsonLine(reply: Reply, text: string): string {
  const { acts, items, changes } = reply.trace
  const line: JsonLine = {
    text,
    acts,
    items,
    changes,
    buttons: [...reply.cards.flatMap(({ buttons }) => buttons), ...reply.buttons].map(({ label, payload }) => ({
      label,
      payload,
    })),
    ...(reply.attachment && { attachment: reply.attachment }),
  }
  // Those that JSON leaves raw and a terminal may still obey: DEL, C1 and the marks that turn the direction.
  return JSON.stringify(line).replace(
    /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
