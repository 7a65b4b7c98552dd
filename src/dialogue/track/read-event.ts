import { z } from 'zod'
import type { ItemId } from '../../datasets/vocabulary.ts'
import { TastebudError } from '../../errors.ts'
import type { LoggedEvent } from '../../store/contract.ts'
import type { Event } from './event.ts'

const item = z.custom<ItemId>((value) => typeof value === 'string' && value !== '', 'expected an item id')
const items = z.array(item)
const text = z.string()
const number = z.number()

/**
 * What each type of event holds. What a question or a reason holds further in is left to those who read it: they
 * take what they know and pass over the rest.
 */
const schemas = {
  opinion: z.object({ item, opinion: z.enum(['like', 'dislike', 'neutral', 'none']), strength: number }),
  seen: z.object({ item, seen: z.boolean() }),
  rejected: z.object({ item }),
  saved: z.object({ item, saved: z.boolean() }),
  tag: z.object({
    field: text,
    value: text,
    stance: z.enum(['like', 'dislike', 'want', 'avoid', 'allow']),
    strength: number,
    hard: z.boolean(),
  }),
  company: z.object({ whose: text, field: text, value: text, stance: z.enum(['like', 'avoid']) }),
  number: z.object({ field: text, min: number.optional(), max: number.optional(), clear: z.literal(true).optional() }),
  except: z.object({ field: text, min: number, max: number }),
  together: z.object({ field: text, value: text, number: text, min: number.optional(), max: number.optional() }),
  conjunction: z.object({
    all: z.object({
      tags: z.array(z.object({ field: text, value: text })),
      numbers: z.array(z.object({ field: text, min: number.optional(), max: number.optional() })),
      axes: z.array(z.object({ axis: text, min: number.optional(), max: number.optional() })),
    }),
    clear: z.literal(true).optional(),
  }),
  axis: z.object({ axis: text, direction: z.literal([1, -1, 0]), reference: number }),
  near: z.object({ items, between: z.literal(true).optional() }),
  unlike: z.object({ items }),
  query: z.object({ words: text }),
  wish: z.object({}),
  rewatch: z.object({ allowed: z.boolean() }),
  questions: z.object({ allowed: z.boolean() }),
  focus: z.object({ item: item.optional(), person: z.object({ field: text, value: text }).optional() }),
  shown: z.object({
    items,
    reasons: z.record(text, z.array(z.looseObject({ kind: text }))),
    parts: z.record(text, z.record(text, number)).optional(),
    sessions: z.array(z.object({ model: text, version: text, taken: number, mark: number, state: text })).optional(),
  }),
  asked: z.object({ question: z.looseObject({ key: text, kind: text }) }),
  answered: z.object({ key: text }),
  restarted: z.object({}),
  undone: z.object({ from: number, to: number }),
  spoke: z.object({ acts: z.array(text), sentences: z.record(text, number), text: number }),
} satisfies { readonly [T in Event['type']]: z.ZodType }

/** An event as it lies in the log: without `v` it is of version 1, the only one so far. */
export const eventVersion = 1

/**
 * An event that came out of the log. About a microsecond; the event itself comes back, not a copy.
 * @throws TastebudError STORE_NEWER for a type or version that this code does not know, STORE_CORRUPT
 */
export function fromLog(data: LoggedEvent['data']): Event {
  const read = judge(data)
  if ('event' in read) return read.event
  if (read.newer) {
    throw new TastebudError(
      'STORE_NEWER',
      `The store was written by a newer Tastebud: ${read.says}.`,
      'Start the newer version of Tastebud, or give this one another store file.',
    )
  }
  throw new TastebudError(
    'STORE_CORRUPT',
    `The store holds an event that cannot be: ${read.says}.`,
    'Put a backup of the store in its place, or let that person be forgotten.',
  )
}

/**
 * Events that are to go into the log, as they came: what is wrong there would stay wrong for ever.
 * @throws TastebudError BAD_EVENT naming the first that is none, by its place from 0
 */
export function toLog(events: readonly LoggedEvent['data'][]): readonly Event[] {
  return events.map((data, place) => {
    const read = judge(data)
    if ('event' in read) return read.event
    throw new TastebudError(
      'BAD_EVENT',
      `Event ${place} cannot be recorded: ${read.says}.`,
      'Correct it: the types of events and their fields stand in src/dialogue/track/event.ts.',
    )
  })
}

type Judged = { readonly event: Event } | { readonly says: string; readonly newer: boolean }

/** The event, or what is wrong with it, without a word of what it holds. */
function judge(data: LoggedEvent['data']): Judged {
  const { type, v = eventVersion } = data
  if (v !== eventVersion) return { says: `version ${Number(v)} of an event is not known`, newer: true }
  const schema = Object.hasOwn(schemas, type) ? schemas[type as Event['type']] : undefined
  if (!schema) return { says: `the type "${String(type).slice(0, 40)}" is not known`, newer: true }
  const { error } = schema.safeParse(data)
  const issue = error?.issues[0]
  if (issue) return { says: `${type}.${issue.path.join('.')}: ${issue.message}`, newer: false }
  return { event: data as unknown as Event }
}
