import type { ItemId } from '../datasets/vocabulary.ts'

/** What a channel hands in. Ids are opaque; a person is one (channel, person) pair. */
export interface Message {
  /** Name of the door it came through; kept for the record, never branched on here. */
  readonly channel: string
  readonly conversation: string
  readonly person: string
  readonly text: string
  /** A pressed button's payload; `text` is then its label. */
  readonly payload?: string
  /** The caller's idempotency key: the same key gets the stored reply and no second turn. */
  readonly key?: string
  /** The highest age rating, in years, of what may be offered where this was said; what has no rating may be. */
  readonly maxAge?: number
  /** Milliseconds since 1970, from the channel's clock. */
  readonly at: number
}

export interface Button {
  /** At most 80 characters. */
  readonly label: string
  /** At most 100 characters: `more`, `like:<id>`, `answer:<n>` ... see `understand/payload.ts`. */
  readonly payload: string
}

export interface Card {
  readonly item: ItemId
  readonly title: string
  readonly year?: number
  /** One line of facts: "1979 · horror, science fiction · 117 min" */
  readonly facts: string
  readonly text: string
  /** Sentences, each one checkable. */
  readonly reasons: readonly string[]
  readonly link?: string
  readonly buttons: readonly Button[]
}

/** Text first: every channel shows `text`; cards and buttons where it can. */
export interface Reply {
  readonly text: string
  readonly cards: readonly Card[]
  /** What follows the cards: mostly a question. Shown after them, in the same message where it can be. */
  readonly after?: string
  /** A file for the person, e.g. their exported data; never kept in the store. */
  readonly attachment?: { readonly name: string; readonly mediaType: string; readonly content: string }
  readonly buttons: readonly Button[]
  /** What the reply means, for `--json`, tests and logs: no channel shows it to people. */
  readonly trace: Trace
}

export interface Trace {
  /** The intent of each clause heard, in order. */
  readonly intents: readonly string[]
  readonly acts: readonly string[]
  readonly items: readonly TracedItem[]
  /** What this turn changed, e.g. `+like genre:comedy`, `-want genre:horror`, `seen heat-1995`. */
  readonly changes: readonly string[]
  /** The key of the question asked, e.g. `genre`, `opinion:heat-1995`. */
  readonly asked?: string
  /** A part did not answer in time and a plain fallback spoke. */
  readonly degraded?: true
}

/** Of a reply that nobody's words brought about. */
export const noTrace: Trace = { intents: [], acts: [], items: [], changes: [] }

export interface TracedItem {
  readonly id: ItemId
  readonly title: string
  readonly year?: number
  readonly reasons: readonly string[]
  /** Final blended score, when it was offered. */
  readonly score?: number
  /** What each recommender, by its name, and each kind of wish brought; they sum to `score` (docs/blend.md). */
  readonly parts?: Readonly<Record<string, number>>
}

/** The whole reply as plain text, for channels without cards: what the terminal prints. */
export function asText(reply: Reply): string {
  const lines = [reply.text]
  reply.cards.forEach((card, i) => {
    const number = reply.cards.length > 1 ? `${i + 1}. ` : ''
    lines.push('', `${number}${card.title}${card.year === undefined ? '' : ` (${card.year})`}`)
    if (card.facts) lines.push(`   ${card.facts}`)
    if (card.text) lines.push(`   ${card.text}`)
    for (const reason of card.reasons) lines.push(`   - ${reason}`)
    if (card.link) lines.push(`   ${card.link}`)
  })
  if (reply.after) lines.push('', reply.after)
  if (reply.attachment) lines.push('', reply.attachment.content)
  return lines.filter((line, i) => i === 0 || line !== '' || lines[i - 1] !== '').join('\n')
}
