import { z } from 'zod'

/**
 * The format of `*.convo.yml`: a conversation with what must be true after each step. It asserts on
 * meaning (acts, items, changes, intents) and only lightly on words. schemas/convo.schema.json is made from this.
 */

const one = <T extends z.ZodType>(type: T) => z.union([type, z.array(type).min(1)])

const matcher = z
  .string()
  .min(1)
  .describe('"abc" contains, ignoring case; "/re/i" a regular expression; "=abc" exactly; "!" in front: must not')

const bound = z.union([z.number(), z.string().regex(/^\{\{[\w-]+\}\}$/, 'expected a number or a {{variable}}')])
const range = z.strictObject({ min: bound.optional(), max: bound.optional() })
const count = z.union([z.number().int().min(0), range])

/** What the catalogue says of an item. */
const factsSchema = z
  .strictObject({
    tag: z.record(z.string(), one(z.string())).optional().describe('field: one of these values must be there'),
    notTag: z.record(z.string(), one(z.string())).optional().describe('field: none of these values may be there'),
    year: range.optional(),
    minutes: range.optional(),
    number: z.record(z.string(), range).optional().describe('numeric field: bounds, inclusive'),
    axis: z.record(z.string(), range).optional().describe('axis: level 0 to 3'),
    newerThan: z.string().optional().describe('id of an item'),
    olderThan: z.string().optional(),
    shorterThan: z.string().optional(),
    longerThan: z.string().optional(),
  })
  .describe('facts of the catalogue that must hold')

const itemsSchema = z.strictObject({
  count: count.optional(),
  include: one(z.string()).optional().describe('ids that must all be in the list'),
  any: z.array(z.string()).min(1).optional().describe('at least one of these ids'),
  exclude: one(z.string()).optional().describe('ids that must not be in the list'),
  all: factsSchema.optional(),
  some: factsSchema.optional(),
  fresh: z.boolean().optional().describe('none was offered to this person before in this conversation'),
  unlike: z.array(z.string()).min(1).optional().describe('another list: at least one item is not one of these ids'),
  apart: z
    .record(z.string(), z.number().int().min(0))
    .optional()
    .describe('field: any two items share at most so many of its values'),
})

const expectSchema = z.strictObject({
  intent: one(z.string()).optional().describe('one of these was heard in some clause'),
  acts: one(z.string()).optional().describe('all of these; "a|b" = either'),
  notActs: one(z.string()).optional(),
  changes: one(matcher).optional().describe('each matches one line of what changed, e.g. "+like alien-1979"'),
  notChanges: one(matcher).optional(),
  items: itemsSchema.optional(),
  reasons: one(matcher).optional().describe('each matches a reason of some item'),
  asked: matcher.optional().describe('key of the question asked; "none" = no question'),
  stored: z
    .strictObject({ user: z.enum(['none', 'some']) })
    .optional()
    .describe('rows in the store about the one who speaks'),
  capture: z
    .record(z.string(), z.string())
    .optional()
    .describe('name: path in the trace, e.g. items[0].id; a /regular expression/ behind it keeps its first group'),
})

const botSchema = z.strictObject({
  text: one(matcher).optional(),
  buttons: z.array(z.string()).min(1).optional().describe('labels that must be offered (part of the label is enough)'),
})

const long = z.strictObject({ repeat: z.string().min(1), times: z.number().int().min(1).max(100_000) })

const answered = { bot: z.array(botSchema).min(1).optional(), expect: expectSchema.optional() }
const speaker = z.string().min(1).describe('another person in the same channel; "user" when left out')

const stepSchema = z.union([
  z.strictObject({ user: z.union([z.string(), long]), as: speaker.optional(), ...answered }),
  z.strictObject({ click: z.string().min(1), as: speaker.optional(), ...answered }),
  z.strictObject({ restart: z.literal('process').describe('SIGKILL, then a new process on the same store') }),
])

export const DRIVERS = ['terminal', 'web', 'webhook', 'discord'] as const
export type DriverName = (typeof DRIVERS)[number]

const fixture = z.strictObject({ events: z.array(z.looseObject({ type: z.string() })) })

export const convoSchema = z
  .strictObject({
    convo: z.string().min(1).describe('what it is about'),
    tags: z.array(z.string()).default([]),
    seed: z.number().int().default(1).describe('of everything that the bot leaves to chance'),
    clock: z.iso.datetime().optional().describe('frozen time'),
    channels: z
      .array(z.enum(DRIVERS))
      .min(1)
      .default([...DRIVERS]),
    home: z
      .string()
      .optional()
      .describe(
        'what "tastebud import" takes, from the place of this file: the talk is about its items, not the demo\'s',
      ),
    fixtures: z.record(z.string(), fixture).default({}).describe('person: what happened before, as events of the log'),
    vars: z.record(z.string(), z.string()).default({}).describe('stand in the text as {{name}}'),
    examples: z
      .array(z.record(z.string(), z.string()))
      .optional()
      .describe('the conversation runs once for each, as vars'),
    seconds: z.number().positive().default(10).describe('the longest that one reply may take'),
    steps: z.array(stepSchema).min(1),
  })
  .meta({ title: 'Tastebud conversation test' })

export type Convo = z.infer<typeof convoSchema>
export type Step = z.infer<typeof stepSchema>
export type SpokenStep = Exclude<Step, { restart: 'process' }>
export type Expectation = z.infer<typeof expectSchema>
export type Facts = z.infer<typeof factsSchema>
export type ItemsExpectation = z.infer<typeof itemsSchema>
export type Range = z.infer<typeof range>
