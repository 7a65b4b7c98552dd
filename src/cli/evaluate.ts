import { performance } from 'node:perf_hooks'
import { Command, Option } from 'commander'
import { loadConfig } from '../config.ts'
import { likes } from '../datasets/likes.ts'
import { type DataSet, readInteractions } from '../datasets/read.ts'
import { parseColumns } from '../datasets/readers/columns.ts'
import { type Contestant, evaluate, type Result } from '../evaluation/evaluate.ts'
import { applyProtocol, baselines, protocolNames, type Trial } from '../evaluation/protocols.ts'
import { resultTable } from '../evaluation/table.ts'
import { optionsOf, recipe } from '../recommenders/registry.ts'
import { contentOf } from './content-of.ts'
import { findDataSet } from './data-set.ts'
import { setting, wholeNumber, wholeNumbers } from './options.ts'
import { Progress } from './progress.ts'

interface EvaluateFlags {
  readonly data: string
  readonly protocol: string
  readonly at: number[]
  readonly seeds: number
  readonly json: boolean
  readonly likes: boolean
  readonly recent?: number
  readonly ties: 'conservative' | 'row'
  readonly unseenLast: 'skip' | 'blank'
  readonly home?: string
  readonly map?: string
  readonly skipBadRows: number
  readonly preset?: string
  readonly set: Record<string, unknown>
}

export function command(): Command {
  return new Command('evaluate')
    .description(
      'measure recommenders on a data set; the protocol’s baselines are always in the table (docs/protocols.md)',
    )
    .argument('[model...]', 'names from "tastebud models"; none = the baselines only')
    .requiredOption('--data <path>', 'data set: a file or a folder, here or by name in the folder of TASTEBUD_DATA')
    .addOption(
      new Option('--protocol <name>', 'how it is parted and asked').choices(protocolNames).makeOptionMandatory(),
    )
    .option('--at <k,...>', 'list lengths', wholeNumbers, [10, 20])
    .option('--seeds <n>', 'how many seeds (1 to n)', wholeNumber(1), 1)
    .option(
      '--likes',
      'learn from and ask about likes only: ratings of 4 and more on a scale to 5, else the top 40 %',
      false,
    )
    .option('--recent <n>', 'show models only the n newest events of a history', wholeNumber(1))
    .addOption(
      new Option('--ties <rule>', 'among equal scores').choices(['conservative', 'row']).default('conservative'),
    )
    .addOption(
      new Option('--unseen-last <rule>', 'next-item: what is shown where the newest event is of an unseen item')
        .choices(['skip', 'blank'])
        .default('skip'),
    )
    .option('--home <dir>', 'home whose catalogue describes the items, for models that need content')
    .option('--map <columns>', 'user=COLUMN,item=COLUMN,rating=COLUMN,time=COLUMN')
    .option(
      '--preset <name>',
      'options that a paper published, for the models named, e.g. diginetica-bprmax of gru4rec',
    )
    .option('--set <option=value>', 'an option of the models named, e.g. epochs=5; may come again', setting, {})
    .option('--skip-bad-rows <n>', 'leave up to n malformed rows out', wholeNumber(0), 0)
    .option('--json', 'print JSON', false)
    .action(async (models: string[], flags: EvaluateFlags) => {
      // A name that is wrong should not wait for the data to be read.
      const names = [
        ...new Set([...baselines[protocolNames.find((name) => name === flags.protocol) ?? 'next-item'], ...models]),
      ]
      const given = { ...flags.set, ...(flags.preset === undefined ? {} : { preset: flags.preset }) }
      const contestants = names.map((name): Contestant => {
        const options = models.includes(name) ? optionsOf(name, given) : {}
        // Wrong options are told now.
        recipe(name).create(options)
        return { name, create: () => recipe(name).create(options) }
      })
      const columns = flags.map === undefined ? {} : { columns: parseColumns(flags.map) }
      const path = findDataSet(flags.data, () => loadConfig({ cwd: process.cwd(), env: process.env }).data)
      const read = await readInteractions(path, { skipBadRows: flags.skipBadRows, ...columns })
      const data: DataSet = flags.likes ? { ...read, interactions: likes(read.interactions) } : read
      const recent = flags.recent === undefined ? {} : { recent: flags.recent }
      const trial = applyProtocol(flags.protocol, data, { ties: flags.ties, unseenLast: flags.unseenLast, ...recent })
      const described = names.some((name) => recipe(name).needs.includes('content'))
      const content = described ? await contentOf(path, trial.train.items, flags.home) : undefined
      const progress = new Progress(process.stderr, () => performance.now())
      const results = await evaluate(trial, contestants, {
        at: flags.at,
        ...(content ? { content } : {}),
        seeds: Array.from({ length: flags.seeds }, (_, i) => i + 1),
        meter: { now: () => performance.now(), memory: () => process.memoryUsage.rss() },
        progress,
      }).finally(() => progress.clear())
      process.stdout.write(`${(flags.json ? json : report)(data, trial, results, flags)}\n`)
    })
}

function json(data: DataSet, trial: Trial, results: readonly Result[], flags: EvaluateFlags): string {
  const { format, fingerprint, skipped } = data
  const training = {
    sequences: trial.train.names.length,
    items: trial.train.items.size,
    events: trial.train.rows.length,
  }
  return JSON.stringify({
    data: flags.data,
    protocol: flags.protocol,
    at: flags.at,
    seeds: flags.seeds,
    ties: trial.ties,
    likes: flags.likes,
    unseenLast: flags.unseenLast,
    ...(flags.recent === undefined ? {} : { recent: flags.recent }),
    dataset: { format, fingerprint, skipped, training },
    results,
  })
}

function report(data: DataSet, trial: Trial, results: readonly Result[], flags: EvaluateFlags): string {
  const { train } = trial
  const cases = results[0]?.cases ?? 0
  return [
    `${flags.data} (${data.format}), protocol ${flags.protocol}${flags.likes ? ', likes only' : ''}, ${flags.seeds} seed${flags.seeds === 1 ? '' : 's'}, ties ${trial.ties}`,
    `training: ${train.rows.length} events, ${train.names.length} people or sessions, ${train.items.size} items; asked: ${cases} cases`,
    ...(data.skipped.length > 0
      ? [`${data.skipped.length} bad rows were left out:`, ...data.skipped.map((row) => `  ${row}`)]
      : []),
    '',
    resultTable(results, flags.at),
    '',
    'In brackets: 95 % bootstrap interval over people or sessions. Differences under 5 % of the value are a tie.',
  ].join('\n')
}
