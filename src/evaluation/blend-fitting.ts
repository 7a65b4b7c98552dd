import type { Replay } from './replays.ts'
import { mean } from './statistics.ts'

/** Both figures of the ten best by the weighted sum of the parts. */
export interface Judged {
  /** Every hit counts alike: famous items win, as everybody has liked them. */
  readonly ndcg: number
  /** A hit is worth max(5, likes in training)^-1/2 (Steck, Item Popularity and Recommendation Accuracy, RecSys 2011). */
  readonly rare: number
}

/** One a source, >= 0, in the order of the parts. */
export type Weights = readonly number[]

export interface FittedBlend {
  readonly weights: Weights
  readonly judged: Judged
  /** The best NDCG@10 that the search found, whatever rare@10 was there. */
  readonly bestNdcg: number
  /** (sources) each part alone */
  readonly alone: readonly Judged[]
}

export const fittingDefaults: { readonly slack: number; readonly sum: number } = Object.freeze({
  /** Share of the best NDCG@10 that may be given up for rare@10. */
  slack: 0.03,
  /** What the fitted weights sum to: the size of the evidence beside the wishes. */
  sum: 4,
})

const listLength = 10

/** Of equal scores the earlier candidate comes first; a score of 0 is no hit. */
export function judgeReplay({ truth, candidates, parts, worth }: Replay, weights: Weights): Judged {
  const places = new Int32Array(listLength)
  const scores = new Float64Array(listLength)
  let count = 0
  for (let c = 0; c < candidates.length; c++) {
    let score = 0
    for (let p = 0; p < weights.length; p++) score += weights[p]! * parts[p]![c]!
    if (score <= (count === listLength ? scores[count - 1]! : 0)) continue
    let at = count < listLength ? count++ : count - 1
    for (; at > 0 && scores[at - 1]! < score; at--) {
      scores[at] = scores[at - 1]!
      places[at] = places[at - 1]!
    }
    scores[at] = score
    places[at] = c
  }
  let hits = 0
  let rare = 0
  for (let place = 0; place < count; place++) {
    const row = candidates[places[place]!]!
    if (!truth.has(row)) continue
    hits += discount(place)
    rare += worth[row]! * discount(place)
  }
  const ideal = idealOf(truth, worth)
  return { ndcg: hits / ideal.ndcg, rare: rare / ideal.rare }
}

const discount = (place: number) => 1 / Math.log2(place + 2)

/** What the best ten would bring. A truth is judged thousands of times while weights are searched. */
const ideals = new WeakMap<ReadonlySet<number>, Judged>()
function idealOf(truth: ReadonlySet<number>, worth: Float64Array): Judged {
  const known = ideals.get(truth)
  if (known) return known
  const best = [...truth].map((row) => worth[row]!).sort((a, b) => b - a)
  let ndcg = 0
  let rare = 0
  best.slice(0, listLength).forEach((value, place) => {
    ndcg += discount(place)
    rare += value * discount(place)
  })
  const ideal = { ndcg, rare }
  ideals.set(truth, ideal)
  return ideal
}

/** Means over replays; NaN for none. */
export function judge(replays: readonly Replay[], weights: Weights): Judged {
  const judged = replays.map((one) => judgeReplay(one, weights))
  return { ndcg: mean(judged.map((one) => one.ndcg)), rare: mean(judged.map((one) => one.rare)) }
}

/**
 * Weights of the blend from people that no source was fitted on, by coordinate ascent on the measure itself (Metzler &
 * Croft, Linear feature-based models for information retrieval, 2007), in two steps: the weights of the best NDCG@10;
 * then, from there, those of the best rare@10 whose NDCG@10 stays within `slack` of it and not below any part alone.
 * NDCG@10 alone would show everybody the same famous items.
 *
 * @param sources how many parts a replay has, 1 or more
 * @param replays at least one
 */
export function fitBlend(replays: readonly Replay[], sources: number, { slack, sum } = fittingDefaults): FittedBlend {
  const only = (p: number) => Array.from({ length: sources }, (_, q) => (p === q ? 1 : 0))
  const alone = Array.from({ length: sources }, (_, p) => judge(replays, only(p)))
  const leader = alone.reduce((best, one, p) => (one.ndcg > alone[best]!.ndcg ? p : best), 0)
  const byNdcg = (weights: Weights) => judge(replays, weights).ndcg
  // The ascent is greedy: the better of two ends is taken.
  const starts = [only(leader).map((weight) => weight + 0.25), only(leader)]
  const ends = starts.map((start) => ascend(byNdcg, start))
  const best = ends.reduce((a, b) => (b.value > a.value ? b : a))
  const floor = Math.max(alone[leader]!.ndcg, best.value * (1 - slack))
  const byBoth = (weights: Weights) => {
    const { ndcg, rare } = judge(replays, weights)
    return ndcg < floor - 1e-12 ? ndcg - floor - 1 : rare
  }
  const { weights } = ascend(byBoth, best.weights)
  const total = weights.reduce((a, b) => a + b)
  const scaled = weights.map((weight) => Number(((weight * sum) / total).toPrecision(3)))
  return { weights: scaled, judged: judge(replays, scaled), bestNdcg: best.value, alone }
}

const factors = [0, 0.25, 0.5, 0.7, 0.85, 1.2, 1.4, 2, 4]
/** What a weight of 0 may become, as a share of the largest. */
const revivals = [0.05, 0.2, 0.6]

/** One weight after the other, each to the factor of itself that is best, until a round brings nothing. */
function ascend(value: (weights: Weights) => number, start: Weights, rounds = 8): { weights: number[]; value: number } {
  const weights = [...start]
  let best = value(weights)
  for (let round = 0; round < rounds; round++) {
    const before = best
    for (let p = 0; p < weights.length; p++) {
      const held = weights[p]!
      const largest = Math.max(...weights)
      const tries = held > 0 ? factors.map((factor) => factor * held) : revivals.map((share) => share * largest)
      let kept = held
      for (const weight of tries) {
        weights[p] = weight
        if (!weights.some((one) => one > 0)) continue
        const found = value(weights)
        if (found <= best + 1e-7) continue
        best = found
        kept = weight
      }
      weights[p] = kept
    }
    if (best - before < 1e-4) break
  }
  return { weights, value: best }
}
