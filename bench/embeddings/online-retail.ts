import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type DataSet, readInteractions } from '../../src/datasets/read.ts'
import { measure, metricNames } from '../../src/evaluation/measure.ts'
import { applyProtocol } from '../../src/evaluation/protocols.ts'
import { Random } from '../../src/random.ts'
import type { Recommender } from '../../src/recommenders/contract.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { dataFolder } from '../../tools/data-folder.ts'
import { mean, type Outcome, spread } from './table.ts'

interface Contestant {
  readonly name: string
  readonly options?: object
  /** What of the history it is shown, one line of the table each. */
  readonly readings?: readonly { readonly shown: 'last item' | 'all' }[]
  readonly goal?: number
}
const lastItem = { shown: 'last item' } as const
const readings = [lastItem, { shown: 'all' }] as const

/** Settings chosen on the last event but one, never on the last; see docs/embeddings.md. */
const contestants: readonly Contestant[] = [
  { name: 'markov' },
  { name: 'item-knn', options: { neighbours: 0, from: 'last' } },
  { name: 'ease', options: { lambda: 500, from: 'last' } },
  { name: 'sequential-rules', options: { steps: 10, weighting: 'div' } },
  { name: 'item2vec', options: { recency: 0.3 }, readings, goal: 0.245 },
  { name: 'prod2vec', readings, goal: 0.245 },
]
const at = [10, 20]
const metrics = ['recall@10', 'recall@20', 'mrr@10']

/** The protocol of bench/gates.ts: all 4,234 cases, conservative ties, cosine, the query item not ranked. */
export async function onlineRetail(): Promise<Outcome> {
  const title = 'online-retail, last-item: the last purchase of every customer'
  const head = ['model', 'shown', ...metrics, 'fit s']
  const path = join(dataFolder(), 'online-retail')
  if (!existsSync(path)) {
    return { title, head, rows: [], skipped: `not at ${path}; put it there or set TASTEBUD_DATA` }
  }
  const data = await readInteractions(path)
  const rows: string[][] = []
  const missed: string[] = []
  for (const { name, options = {}, readings = [lastItem], goal } of contestants) {
    const found = readings.map(() => new Map<string, number[]>(metrics.map((metric) => [metric, []])))
    const seconds: number[] = []
    for (const seed of name.endsWith('2vec') ? [1, 2, 3] : [1]) {
      const model = recipe(name).create(options)
      const start = performance.now()
      await model.fit({ interactions: applyProtocol('last-item', data).train }, { random: new Random(seed) })
      seconds.push((performance.now() - start) / 1000)
      readings.forEach(({ shown }, reading) => {
        for (const [metric, value] of lastPurchase(model, data, shown)) found[reading]!.get(metric)?.push(value)
      })
    }
    readings.forEach(({ shown }, reading) => {
      const values = metrics.map((metric) => spread(found[reading]!.get(metric) ?? []))
      rows.push([name, shown, ...values, mean(seconds).toFixed(0)])
    })
    const reached = mean(found[0]!.get('recall@10') ?? [])
    if (goal !== undefined && reached < goal) missed.push(`Recall@10 of ${name} is ${reached.toFixed(4)}, not ${goal}`)
  }
  return { title, head, rows, missed }
}

/** Means over all customers, asked for the last purchase of each. */
export function lastPurchase(model: Recommender, data: DataSet, shown: 'last item' | 'all'): Map<string, number> {
  const trial = applyProtocol('last-item', data, shown === 'all' ? {} : { recent: 1 })
  const { tally } = measure(model, trial, { at, owners: [], similarity: () => 0 })
  const column = (values: Float64Array, metric: number) =>
    Array.from({ length: tally.groups }, (_, group) => values[group * tally.metrics + metric]!).reduce((a, b) => a + b)
  return new Map(metricNames(at).map((name, m) => [name, column(tally.sums, m) / column(tally.counts, m)]))
}
