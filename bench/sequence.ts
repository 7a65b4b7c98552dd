/**
 * GRU4Rec measured: `npm run bench:sequence [part ...] [-- --largest 1e7]`. Parts: rsc15, tuning, speed, threads, yoochoose,
 * serving, scaling, parallel-rnn; without a name all but tuning. Data: TASTEBUD_DATA, or ../shared/data. JSON goes to bench/results, tables and the
 * plot to docs/sequence.md. `--workers n` holds the threads of a training, `--seeds n` their repeats.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readInteractions } from '../src/datasets/read.ts'
import { applyProtocol } from '../src/evaluation/protocols.ts'
import { Random } from '../src/random.ts'
import type { SessionModel } from '../src/recommenders/contract.ts'
import { recipe } from '../src/recommenders/registry.ts'
import { gru4recDefaults } from '../src/recommenders/session/gru4rec-config.ts'
import { initialWeights, shapeOf } from '../src/recommenders/session/gru4rec-weights.ts'
import { dataFolder } from '../tools/data-folder.ts'
import { keep, markdown } from './parts/document.ts'
import { linePlot } from './parts/plot.ts'
import { simulated } from './parts/sessions.ts'
import { median } from './parts/table.ts'
import { parallelRnns } from './sequence/parallel-rnn.ts'
import { type Quality, quality, qualityHead, qualityRow } from './sequence/quality.ts'
import { pytorch, tuned } from './sequence/settings.ts'
import { speed } from './sequence/speed.ts'
import { threads as threadWays } from './sequence/threads.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { largest: { type: 'string' }, workers: { type: 'string' }, seeds: { type: 'string' } },
})
const workers = Number(values.workers ?? 0)
const seeds = Array.from({ length: Number(values.seeds ?? 3) }, (_, i) => i + 1)
const threads = { workers }
const parts: Readonly<Record<string, () => Promise<void>>> = {
  rsc15,
  tuning,
  speed: speeds,
  threads: async () => {
    const folder = path('rsc15-100k')
    if (folder) await threadWays(folder, 3, seeds.slice(0, 1))
  },
  yoochoose,
  serving,
  scaling,
  'parallel-rnn': () => parallelRnns(seeds, workers),
}

for (const part of positionals) {
  if (!Object.hasOwn(parts, part)) throw new Error(`no part "${part}"; there are ${Object.keys(parts).join(', ')}`)
}
for (const [name, part] of Object.entries(parts)) {
  if (positionals.length > 0 ? positionals.includes(name) : name !== 'tuning') await part()
}

function path(set: string): string | undefined {
  const found = join(dataFolder(), set)
  if (existsSync(found)) return found
  console.log(`skipped: ${found} is not there; put it there or set TASTEBUD_DATA to the folder that holds it`)
  return undefined
}

/** Beside the baselines, every event from the second on of every session. */
async function compared(
  set: string,
  part: string,
  models: Readonly<Record<string, object>>,
  repeats: readonly number[],
) {
  const folder = path(set)
  if (!folder) return
  const trial = applyProtocol('next-item', await readInteractions(folder))
  const rows: Quality[] = []
  for (const name of ['markov', 'sequential-rules']) rows.push(await quality(name, name, {}, trial, [1]))
  for (const [label, options] of Object.entries(models)) {
    rows.push(await quality(label, 'gru4rec', { ...options, ...threads }, trial, repeats))
  }
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  const cases = rows[0]?.cases ?? 0
  const told = `${cases.toLocaleString('en')} cases. The process took ${memory} MB at most, reading and asking included.`
  const table = markdown([qualityHead, ...rows.map(qualityRow)])
  keep('sequence', part, `${table}\n\n${told}`, { set, cases, memory, rows })
}

async function rsc15(): Promise<void> {
  await compared('rsc15-100k', 'rsc15', prefixed(tuned), seeds)
}

function prefixed(models: Readonly<Record<string, object>>): Record<string, object> {
  return Object.fromEntries(Object.entries(models).map(([loss, options]) => [`GRU4Rec, ${loss}`, options]))
}

