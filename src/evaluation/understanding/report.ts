import { align } from '../table.ts'
import { calibrationError, calibrationPlot } from './calibration.ts'
import type { Confusion, UnderstandingResult } from './evaluate.ts'
import type { Rates } from './scores.ts'

const percent = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '-' : (100 * value).toFixed(2)

/** Mean over seeds, with the spread where there are several. */
function over(values: readonly (number | undefined)[]): string {
  const known = values.filter((value): value is number => value !== undefined && !Number.isNaN(value))
  if (known.length === 0) return '-'
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  if (known.length === 1) return percent(mean)
  return `${percent(mean)} ±${percent(Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (known.length - 1)))}`
}

/** One row for each learner: the figures that a person looks at first, in per cent, mean over seeds. */
export function summary(results: readonly UnderstandingResult[]): string[][] {
  const names = [...new Set(results.map(({ name }) => name))]
  const columns: [string, (result: UnderstandingResult) => number | undefined][] = [
    ['intent', (r) => r.accuracy],
    ['macro F1', (r) => r.macroF1],
    ['slot F1', (r) => r.slots?.all.f1],
    ['sentence', (r) => r.sentence],
    ['out of scope', (r) => r.outOfScope?.recall],
    ['accepted and right', (r) => r.outOfScope?.acceptedAndRight],
    ['AUROC', (r) => r.outOfScope?.auroc],
    ['with typos', (r) => r.withTypos],
    ['ECE', (r) => calibrationError(r.judged)],
  ]
  const used = columns.filter(([, of]) => results.some((result) => of(result) !== undefined))
  return [
    ['', ...used.map(([name]) => name), 'train s', 'ms an utterance'],
    ...names.map((name) => {
      const own = results.filter((result) => result.name === name)
      const mean = (of: (r: UnderstandingResult) => number) => own.reduce((sum, r) => sum + of(r), 0) / own.length
      const cost = [mean((r) => r.seconds).toFixed(1), mean((r) => r.milliseconds).toFixed(3)]
      return [name, ...used.map(([, of]) => over(own.map(of))), ...cost]
    }),
  ]
}

/** Everything about one learner: classes, slots, what was confused with the utterances behind it, calibration. */
export function details(result: UnderstandingResult, confusions = 15): string {
  const classes = (title: string, rates: ReadonlyMap<string, Rates>) => [
    [title, 'precision', 'recall', 'F1', 'n'],
    ...[...rates]
      .sort(([, a], [, b]) => a.f1 - b.f1)
      .map(([name, r]) => [name, percent(r.precision), percent(r.recall), percent(r.f1), String(r.support)]),
  ]
  const { outOfScope: outside } = result
  return [
    `${result.name}: intents, the worst first`,
    align(classes('intent', result.intents)),
    ...(result.slots ? ['slots by exact span, the worst first', align(classes('slot', result.slots.kinds))] : []),
    ...(result.confusions.length > 0 ? ['confused', confused(result.confusions.slice(0, confusions))] : []),
    'calibration: how often right (#) against how sure (|)',
    calibrationPlot(result.judged),
    ...(outside
      ? [
          `out of scope: below ${outside.threshold.toFixed(3)}, where 95 % of the validation half are accepted: ` +
            `${percent(outside.recall)} % of what is out of scope, ${percent(1 - outside.accepted)} % of what is not`,
        ]
      : []),
  ].join('\n\n')
}

function confused(confusions: readonly Confusion[]): string {
  return confusions
    .map(
      ({ wanted, found, utterances }) =>
        `${wanted} -> ${found}: ${utterances.length}\n${utterances
          .slice(0, 5)
          .map((said) => `    ${said}`)
          .join('\n')}`,
    )
    .join('\n')
}

/** A result as plain data. */
export function plain(result: UnderstandingResult): object {
  const { judged, intents, slots, confusions, ...rest } = result
  return {
    ...rest,
    ece: calibrationError(judged),
    intents: Object.fromEntries(intents),
    ...(slots && { slots: { all: slots.all, kinds: Object.fromEntries(slots.kinds) } }),
    confusions,
  }
}
