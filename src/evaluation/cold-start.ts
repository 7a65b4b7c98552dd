import type { Interactions } from '../datasets/interactions.ts'
import type { Random } from '../random.ts'
import {
  type AcquisitionConfig,
  type AcquisitionName,
  acquisitionDefaults,
  nextItem,
} from '../recommenders/questions/acquisition.ts'
import { type AnswerNoise, Listener, noiseDefaults } from '../recommenders/questions/listener.ts'
import type { TasteSpace } from '../recommenders/questions/taste-space.ts'
import { ndcg } from './metrics.ts'
import type { Ranking } from './ranking.ts'

/** Somebody whose ratings no model was fitted on. They answer from one half of their ratings and like what is in the other. */
export interface ColdPerson {
  readonly name: string
  /** What they can say of items: liked or not; of all others they do not know. */
  readonly verdicts: ReadonlyMap<number, boolean>
  /** Items that they like and cannot be asked about: what a good list holds. */
  readonly truth: readonly number[]
}

/**
 * Parts each person's ratings in two halves, drawn by the seed. `whole`: they can answer about all of them, and the truth
 * is every like (an item that was asked about leaves it).
 */
export function coldPeople(data: Interactions, like: number, random: Random, whole = false): ColdPerson[] {
  return data.names.flatMap((name, s) => {
    const events = Array.from({ length: data.offsets[s + 1]! - data.offsets[s]! }, (_, e) => data.offsets[s]! + e)
    const order = random.fork(name).shuffle(events)
    const asked = whole ? order : order.slice(0, Math.floor(order.length / 2))
    const kept = whole ? order : order.slice(asked.length)
    const truth = kept.filter((e) => data.values[e]! >= like).map((e) => data.rows[e]!)
    if (truth.length === 0) return []
    return [{ name, verdicts: new Map(asked.map((e) => [data.rows[e]!, data.values[e]! >= like])), truth }]
  })
}

/** Scores (items) of everything for one who said this. */
export type Scores = ArrayLike<number>

/** One cold conversation: quality after 0, 1, 2 ... answers, and after 0, 1, 2 ... questions. */
export interface Curve {
  /** NDCG@10; the last value stands on where a person has nothing more to say */
  readonly answers: readonly number[]
  readonly questions: readonly number[]
  /** The same of popularity, with the same items left out. */
  readonly popularAnswers: readonly number[]
  readonly popularQuestions: readonly number[]
  /** Questions asked until there were enough answers. */
  readonly asked: number
  readonly answered: number
  readonly liked: number
}

export interface ColdStartOptions {
  readonly answers?: number
  /** Nobody is asked more than this. */
  readonly patience?: number
  readonly noise?: AnswerNoise
  readonly acquisition?: AcquisitionConfig
  /** The items that a person can be asked about are left out of the ranking from the start; else those asked about. */
  readonly mask?: 'askable' | 'asked'
}

/**
 * Asks one person by a strategy and judges the ranking after each answer. What they do not know is no answer, and nobody
 * is told that an item that they do not know is one that they would like.
 */
export function coldCurve(
  space: TasteSpace,
  person: ColdPerson,
  popularity: Float32Array,
  strategy: AcquisitionName,
  ranking: Ranking,
  random: Random,
  options: ColdStartOptions = {},
): Curve {
  const { answers = 10, patience = 100, noise = noiseDefaults, mask = 'askable' } = options
  const listener = new Listener(space, noise)
  const scores = new Float32Array(space.items)
  const judge = () => {
    const { asked } = listener
    const left = mask === 'asked' ? [...asked] : [...person.verdicts.keys()]
    const truth = mask === 'asked' ? person.truth.filter((row) => !asked.has(row)) : person.truth
    scores.set(listener.means)
    return {
      ours: ndcg(ranking.ranks(scores, truth, left), 10) ?? Number.NaN,
      popular: ndcg(ranking.ranks(popularity, truth, left), 10) ?? Number.NaN,
    }
  }
  let now = judge()
  const byAnswer = [now]
  const byQuestion = [now]
  let liked = 0
  let asked = 0
  while (byAnswer.length <= answers && asked < patience) {
    const row = nextItem(listener, strategy, random, undefined, options.acquisition ?? acquisitionDefaults)
    if (row === undefined) break
    asked++
    const verdict = person.verdicts.get(row)
    if (verdict === undefined) {
      listener.unknown(row)
      if (mask === 'asked' && byQuestion.length <= answers) now = judge()
    } else {
      listener.rated(row, verdict ? 1 : 0)
      if (verdict) liked++
      now = judge()
      byAnswer.push(now)
    }
    if (byQuestion.length <= answers) byQuestion.push(now)
  }
  const answered = byAnswer.length - 1
  for (const list of [byAnswer, byQuestion]) while (list.length <= answers) list.push(list.at(-1)!)
  return {
    answers: byAnswer.map(({ ours }) => ours),
    questions: byQuestion.map(({ ours }) => ours),
    popularAnswers: byAnswer.map(({ popular }) => popular),
    popularQuestions: byQuestion.map(({ popular }) => popular),
    asked,
    answered,
    liked,
  }
}
