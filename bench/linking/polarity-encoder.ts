import { join } from 'node:path'
import type { Domain } from '../../src/catalogue/domain.ts'
import { isMention, STANCES, unnumbered } from '../../src/dialogue/understand/encoder/frames.ts'
import { stanceSamples } from '../../src/dialogue/understand/encoder/lessons.ts'
import { readStanceTemplates, STANCES_FILE } from '../../src/dialogue/understand/encoder/stance-templates.ts'
import { type Lexicon, placeholders } from '../../src/dialogue/understand/lexicon.ts'
import { ENCODER, type EncoderConfig, type Sample, type TagHead } from '../../src/encoder/config.ts'
import { Encoder } from '../../src/encoder/encoder.ts'
import { train } from '../../src/encoder/train.ts'
import { Random } from '../../src/random.ts'
import { type Attitude, around, MARKS } from './around.ts'
import { type Dialogue, LIKED, type Liked, type Mention, mentionsOf, messagesAfter } from './dialogues.ts'

const CONFIG: EncoderConfig = {
  ...ENCODER,
  ...{ embeddingSize: 48, hiddenSize: 48, attentionSize: 24, buckets: 1 << 13, epochs: 8, tagWeight: 1 },
}
const head: TagHead = { name: 'polarity', labels: LIKED, chain: false }
/** What a mention of each class counts in training. */
const CLASS_WEIGHTS = [4, 1, 2] as const
/** What a mention counts that is read with what came after it, and a sentence of a template, beside a mention's 1. */
const LATER_WEIGHT = 0.5
const TEMPLATE_WEIGHT = 0.3
const TEMPLATES = 1_000
/** Messages after a mention that training may read. */
const LATER = 3
const OF_STANCE: Readonly<Partial<Record<(typeof STANCES)[number], Liked>>> = {
  like: 1,
  dislike: 0,
  avoid: 0,
  neutral: 2,
}

export interface PolarityData {
  readonly dialogues: readonly Dialogue[]
  readonly mentions: readonly Mention[]
  /** Of each mention. */
  readonly rules: readonly (Attitude | undefined)[]
  /** Of each dialogue. */
  readonly folds: ReadonlyMap<number, number>
  readonly lexicon: Lexicon
  readonly domain: Domain
  readonly intentsDir: string
}

/**
 * What encoders make of every mention that have seen nothing of its dialogue's fold: for each pair of folds one learns from
 * the others.
 * @returns (fold, mention, class) log probabilities, by the encoder that left out that fold and the mention's own; 0 for
 * mentions of that fold itself
 */
export function learnPairs(data: PolarityData, count: number, progress: (what: string) => void): Float64Array[][] {
  const { dialogues, mentions, rules, folds, lexicon } = data
  const own = mentions.map((mention, i) => {
    const words = around(dialogues[mention.dialogue]!, mention, lexicon, rules[i])
    return { words, sample: sampleOf(words, mention.liked), fold: folds.get(mention.dialogue)! }
  })
  const more = withReplies(data)
  const templates = templatesOf(data)
  const logs = Array.from({ length: count }, () => mentions.map(() => new Float64Array(LIKED.length)))
  for (let k = 0; k < count; k++)
    for (let j = k + 1; j < count; j++) {
      const learned = [...own, ...more].filter(({ fold }) => fold !== k && fold !== j).map(({ sample }) => sample)
      const task = { samples: [...learned, ...templates], intents: 1, heads: [head], marks: MARKS }
      const encoder = Encoder.of(train(task, CONFIG, { random: new Random(1) }))
      own.forEach(({ words, fold }, i) => {
        if (fold !== k && fold !== j) return
        const [scores] = encoder.read(words.words, words.marks).tagScores
        logs[fold === k ? j : k]![i] = Float64Array.from(LIKED, (_, c) =>
          Math.log(scores![words.at * LIKED.length + c]! + 1e-9),
        )
      })
      progress(`without folds ${k + 1} and ${j + 1}`)
    }
  return logs
}

function sampleOf({ words, marks, at }: ReturnType<typeof around>, liked: Liked, weight = 1): Sample {
  const tags = [words.map((_, i) => (i === at ? liked : -1))]
  return { words, marks, intent: -1, tags, weight: weight * CLASS_WEIGHTS[liked] }
}

/** For training alone: what either names, with the messages that follow it, where most answers stand. */
function withReplies({ dialogues, mentions, rules, folds, lexicon }: PolarityData): { fold: number; sample: Sample }[] {
  const asked = mentionsOf(dialogues, 'recommender').map((mention) => ({ mention, rule: undefined }))
  const told = mentions.map((mention, i) => ({ mention, rule: rules[i] }))
  return [...asked, ...told].flatMap(({ mention, rule }) => {
    const dialogue = dialogues[mention.dialogue]!
    const later = messagesAfter(dialogue, mention.turn, LATER)
    if (later === 0) return []
    const words = around(dialogue, mention, lexicon, rule, later)
    return [{ fold: folds.get(mention.dialogue)!, sample: sampleOf(words, mention.liked, LATER_WEIGHT) }]
  })
}

/** The sentences that the chat's encoder learns stances from, one sample for each thing they name. */
function templatesOf({ domain, intentsDir }: PolarityData): Sample[] {
  const noun = domain.noun.one
  const templates = readStanceTemplates(join(intentsDir, STANCES_FILE))
  const sentences = stanceSamples(templates, placeholders(domain), new Random(1), TEMPLATES)
  return sentences.flatMap(({ words, tags }) =>
    words.flatMap((_, at): Sample[] => {
      const liked = OF_STANCE[STANCES[tags[0]![at]!] ?? 'allow']
      if (liked === undefined) return []
      const said = words.map((word, i) =>
        i === at ? '{title}' : isMention(unnumbered(word)) ? '{film}' : word === '{noun}' ? noun : word,
      )
      const read = ['{seeker}', ...said]
      const labels = [read.map((_, i) => (i === at + 1 ? liked : -1))]
      return [{ words: read, marks: read.map(() => [0, 1]), intent: -1, tags: labels, weight: TEMPLATE_WEIGHT }]
    }),
  )
}
