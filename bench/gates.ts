/**
 * Reproduces exact numbers of deterministic baselines, computed elsewhere: a harness that misses one by more than
 * .001 has another protocol or a bug. `npm run bench:gates` prints the table, writes bench/results/gates.json and exits
 * with 1 on a miss. Data: TASTEBUD_DATA, or ../shared/data; a data set that is not there is skipped, aloud.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { type DataSet, readInteractions } from '../src/datasets/read.ts'
import { select } from '../src/datasets/select.ts'
import { measure, metricNames } from '../src/evaluation/measure.ts'
import { applyProtocol, type ProtocolOptions } from '../src/evaluation/protocols.ts'
import { align } from '../src/evaluation/table.ts'
import { Random } from '../src/random.ts'
import { recipe } from '../src/recommenders/registry.ts'
import { dataFolder } from '../tools/data-folder.ts'
import { keepFigures } from './parts/results.ts'

interface Gate {
  readonly data: string
  /** Only ratings of at least this value are likes. */
  readonly least?: number
  readonly protocol: string
  readonly options?: ProtocolOptions
  /** Cases that the table names, where it does. */
  readonly cases?: number
  readonly metrics: readonly string[]
  readonly models: readonly { readonly name: string; readonly options?: object; readonly expected: readonly number[] }[]
}

const sr = { steps: 10, weighting: 'div' }
const allNeighbours = { counts: 'binary', shrinkage: 20, exponent: 0.5, neighbours: 0, from: 'last' }
const nearest = {
  counts: 'binary',
  shrinkage: 20,
  exponent: 0.5,
  neighbours: 100,
  neighboursOf: 'target',
  from: 'profile',
}
const everyStep = { protocol: 'next-item', metrics: ['recall@20', 'mrr@20'] }
const profile = {
  data: 'ml-100k',
  protocol: 'per-user-time',
  options: { ties: 'row' },
  metrics: ['ndcg@10', 'recall@20'],
} as const

const gates: readonly Gate[] = [
  {
    data: 'online-retail',
    protocol: 'last-item',
    options: { recent: 1 },
    cases: 4234,
    metrics: ['recall@10', 'recall@20', 'mrr@10'],
    models: [
      { name: 'markov', expected: [0.2522, 0.294, 0.1493] },
      { name: 'sequential-rules', options: sr, expected: [0.2778, 0.3292, 0.1583] },
      { name: 'item-knn', options: allNeighbours, expected: [0.2598, 0.3094, 0.1517] },
      { name: 'ease', options: { lambda: 500, from: 'last' }, expected: [0.2624, 0.3094, 0.1555] },
    ],
  },
  {
    ...everyStep,
    data: 'yoochoose1_64',
    options: { unseenLast: 'blank' },
    cases: 55898,
    models: [
      { name: 'markov', expected: [0.6328, 0.2879] },
      { name: 'sequential-rules', options: sr, expected: [0.6688, 0.3004] },
    ],
  },
  {
    ...everyStep,
    data: 'rsc15-100k',
    cases: 10152,
    models: [
      { name: 'markov', expected: [0.5626, 0.3275] },
      { name: 'sequential-rules', options: sr, expected: [0.6145, 0.3428] },
    ],
  },
  {
    ...profile,
    cases: 943,
    models: [
      { name: 'popularity', expected: [0.1162, 0.1247] },
      { name: 'item-knn', options: nearest, expected: [0.1792, 0.2203] },
      { name: 'ease', options: { lambda: 200 }, expected: [0.1988, 0.2372] },
    ],
  },
  {
    ...profile,
    least: 4,
    cases: 938,
    models: [
      { name: 'popularity', expected: [0.0802, 0.1156] },
      { name: 'item-knn', options: nearest, expected: [0.1403, 0.2137] },
      { name: 'ease', options: { lambda: 200 }, expected: [0.1505, 0.2241] },
    ],
  },
]

const tolerance = 0.001
const data = dataFolder()
const rows: string[][] = [['data', 'model', 'metric', 'expected', 'got', 'difference', '']]
const results: object[] = []
let misses = 0

for (const gate of gates) {
  const path = join(data, gate.data)
  if (!existsSync(path)) {
    console.log(`skipped ${gate.data}: not at ${path}; put it there or set TASTEBUD_DATA to the folder that holds it`)
    continue
  }
  const read = await readInteractions(path)
  const least = gate.least
  const kept: Pick<DataSet, 'interactions' | 'test'> =
    least === undefined
      ? read
      : { interactions: select(read.interactions, (event) => (read.interactions.values[event] ?? 0) >= least) }
  const trial = applyProtocol(gate.protocol, kept, gate.options)
  const at = [...new Set(gate.metrics.map((metric) => Number(metric.split('@')[1])))]
  const label = least === undefined ? gate.data : `${gate.data}, ${least} and more`
  for (const { name, options, expected } of gate.models) {
    const model = recipe(name).create(options ?? {})
    const start = performance.now()
    await model.fit({ interactions: trial.train }, { random: new Random(1) })
    const fitSeconds = (performance.now() - start) / 1000
    // Only ranks are looked at: no list metric is paid for.
    const { tally, cases } = measure(model, trial, { at, owners: [], similarity: () => 0 })
    const means = new Map(metricNames(at).map((metric, m) => [metric, meanOf(tally, m)]))
    if (gate.cases !== undefined) compare(label, name, 'cases', gate.cases, cases)
    gate.metrics.forEach((metric, i) => {
      compare(label, name, metric, expected[i] ?? Number.NaN, means.get(metric) ?? Number.NaN)
    })
    results.push({ data: label, model: name, options, cases, fitSeconds, metrics: Object.fromEntries(means) })
  }
}

if (results.length === 0) console.log('no data, no gate was tried')
else {
  console.log(align(rows))
  keepFigures('gates', { tolerance, misses, results })
  console.log(`${rows.length - 1 - misses} of ${rows.length - 1} reproduced`)
}
process.exitCode = misses > 0 ? 1 : 0

function compare(label: string, model: string, metric: string, expected: number, got: number): void {
  const ok = Math.abs(got - expected) <= (metric === 'cases' ? 0 : tolerance)
  if (!ok) misses++
  const show = (value: number) => (metric === 'cases' ? String(value) : value.toFixed(4))
  rows.push([label, model, metric, show(expected), show(got), show(got - expected), ok ? 'ok' : 'MISS'])
}

function meanOf(tally: { sums: Float64Array; counts: Float64Array; metrics: number }, metric: number): number {
  let sum = 0
  let count = 0
  for (let i = metric; i < tally.sums.length; i += tally.metrics) {
    sum += tally.sums[i] ?? 0
    count += tally.counts[i] ?? 0
  }
  return sum / count
}
