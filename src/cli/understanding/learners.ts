import type { Utterance } from '../../datasets/utterances.ts'
import { IntentClassifier } from '../../dialogue/understand/intents/classifier.ts'
import { BESIDE_BAG, combine, fitCombination, fitTemperature, supplement } from '../../encoder/combine.ts'
import { ENCODER, type EncoderConfig, OUTSIDE, type Sample, type TagHead } from '../../encoder/config.ts'
import { Encoder } from '../../encoder/encoder.ts'
import { train } from '../../encoder/train.ts'
import { typosIn } from '../../encoder/typos.ts'
import type { WordVectors } from '../../encoder/vectors.ts'
import type { Learn, Learner, Lesson } from '../../evaluation/understanding/evaluate.ts'
import { Random } from '../../random.ts'

export const learnerNames = ['bag', 'encoder', 'both'] as const
export type LearnerName = (typeof learnerNames)[number]

export interface LearnerOptions {
  readonly config?: Partial<EncoderConfig>
  readonly vectors?: WordVectors | undefined
  /** Milliseconds. */
  readonly now: () => number
  readonly progress?: ((what: string) => void) | undefined
}

/** The bag of n-grams of the chat, the text encoder, and both together: who learns, by name. */
export function learnersOf(names: readonly LearnerName[], options: LearnerOptions): Learn {
  return (lesson) => {
    const bag = names.includes('bag') || names.includes('both') ? learnBag(lesson, options.now) : undefined
    const encoder = names.includes('encoder') || names.includes('both') ? learnEncoder(lesson, options) : undefined
    const both = names.includes('both') && bag && encoder ? together(lesson, bag, encoder) : undefined
    return [bag, encoder, both].flatMap((learner) =>
      learner && (names as readonly string[]).includes(learner.name) ? [learner] : [],
    )
  }
}

function learnBag({ intents, train: utterances, seed }: Lesson, now: () => number): Learner {
  const began = now()
  const samples = utterances.flatMap(({ words, intent }) =>
    intent === undefined ? [] : [{ words, label: intents.indexOf(intent) }],
  )
  const model = IntentClassifier.train(samples, intents.length, new Random(seed))
  const seconds = (now() - began) / 1000
  return { name: 'bag', seconds, read: (words) => ({ intents: Float32Array.from(model.probabilities(words)) }) }
}

function learnEncoder(lesson: Lesson, { config, vectors, now, progress }: LearnerOptions): Learner {
  const { intents, train: utterances, seed } = lesson
  const began = now()
  const labels = ['O', ...new Set(utterances.flatMap(({ slots = [] }) => slots).filter((label) => label !== 'O'))]
  const heads: TagHead[] = labels.length > 1 ? [{ name: 'slots', labels, chain: true }] : []
  const samples = utterances.map(
    ({ words, intent, slots }): Sample => ({
      words,
      // What is out of scope teaches to be sure of nothing.
      intent: intent === undefined ? OUTSIDE : intents.indexOf(intent),
      tags: slots ? [slots.map((label) => labels.indexOf(label))] : [],
    }),
  )
  const trained = train(
    { samples, intents: intents.length, heads, vectors },
    { ...ENCODER, ...config },
    { random: new Random(seed), progress: (epoch, loss) => progress?.(`epoch ${epoch}, loss ${loss.toFixed(3)}`) },
  )
  const raw = Encoder.of(trained, vectors)
  const { temperature } = fitTemperature(
    held(lesson).map(({ words, intent }) => ({ first: raw.read(words).intents, label: intents.indexOf(intent ?? '') })),
  )
  const encoder = Encoder.of(trained, vectors, temperature)
  const seconds = (now() - began) / 1000
  return {
    name: 'encoder',
    seconds,
    read: (words) => {
      const { intents: found, tags } = encoder.read(words)
      const slots = tags[0] && Array.from(tags[0], (label) => labels[label] as string)
      return { intents: found, ...(slots && { slots }) }
    },
  }
}

/** The validation half, every second utterance with a typing error, as people write. */
function held({ validation, seed }: Lesson): Utterance[] {
  const random = new Random(seed)
  return validation
    .filter(({ intent }) => intent !== undefined)
    .map((each, i) => (i % 2 === 0 ? each : { ...each, words: typosIn(each.words, 1, random) }))
}

function together(lesson: Lesson, bag: Learner, encoder: Learner): Learner {
  const pairs = held(lesson).map(({ words, intent }) => ({
    first: encoder.read(words).intents,
    second: bag.read(words).intents,
    label: lesson.intents.indexOf(intent ?? ''),
  }))
  const fitted = pairs.length > 0 ? fitCombination(pairs) : undefined
  return {
    name: 'both',
    seconds: bag.seconds + encoder.seconds,
    read: (words) => {
      const own = encoder.read(words)
      const other = bag.read(words).intents
      // Without a validation half as the chat puts them together.
      const intents = fitted ? combine(own.intents, other, fitted) : supplement(() => own.intents, other, BESIDE_BAG)
      return { ...own, intents }
    },
  }
}
