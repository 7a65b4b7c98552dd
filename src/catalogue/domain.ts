import { z } from 'zod'

/**
 * What the bot must know about a kind of thing to talk about it: how it is called, which fields its
 * items have, and which words move along which axis. It lies beside the catalogue as `domain.yml`,
 * so that films, board games or recipes are data and not code.
 */

const words = z.array(z.string().min(1)).default([])

/** A list-valued field: genre, director, theme, mechanic ... */
export const tagFieldSchema = z.strictObject({
  /** Column or path in the catalogue file, e.g. `genres` or `credits.director`. Default: the field's own name. */
  from: z.string().optional(),
  one: z.string(),
  many: z.string(),
  /** `tag` = a common word (horror), `person` = a name that surnames may stand for, `name` = another proper name (Japan). */
  kind: z.enum(['tag', 'person', 'name']).default('tag'),
  /** Weight of a shared value when two items are compared (content neighbours, diversity). */
  weight: z.number().min(0).default(1),
  /** May the bot ask about this field? The question, e.g. "What kind of film are you in the mood for?" */
  question: z.string().optional(),
  /** How a value reads in a sentence, as a noun phrase: "{value} films", "films directed by {value}", "films about {value}". */
  phrase: z.string().default('{value}'),
  /** Words that ask for this field of an item: "who directed", "who is in". */
  asks: words,
  /** Other words for values: `{ "science fiction": ["sci-fi", "scifi", "sf"] }` */
  synonyms: z.record(z.string(), z.array(z.string())).default({}),
  /** Narrower words, e.g. `{ monsters: [sharks] }`: searched for in titles and texts, and the value where none has them. */
  narrower: z.record(z.string(), z.array(z.string())).default({}),
})

/** A numeric field: minutes, age, players. `year` is always there. */
export const numberFieldSchema = z.strictObject({
  from: z.string().optional(),
  one: z.string(),
  /** Words after a number ("minutes", "min") with the factor to the field's unit ("hours": 60). */
  units: z.record(z.string(), z.number()).default({}),
  /** Comparatives: "longer" and "shorter", "newer" and "older". */
  more: words,
  less: words,
  /** How a value reads: "{value} minutes". */
  phrase: z.string().default('{value}'),
  /** How it reads after "at most" and its like, where that is not `phrase`: "{value} players" of "up to {value} players". */
  quantity: z.string().optional(),
  asks: words,
  /** The operator's age rating uses this field: items above a limit are never offered. */
  rating: z.boolean().default(false),
})

/** A direction of taste that people name by comparatives: "less violent", "funnier". Level 0 to 3 per item. */
export const axisSchema = z.strictObject({
  /** Numeric path in the catalogue that holds the level 0-3, where the catalogue has one. */
  from: z.string().optional(),
  /** How more of it is called, e.g. ["violent", "brutal", "bloody"]; plain adjectives, comparatives are derived. */
  more: z.array(z.string()).min(1),
  /** The opposite pole, e.g. ["gentle", "harmless"]. */
  less: words,
  /** Where `from` is absent: level estimated from tags, `{ "genre": { "horror": 2 } }`, summed and clipped to 0-3. */
  proxy: z.record(z.string(), z.record(z.string(), z.number())).default({}),
})

export const domainSchema = z.strictObject({
  name: z.string(),
  /** "film" / "films", "board game" / "board games" */
  noun: z.strictObject({ one: z.string(), many: z.string() }),
  /** "watch" / "watched" / "watching", "play" / "played" / "playing" */
  verb: z.strictObject({ base: z.string(), past: z.string(), ing: z.string() }),
  /** Catalogue columns: id, title, otherTitles, year, text, link. */
  columns: z
    .strictObject({
      id: z.string().default('id'),
      title: z.string().default('title'),
      otherTitles: z.string().default('otherTitles'),
      year: z.string().default('year'),
      text: z.string().default('description'),
      link: z.string().default('link'),
    })
    .prefault({}),
  /** Separator of list-valued cells in CSV catalogues. */
  listSeparator: z.string().default('|'),
  tags: z.record(z.string(), tagFieldSchema),
  numbers: z.record(z.string(), numberFieldSchema).default({}),
  axes: z.record(z.string(), axisSchema).default({}),
  /** Three or so titles to start a conversation with: "for example Alien or Amélie". Optional. */
  examples: words,
})

export type Domain = z.infer<typeof domainSchema>
export type TagField = z.infer<typeof tagFieldSchema>
export type NumberField = z.infer<typeof numberFieldSchema>
export type Axis = z.infer<typeof axisSchema>