/** What the settings were picked by: the training part's own training and validation sessions. */
async function tuning(): Promise<void> {
  const folder = path('rsc15-100k')
  if (!folder) return
  const train = await readInteractions(join(folder, 'train_tr.tsv'))
  const later = await readInteractions(join(folder, 'train_valid.tsv'))
  const trial = applyProtocol('next-item', { interactions: train.interactions, test: later.interactions })
  const rows: Quality[] = []
  const variants: Record<keyof typeof tuned, object[]> = {
    'BPR-max': [{}, { dropoutEmbedding: 0.3 }, { dropoutEmbedding: 0.4 }],
    'cross-entropy': [
      {},
      { dropoutHidden: 0.2 },
      { dropoutEmbedding: 0.4 },
      { dropoutEmbedding: 0.4, dropoutHidden: 0.2 },
      { dropoutEmbedding: 0.4, alpha: 0.25 },
    ],
  }
  for (const loss of ['BPR-max', 'cross-entropy'] as const) {
    for (const variant of variants[loss]) {
      const label = `${loss} ${JSON.stringify(variant).replace(/[{}"]/g, '').replaceAll(':', ' ')}`.trim()
      rows.push(await quality(label, 'gru4rec', { ...tuned[loss], ...variant, ...threads }, trial, seeds.slice(0, 1)))
    }
  }
  keep('sequence', 'tuning', markdown([qualityHead, ...rows.map(qualityRow)]), { rows })
}

async function speeds(): Promise<void> {
  const folder = path('rsc15-100k')
  if (!folder) return
  const { interactions } = await readInteractions(folder)
  const head = ['loss', 'batch', 'threads', 'events a second', 'a CPU second', 'PyTorch, published', 'ratio']
  const rows = [head]
  const results: object[] = []
  for (const { loss, batch, speed: published } of pytorch) {
    for (const count of [1, 2]) {
      const options = { ...tuned[loss], batchSize: batch, workers: count }
      const found = await speed(interactions, options, 3)
      results.push({ loss, batch, workers: count, ...found, published })
      const [clock, processor] = [found.clock, found.processor].map((value) => Math.round(value).toLocaleString('en'))
      const ratio = (found.clock / published).toFixed(1)
      rows.push([loss, String(batch), String(count), clock!, processor!, published.toLocaleString('en'), ratio])
    }
  }
  keep('sequence', 'speed', markdown(rows), { results })
}

async function yoochoose(): Promise<void> {
  const epochs = { epochs: 5 }
  await compared(
    'yoochoose1_64',
    'yoochoose',
    prefixed({ 'BPR-max': epochs, 'cross-entropy': { ...tuned['cross-entropy'], ...epochs } }),
    seeds,
  )
}

/** One more event of a session, and the scores after it. */
async function serving(): Promise<void> {
  const rows = [['items', 'one event', 'scores of all', 'goal']]
  const results: object[] = []
  for (const [items, goal] of [
    [10_000, 1],
    [100_000, 5],
  ] as const) {
    const weights = initialWeights(shapeOf(gru4recDefaults, items), new Random(1))
    const model = recipe('gru4rec').restore(gru4recDefaults, items, weights) as unknown as SessionModel
    const state = model.start()
    const scores = new Float32Array(items)
    const times = { advance: [] as number[], score: [] as number[] }
    for (let i = 0; i < 300; i++) {
      const start = performance.now()
      model.advance(state, (i % items) as Parameters<SessionModel['advance']>[1])
      const middle = performance.now()
      model.scoreState(state, scores)
      times.score.push(performance.now() - middle)
      times.advance.push(middle - start)
    }
    const [advance, score] = [median(times.advance), median(times.score)]
    results.push({ items, advance, score, goal })
    rows.push([items.toLocaleString('en'), `${(1000 * advance).toFixed(0)} µs`, `${score.toFixed(2)} ms`, `${goal} ms`])
  }
  keep('sequence', 'serving', markdown(rows), { results })
}

/** Time of an epoch by events, for several sizes of the catalogue. */
async function scaling(): Promise<void> {
  const sizes = [1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7].filter((events) => events <= Number(values.largest ?? 3e5))
  const catalogues = [1000, 10_000, 40_000]
  const rows = [['events', ...catalogues.map((items) => `${items.toLocaleString('en')} items, CPU s`)]]
  const lines = catalogues.map((items) => ({
    label: `${items.toLocaleString('en')} items`,
    points: [] as [number, number][],
  }))
  for (const events of sizes) {
    const row = [events.toLocaleString('en')]
    for (const [i, items] of catalogues.entries()) {
      const data = simulated(events, items, new Random(1))
      const { processor } = await speed(data, { ...threads, negatives: 512 }, events <= 1e5 ? 3 : 1)
      const targets = data.rows.length - data.names.length
      lines[i]!.points.push([events, targets / processor])
      row.push((targets / processor).toFixed(2))
    }
    rows.push(row)
    console.log(row.join('  '))
  }
  const docs = resolve(import.meta.dirname, '..', 'docs')
  mkdirSync(docs, { recursive: true })
  const svg = linePlot({ title: 'One epoch of GRU4Rec, 512 negatives', x: 'events', y: 'CPU seconds', lines })
  writeFileSync(join(docs, 'sequence-scaling.svg'), svg)
  keep('sequence', 'scaling', markdown(rows), { lines })
}
