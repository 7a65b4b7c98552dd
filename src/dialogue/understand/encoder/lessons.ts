import { join } from 'node:path'
import type { Sample, TagHead } from '../../../encoder/config.ts'
import type { Random } from '../../../random.ts'
import type { Example } from '../intents/examples.ts'
import { type Frame, isMention, numbered, STANCES, unnumbered, written } from './frames.ts'
import {
  choices,
  composed,
  readStanceTemplates,
  STANCES_FILE,
  type StanceTemplates,
  stanceExample,
} from './stance-templates.ts'

/** What each thing named is told of, word by word. */
export const SEEN = ['unsaid', 'seen', 'unseen'] as const

export const heads: readonly TagHead[] = [
  { name: 'stance', labels: STANCES, chain: false },
  { name: 'seen', labels: SEEN, chain: false },
]

/** How often each choice in a template comes up in sentences of it alone, and how many sentences are of several templates. */
const TIMES = 2
const JOINED = 3_000
/** How often an example of an intent is seen for each time that a sentence is. */
const INTENTS_TIMES = 2

export interface Lessons {
  /** Sorted. */
  readonly intents: readonly string[]
  readonly samples: readonly Sample[]
}

/**
 * All that the encoder learns from: the examples of the intents for what is wanted, sentences of the templates for how
 * what is named stands.
 */
export function lessonsOf(
  intentsDir: string,
  examples: readonly Example[],
  fill: Readonly<Record<string, string>>,
  random: Random,
): Lessons {
  const intents = [...new Set(examples.map(({ intent }) => intent))].sort()
  return {
    intents,
    samples: [
      ...Array.from({ length: INTENTS_TIMES }, () => examples)
        .flat()
        .map(
          ({ words, intent }): Sample => ({
            words: numbered(words),
            intent: intents.indexOf(intent),
            ...quiet(words, intent),
          }),
        ),
      ...stanceSamples(readStanceTemplates(join(intentsDir, STANCES_FILE)), fill, random),
    ],
  }
}

/** Intents that judge nothing that they name. */
const QUIET = /^(ask_|save|unsave|watchlist|where_to_watch|similar|compare|forget_preference|rewatch)/

/** What is named in a question or an order stands neither way. */
const quiet = (words: readonly string[], intent: string): Pick<Sample, 'tags' | 'output'> => {
  if (!QUIET.test(intent)) return { tags: [] }
  const at = words.map((word) => (/^\{(title|person)\}$/.test(word) ? 0 : -1))
  const frames = words.filter(isMention).map((): Frame => ({ stance: 'neutral', together: false }))
  const clear = words.every((word) => !/^\{(tag|axis)\}$/.test(word))
  return {
    tags: [at.map((label) => (label < 0 ? -1 : STANCES.indexOf('neutral'))), at],
    output: clear && frames.length > 0 ? written(frames) : undefined,
  }
}

/** Sentences of templates, each template alone some times, then many of them joined; each sentence once. */
export function stanceSamples(
  templates: StanceTemplates,
  fill: Readonly<Record<string, string>>,
  random: Random,
  joined = JOINED,
): Sample[] {
  const alone = [...templates.single, ...templates.several].flatMap((template) => choices(template, TIMES, random))
  const texts = [...alone, ...Array.from({ length: joined }, () => composed(templates, random))]
  const made = new Map<string, Sample>()
  for (const text of texts) {
    const { words, stances, seen, together } = stanceExample(text, fill, random)
    const frames = stances.flatMap((stance, t): Frame[] =>
      stance === undefined ? [] : [{ stance, seen: seen[t], together: together[t] === true }],
    )
    made.set(words.join(' '), {
      words: numbered(words),
      output: written(frames),
      intent: -1,
      tags: [
        stances.map((stance) => (stance === undefined ? -1 : STANCES.indexOf(stance))),
        stances.map((stance, t) => (stance === undefined ? -1 : seen[t] === undefined ? 0 : seen[t] ? 1 : 2)),
      ],
    })
  }
  return [...made.values()]
}

/** The words of all sentences that tell how something stands, sorted: what else a message says is unknown ground. */
export const stanceWords = (samples: readonly Sample[]): string[] =>
  [...new Set(samples.flatMap(({ words, intent }) => (intent === -1 ? words.map(unnumbered) : [])))].sort()
