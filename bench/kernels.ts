/**
 * How fast the kernels are, each beside what does the same elsewhere in the same run: `npm run bench:kernels`, or with
 * the names of some. Medians of the processor time of interleaved runs; bench/results/kernels.json, and the table of docs/kernels.md when all were
 * run. A new kernel is a line in `subjects`.
 */
import { setFlagsFromString } from 'node:v8'
import { loadEngine } from '../src/nn/load.ts'
import { itemTable } from './kernels/item-table.ts'
import { leastSquares, spd } from './kernels/linear.ts'
import { products } from './kernels/products.ts'
import { gru, losses } from './kernels/session.ts'
import { adagrad, alias, skipGram } from './kernels/sparse.ts'
import { textEncoder } from './kernels/text-encoder.ts'
import { relaxedName, type Subject, type Trial, type Unit } from './kernels/trial.ts'
import { keep, markdown } from './parts/document.ts'
import { median, type Row, report } from './parts/table.ts'

const subjects: Readonly<Record<string, Subject>> = {
  products,
  gru,
  losses,
  adagrad,
  'skip-gram': skipGram,
  alias,
  'item-table': itemTable,
  spd,
  'least-squares': leastSquares,
  'text-encoder': textEncoder,
}

// Node 20 has relaxed SIMD behind a flag; where there is none of that name, nothing happens.
setFlagsFromString('--experimental-wasm-relaxed-simd')

/** Runs of each, after two that only warm up; of what is short more, within so many milliseconds. */
const runs = 15
const short = 400
/** No trial takes much longer than this, in milliseconds. */
const most = 10_000

const { tf } = await loadEngine('wasm')
const named = process.argv.slice(2)
const rows: Row[] = []
const lines = [['what', 'unit', 'plain', 'relaxed SIMD', 'beside it', 'times']]
for (const name of named.length > 0 ? named : Object.keys(subjects)) {
  const subject = subjects[name]
  if (!subject) throw new Error(`there is no kernel "${name}"; there are ${Object.keys(subjects).join(', ')}`)
  for await (const trial of subject(tf)) {
    const speeds = await measured(trial)
    rows.push(...rowsOf(trial, speeds))
    lines.push(lineOf(trial, speeds))
    await trial.close?.()
  }
}
report('kernels', rows)
if (named.length === 0) keep('kernels', 'table', markdown(lines), { lines })

interface Time {
  /** Milliseconds of processor time, which neighbours of the machine disturb less than the clock. */
  readonly processor: number
  readonly clock: number
}

/** Medians of the runs of the kernel and of each rival, who take turns. */
async function measured({ run, rivals = [] }: Trial): Promise<Time[]> {
  const all = [{ run }, ...rivals]
  const times = all.map(() => ({ processor: [] as number[], clock: [] as number[] }))
  const start = performance.now()
  const more = (round: number, spent: number) => round < 3 || spent < short || (round < runs && spent < most)
  for (let round = -2; more(round, performance.now() - start); round++) {
    for (const [index, one] of all.entries()) {
      const [began, before] = [performance.now(), process.cpuUsage()]
      await one.run()
      const { user, system } = process.cpuUsage(before)
      if (round < 0) continue
      times[index]!.processor.push((user + system) / 1000)
      times[index]!.clock.push(performance.now() - began)
    }
  }
  return times.map(({ processor, clock }) => ({ processor: median(processor), clock: median(clock) }))
}

function speedOf(amount: number, unit: Unit, ms: number): number {
  return amount / ms / (unit.startsWith('G') ? 1e6 : 1e3)
}

/** A row for each speed, and the time of the kernel against its goal. */
function rowsOf({ what, amount, unit, also, goal, threads, rivals = [] }: Trial, times: readonly Time[]): Row[] {
  return [
    ...times.flatMap(({ processor, clock }, index) => {
      const ms = threads ? clock : processor
      const row = (name: string, amount: number, unit: Unit): Row => {
        return { what: name, value: speedOf(amount, unit, ms), unit }
      }
      const first = row(index === 0 ? what : `  ${rivals[index - 1]!.name}`, amount, unit)
      return also ? [first, row('    the same', also.amount, also.unit)] : [first]
    }),
    ...(goal === undefined ? [] : [{ what: '  time of one', value: times[0]!.clock, unit: 'ms', goal }]),
  ]
}

/** The same in one line, with how many times as fast as the rival the plain build is. */
function lineOf({ what, amount, unit, also, threads, rivals = [] }: Trial, all: readonly Time[]): string[] {
  const times = all.map(({ processor, clock }) => (threads ? clock : processor))
  const show = (index: number) => {
    const speeds = [{ amount, unit }, ...(also ? [also] : [])].map(({ amount, unit }) =>
      speedOf(amount, unit, times[index]!),
    )
    return speeds.map((speed) => speed.toPrecision(speed < 100 ? 2 : 3)).join(', ')
  }
  const relaxed = 1 + rivals.findIndex(({ name }) => name === relaxedName)
  const other = 1 + rivals.findIndex(({ name }) => name !== relaxedName)
  return [
    what,
    also ? `${unit}, ${also.unit}` : unit,
    show(0),
    relaxed > 0 ? show(relaxed) : '',
    other > 0 ? `${rivals[other - 1]!.name}: ${show(other)}` : '',
    other > 0 ? (times[other]! / times[0]!).toFixed(1) : '',
  ]
}
