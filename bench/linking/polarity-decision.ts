import { STANCES } from '../../src/dialogue/understand/encoder/frames.ts'
import { classScores, confusion } from '../parts/classes.ts'
import type { Attitude } from './around.ts'
import { LIKED, type Mention } from './dialogues.ts'

/** A class for each mention: of liked and disliked, and with "not said". */
export interface Polarities {
  readonly two: readonly number[]
  readonly three: readonly number[]
}

/**
 * (fold, mention, class): scores while a fold is asked. Those of the fold's own mentions are the answers; by the others,
 * which are scored as blindly, the way to answer is fitted.
 */
export type Scores = readonly (readonly Float64Array[])[]

/** @param logs of `learnPairs`; a fold's own mentions get the mean of all encoders that left it out */
export function scoresOf(logs: readonly Float64Array[][], foldAt: readonly number[]): Scores {
  return logs.map((row, k) =>
    row.map((own, i) => {
      if (foldAt[i] !== k) return own
      const others = logs.filter((_, j) => j !== k).map((each) => each[i]!)
      return Float64Array.from(LIKED, (_, c) => others.reduce((sum, each) => sum + each[c]! / others.length, 0))
    }),
  )
}

/** The class with the largest score, after biases that have the best macro-F1 on the other folds. */
export function decide(scores: Scores, mentions: readonly Mention[], foldAt: readonly number[]): Polarities {
  const answers = (size: 2 | 3): number[] => {
    const found: number[] = []
    scores.forEach((row, k) => {
      const held = row.flatMap((own, i) =>
        foldAt[i] === k || mentions[i]!.liked >= size ? [] : [{ scores: own, wanted: mentions[i]!.liked }],
      )
      const biases = biasesOf(held, size)
      row.forEach((own, i) => {
        if (foldAt[i] === k) found[i] = largest(own, biases, size)
      })
    })
    return found
  }
  return { two: answers(2), three: answers(3) }
}

function biasesOf(held: readonly { scores: Float64Array; wanted: number }[], size: 2 | 3): number[] {
  let best = { biases: [0, 0, 0], score: -1 }
  const steps = Array.from({ length: 41 }, (_, i) => (i - 20) / 5)
  for (const a of steps)
    for (const b of size === 2 ? [0] : steps) {
      const biases = [a, 0, b]
      const cases = held.map(({ scores, wanted }) => ({ wanted, found: largest(scores, biases, size) }))
      const score = classScores(confusion(cases, size), size).macroF1
      if (score > best.score) best = { biases, score }
    }
  return best.biases
}

function largest(scores: Float64Array, biases: readonly number[], size: number): number {
  let best = 0
  for (let c = 1; c < size; c++) if (scores[c]! + biases[c]! > scores[best]! + biases[best]!) best = c
  return best
}

/** Ridge, as so many mentions' worth; steps and rate of the descent. First guesses. */
const RIDGE = 3
const STEPS = 300
const RATE = 1.5

/**
 * The encoder's scores and how rules take the same mention, weighed by a multinomial logistic regression on the other folds.
 * @param readings (reader, mention)
 */
export function besideRules(
  scores: Scores,
  readings: readonly (readonly (Attitude | undefined)[])[],
  mentions: readonly Mention[],
  foldAt: readonly number[],
): Scores {
  return scores.map((row, k) => {
    const features = row.map(([disliked, liked, unsaid], i) => [
      ...[1, (disliked! - liked!) / 3, (unsaid! - liked!) / 3],
      ...readings.flatMap((reading) => {
        const { stance, seen } = reading[i] ?? {}
        return [...STANCES.map((name) => Number(name === stance)), Number(seen === true), Number(seen === false)]
      }),
    ])
    const held = features.flatMap((own, i) => (foldAt[i] === k ? [] : [{ own, wanted: mentions[i]!.liked }]))
    const weights = regress(held)
    return features.map((own) => linear(weights, own))
  })
}

function regress(held: readonly { own: readonly number[]; wanted: number }[]): Float64Array[] {
  const size = held[0]!.own.length
  const weights = LIKED.map(() => new Float64Array(size))
  for (let step = 0; step < STEPS; step++) {
    const slopes = weights.map((row) => row.map((w, f) => (f === 0 ? 0 : (RIDGE * w) / held.length)))
    for (const { own, wanted } of held) {
      const exps = linear(weights, own).map(Math.exp)
      const sum = exps.reduce((a, b) => a + b, 0)
      exps.forEach((e, c) => {
        const error = (e / sum - Number(c === wanted)) / held.length
        own.forEach((x, f) => {
          slopes[c]![f]! += error * x
        })
      })
    }
    weights.forEach((row, c) => {
      row.forEach((_, f) => {
        row[f]! -= RATE * slopes[c]![f]!
      })
    })
  }
  return weights
}

const linear = (weights: readonly Float64Array[], own: readonly number[]): Float64Array =>
  Float64Array.from(weights, (row) => own.reduce((sum, x, f) => sum + x * row[f]!, 0))
