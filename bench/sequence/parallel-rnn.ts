import { Random } from '../../src/random.ts'
import type { Recommender, SessionModel } from '../../src/recommenders/contract.ts'
import { parallelRnn } from '../../src/recommenders/session/parallel-rnn.ts'
import type { ParallelRnnConfig } from '../../src/recommenders/session/parallel-rnn-config.ts'
import { type Shop, shops } from '../embeddings/cold-pairs.ts'
import { deviation, keep, markdown, mean } from '../parts/document.ts'
import { type Answers, answers, groups, type LastEvents, lastEvents } from './last-events.ts'

type Options = Partial<ParallelRnnConfig>

/** Picked for ids alone on the events before those asked for, see docs/parallel-rnn.md; every row has them. */
const settings: Readonly<Record<string, Options>> = {
  'amazon-beauty': { source: 'tags', batchSize: 64, learningRate: 0.1, dropoutEmbedding: 0.2, epochs: 5 },
  'ml-latest-small': { source: 'text', batchSize: 32, epochs: 8 },
}
const common: Options = { hiddenSizes: [64], negatives: 256, featureSize: 64 }

const idOnly = 'id only'
/** Rows of the table beside ids alone, which are the first network of residual training, to the bit. */
const contestants: readonly (readonly [label: string, options: (config: Options) => Options])[] = [
  ['parallel, residual', () => ({ training: 'residual' })],
  ['parallel, interleaved', () => ({ training: 'interleaved' })],
  ['id only, twice the epochs', ({ epochs = 10 }) => ({ architecture: 'id-only', epochs: 2 * epochs })],
  ['feature only', () => ({ architecture: 'feature-only' })],
  ['concatenated input', () => ({ architecture: 'concatenated' })],
  ['parallel, simultaneous', () => ({ training: 'simultaneous' })],
  ['shared output, interleaved', () => ({ architecture: 'shared-output', training: 'interleaved' })],
]

interface Row {
  readonly label: string
  /** By seed: all cases, then each group by the target's events in training. */
  readonly found: Answers[][]
  /** Processor seconds of a fit, mean over seeds. */
  seconds: number
}

/** Parallel RNNs against GRU4Rec over ids, on sequences whose items are described. */
export async function parallelRnns(seeds: readonly number[], workers: number): Promise<void> {
  const { shops: found, skipped } = await shops()
  for (const text of skipped) console.log(`skipped: ${text}`)
  for (const shop of found) {
    const exam = lastEvents(shop.interactions, shop.held)
    const config = { ...common, ...settings[shop.name], workers }
    const row = (label: string): Row => ({ label, found: [], seconds: 0 })
    const base = row(idOnly)
    const rows = contestants.map(([label]) => row(label))
    for (const seed of seeds) {
      for (const [at, [, more]] of contestants.entries()) {
        const { model, seconds } = await fitted({ ...config, ...more(config) }, shop, exam, seed)
        note(rows[at]!, shop.name, seed, answers(model, exam), seconds / seeds.length)
        if (at === 0) note(base, shop.name, seed, answers(firstOf(model), exam), 0)
      }
    }
    const all = [base, ...rows]
    const table = markdown([head(all), ...all.map((one) => cells(one, base))])
    keep('parallel-rnn', shop.name, table, { set: shop.name, config, seeds, rows: all })
  }
}

type Trained = Recommender<ParallelRnnConfig> & SessionModel

async function fitted(options: Options, shop: Shop, exam: LastEvents, seed: number) {
  const content = exam.train.items.ids.map((id) => shop.content.get(id))
  const before = process.cpuUsage()
  const model = parallelRnn.create(options) as Trained
  await model.fit({ interactions: exam.train, content }, { random: new Random(seed) })
  const { user, system } = process.cpuUsage(before)
  return { model, seconds: (user + system) / 1e6 }
}

/** The network over ids of a residual pair, which learned as if it were alone. */
function firstOf(model: Trained): Trained {
  const own = Object.entries(model.tensors()).filter(([name]) => !name.startsWith('feature'))
  const config: ParallelRnnConfig = { ...model.config, architecture: 'id-only' }
  return parallelRnn.restore(config, model.items, Object.fromEntries(own)) as Trained
}

function note(row: Row, set: string, seed: number, found: Answers[], seconds: number): void {
  row.found.push(found)
  row.seconds += seconds
  const told = found.map(({ mrr }) => mrr.toFixed(4)).join(' ')
  process.stderr.write(`${set}, ${row.label}, seed ${seed}: MRR@20 ${told}, Recall@20 ${found[0]?.recall.toFixed(4)}\n`)
}

const of = ({ found }: Row, group: number, metric: 'mrr' | 'recall') => found.map((one) => one[group]?.[metric] ?? 0)

function head(rows: readonly Row[]): string[] {
  const cases = (group: number) => rows[0]?.found[0]?.[group]?.cases.toLocaleString('en')
  const named = groups.map((end, g) => {
    const from = g === 0 ? 0 : groups[g - 1]! + 1
    const range = Number.isFinite(end) ? `${from || 1} to ${end}` : `${from} and more`
    return `MRR, ${range} events (${cases(g + 1)})`
  })
  return ['model', `MRR@20 (${cases(0)})`, 'to id only', 'Recall@20', ...named, 'CPU s']
}

function cells(row: Row, base: Row): string[] {
  const spread = (values: readonly number[]) => `${mean(values).toFixed(4)} ± ${deviation(values).toFixed(4)}`
  const ratio = 100 * (mean(of(row, 0, 'mrr')) / mean(of(base, 0, 'mrr')) - 1)
  return [
    row.label,
    spread(of(row, 0, 'mrr')),
    `${ratio >= 0 ? '+' : '−'}${Math.abs(ratio).toFixed(1)} %`,
    mean(of(row, 0, 'recall')).toFixed(4),
    ...groups.map((_, g) => mean(of(row, g + 1, 'mrr')).toFixed(4)),
    row.seconds > 0 ? row.seconds.toFixed(0) : '',
  ]
}
