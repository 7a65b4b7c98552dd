import type { Item } from '../catalogue/item.ts'
import { Random } from '../random.ts'
import type { ProgressListener, Recommender, TrainingData } from '../recommenders/contract.ts'
import { type Measured, measure, metricNames } from './measure.ts'
import type { Trial } from './protocols.ts'
import { cooccurrence, ownersOf } from './similarity.ts'
import { bootstrap, deviation, mean, type Tally } from './statistics.ts'

/** One line of the table: how it is called there, and how an unfitted one is made. */
export interface Contestant {
  readonly name: string
  readonly create: () => Recommender
}

/** What only the outermost layer may read: a clock and the memory in use. */
export interface Meter {
  /** Milliseconds from any fixed moment. */
  now(): number
  /** Bytes of memory that the process holds. */
  memory(): number
}

export interface Metric {
  /** Mean over all cases, averaged over seeds. */
  readonly mean: number
  /** Standard deviation over seeds; 0 for one seed or a model that draws nothing. */
  readonly sd: number
  /** 95 % bootstrap interval over sessions or people; absent for coverage, which is one number a run. */
  readonly interval?: readonly [number, number]
  /** Mean of the means of each session or person; absent for coverage. */
  readonly macro?: number
}

export interface Result {
  readonly model: string
  readonly config: object
  readonly metrics: Readonly<Record<string, Metric>>
  readonly cases: number
  /** Mean over seeds. */
  readonly fitSeconds: number
  /** Training events a second of fitting. */
  readonly eventsPerSecond: number
  readonly microsecondsPerScore: number
  readonly peakMemoryMB: number
  readonly notes: readonly string[]
}

export interface EvaluateOptions {
  readonly at: readonly number[]
  readonly seeds: readonly number[]
  readonly meter: Meter
  /** Items by the rows of `trial.train`, for models that need content. */
  readonly content?: readonly (Item | undefined)[]
  readonly progress?: ProgressListener
}

/**
 * Fits and measures each contestant once a seed on the same trial, one after the other.
 * @throws TastebudError NAN_SCORE, or whatever fitting throws
 */
export async function evaluate(
  trial: Trial,
  contestants: readonly Contestant[],
  options: EvaluateOptions,
): Promise<Result[]> {
  const { train } = trial
  const owners = ownersOf(train)
  const similarity = cooccurrence(train)
  const data: TrainingData = { interactions: train, ...(options.content ? { content: options.content } : {}) }
  let cases = 0
  for (const _ of trial.cases()) cases++
  const diversityEvery = Math.ceil(cases / 1000)

  const results: Result[] = []
  for (const contestant of contestants) {
    const runs: (Measured & { fitSeconds: number })[] = []
    const notes = new Set<string>()
    let config: object = {}
    let peak = 0
    for (const seed of options.seeds) {
      const watch = () => {
        peak = Math.max(peak, options.meter.memory())
      }
      watch()
      const model = contestant.create()
      config = model.config
      const start = options.meter.now()
      const heard = options.progress?.fit(contestant.name)
      const report = await model.fit(data, {
        ...heard,
        random: new Random(seed),
        progress: (done, total, note) => {
          watch()
          heard?.progress?.(done, total, note)
        },
      })
      const fitSeconds = (options.meter.now() - start) / 1000
      for (const note of report.notes) notes.add(note)
      watch()
      const progress = (done: number) => {
        watch()
        options.progress?.show(`${contestant.name}: ${done} of ${cases} cases`)
      }
      const now = () => options.meter.now()
      const measured = measure(model, trial, { at: options.at, owners, similarity, now, diversityEvery, progress })
      watch()
      runs.push({ ...measured, fitSeconds })
    }
    const fitSeconds = mean(runs.map((run) => run.fitSeconds))
    results.push({
      model: contestant.name,
      config,
      metrics: summarise(runs, options.at),
      cases,
      fitSeconds,
      eventsPerSecond: train.rows.length / Math.max(fitSeconds, 1e-6),
      microsecondsPerScore: mean(runs.map((run) => run.microseconds)),
      peakMemoryMB: peak / 2 ** 20,
      notes: [...notes],
    })
  }
  return results
}

function summarise(runs: readonly Measured[], at: readonly number[]): Record<string, Metric> {
  const names = metricNames(at)
  const intervals = bootstrap(together(runs.map((run) => run.tally)), new Random(20_17))
  const found: Record<string, Metric> = {}
  names.forEach((name, m) => {
    const micro = runs.map(({ tally }) => column(tally, m, false))
    const macro = mean(runs.map(({ tally }) => column(tally, m, true)))
    found[name] = { mean: mean(micro), sd: deviation(micro), interval: intervals[m]!, macro }
  })
  for (const k of at) {
    const shares = runs.map((run) => run.coverage.get(k) ?? 0)
    found[`coverage@${k}`] = { mean: mean(shares), sd: deviation(shares) }
  }
  return found
}

/** Mean of one metric over cases, or over the means of groups; NaN where no case has a value. */
function column({ groups, metrics, sums, counts }: Tally, m: number, byGroup: boolean): number {
  let sum = 0
  let count = 0
  for (let at = m; at < groups * metrics; at += metrics) {
    if (counts[at] === 0) continue
    sum += byGroup ? sums[at]! / counts[at]! : sums[at]!
    count += byGroup ? 1 : counts[at]!
  }
  return sum / count
}

/** Tallies of several seeds as one: a group's cases of all seeds stay together in the bootstrap. */
function together(tallies: readonly Tally[]): Tally {
  const [first, ...others] = tallies
  if (!first) throw new RangeError('no run to summarise')
  const sums = first.sums.slice()
  const counts = first.counts.slice()
  for (const { sums: more, counts: extra } of others) {
    for (let i = 0; i < sums.length; i++) {
      sums[i]! += more[i]!
      counts[i]! += extra[i]!
    }
  }
  return { ...first, sums, counts }
}
