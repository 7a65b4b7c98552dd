import type { Model } from '../recommenders/contract.ts'
import * as metrics from './metrics.ts'
import type { Trial } from './protocols.ts'
import { Ranking } from './ranking.ts'
import type { Similarity } from './similarity.ts'
import type { Tally } from './statistics.ts'

/** Metrics of the place of what came, by name; each is measured at every list length. */
export const rankMetrics = {
  recall: metrics.recall,
  precision: metrics.precision,
  ndcg: metrics.ndcg,
  mrr: metrics.reciprocalRank,
  map: metrics.averagePrecision,
  hitRate: metrics.hitRate,
} as const

/** Metrics of the list itself; see metrics.ts. Coverage is one number a run and stands apart. */
export const listMetrics = ['novelty', 'diversity', 'popularityBias'] as const

/** `recall@10`, `recall@20`, ... in the order of the tally's columns. */
export function metricNames(at: readonly number[]): string[] {
  return at.flatMap((k) => [...Object.keys(rankMetrics), ...listMetrics].map((name) => `${name}@${k}`))
}

export interface Measured {
  readonly tally: Tally
  /** `coverage@k` by k */
  readonly coverage: ReadonlyMap<number, number>
  readonly cases: number
  /** Mean microseconds of one `score` call; NaN without a clock. */
  readonly microseconds: number
}

export interface MeasureOptions {
  readonly at: readonly number[]
  readonly owners: ArrayLike<number>
  readonly similarity: Similarity
  /** Milliseconds; handed in so that nothing here reads a clock. */
  readonly now?: () => number
  /** Diversity looks at all pairs of a list, so it is measured on every n-th case only. Default 1. */
  readonly diversityEvery?: number
  readonly progress?: (cases: number) => void
}

/**
 * Asks a fitted model every case of a trial and tallies all metrics by group.
 * @throws TastebudError NAN_SCORE
 */
export function measure(model: Model, trial: Trial, options: MeasureOptions): Measured {
  const { at, owners, similarity, now, diversityEvery = 1, progress } = options
  const names = metricNames(at)
  const longest = Math.max(...at)
  const people = trial.train.names.length
  const sums = new Float64Array(trial.groups * names.length)
  const counts = new Float64Array(trial.groups * names.length)
  const covered = at.map(() => new Set<number>())
  const scores = new Float32Array(model.items)
  const ranking = new Ranking(model.items)
  let cases = 0
  let spent = 0
  for (const { group, history, truth, exclude, at: when } of trial.cases()) {
    const start = now?.() ?? Number.NaN
    model.score(when === undefined ? { history } : { history, at: when }, scores)
    spent += (now?.() ?? Number.NaN) - start
    const ranks = ranking.ranks(scores, truth, exclude, trial.ties)
    const list = ranking.top(scores, longest, exclude)
    let column = group * names.length
    const note = (value: number | null) => {
      if (value !== null) {
        sums[column]! += value
        counts[column]! += 1
      }
      column++
    }
    at.forEach((k, i) => {
      const first = list.slice(0, k)
      for (const row of first) covered[i]!.add(row)
      for (const metric of Object.values(rankMetrics)) note(metric(ranks, k))
      note(metrics.novelty(first, owners, people))
      note(cases % diversityEvery === 0 ? metrics.intraListDiversity(first, similarity) : null)
      note(metrics.popularityBias(first, history, owners))
    })
    cases++
    if (cases % 256 === 0) progress?.(cases)
  }
  return {
    tally: { groups: trial.groups, metrics: names.length, sums, counts },
    coverage: new Map(at.map((k, i) => [k, metrics.coverage([[...covered[i]!]], model.items)])),
    cases,
    microseconds: (1000 * spent) / cases,
  }
}
