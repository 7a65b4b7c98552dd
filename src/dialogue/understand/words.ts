import { z } from 'zod'
import { readYaml } from './yaml-file.ts'

const words = z.array(z.string().min(1))
export const CUES = [
  'like',
  'love',
  'dislike',
  'hate',
  'want',
  'avoid',
  'allow',
  'similar',
  'seen',
  'unseen',
  'good',
  'bad',
  'okay',
] as const
export type Cue = (typeof CUES)[number]
export const BOUNDS = [
  'below', 'most', 'above', 'least', 'about', 'before', 'after', 'since', 'between', 'onwards', 'backwards',
  'newer', 'older', 'recent', 'old', 'classic', 'early', 'mid', 'late', 'short', 'long', 'anyNumber',
] as const // biome-ignore format: a list
export type Sentiment = 'love' | 'good' | 'bad'
export type Bound = (typeof BOUNDS)[number]

const shape = <K extends string>(keys: readonly K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, words])) as Record<K, typeof words>)
const wordsSchema = z.strictObject({
  nouns: words,
  articles: words,
  spellings: z.record(z.string(), z.string()),
  negations: words,
  cues: shape(CUES),
  parted: z.record(z.string(), words),
  slots: words,
  after: words,
  pronouns: words,
  yearAsks: words,
  whoAsks: words,
  plays: words,
  present: words,
  unheld: words,
  idle: words,
  makers: words,
  performers: words,
  soft: words,
  absolute: words,
  insist: words,
  more: words,
  less: words,
  ordinals: z.record(z.string(), words),
  pronounWords: z.strictObject({ it: words, them: words, both: words, others: words, person: words }),
  numbers: z.record(z.string(), z.number()),
  decades: z.record(z.string(), z.number().int()),
  bounds: shape(BOUNDS),
  audience: z.record(z.string(), z.number()),
  audienceLead: words,
  audienceWords: words,
  years: words,
  inquiries: words,
  grave: words,
  settings: z.record(z.string(), words),
  titles: z.strictObject({
    said: words,
    follows: words,
    told: words,
    copulas: words,
    past: words,
    certain: words,
    opening: words,
    asked: words,
    askers: words,
    likening: words,
    capitals: words,
    rated: words,
  }),
  beforePeople: words,
  lows: words,
  speakers: words,
  noLength: words,
  kinds: words,
  emoji: z.strictObject({ love: words, good: words, bad: words }),
  centuries: z.record(z.string(), z.number().int()),
  fine: words,
  elapsed: words,
  numberStarts: words,
  counts: z.record(z.string(), z.number().int()),
  counted: words,
  countLeads: words,
  lists: words,
  earlier: words,
  comparing: words,
  midway: words,
  apart: words,
  amongst: words,
  openers: words,
  fits: words,
  subjectLeads: words,
  looseLeads: words,
  scenes: words,
  joints: words,
  continuers: words,
  foreign: words,
  noSubject: words,
  others: z.record(z.string(), z.string()),
  cuts: z.strictObject({ always: words, maybe: words, starters: words, interjections: words }),
  common: z.string(),
})

/** What `words.yml` holds, checked. */
export type Words = z.infer<typeof wordsSchema>

/** The words of `words.yml`, still with placeholders. @throws TastebudError NO_FILE, BAD_INTENTS with `path:line` */
export const readWords = (path: string): Words => readYaml(path, wordsSchema).data
