/**
 * How fast the kernels are, each beside what does the same elsewhere in the same run: `npm run bench:kernels`, or with
 * the names of some. Medians of interleaved runs; bench/out/kernels.json. A new kernel is a line in `subjects`.
 */
import { setFlagsFromString } from 'node:v8'
import { loadEngine } from '../src/nn/load.ts'
import { itemTable } from './kernels/item-table.ts'
import { leastSquares, spd } from './kernels/linear.ts'
import { products } from './kernels/products.ts'
import { gru, losses } from './kernels/session.ts'
import { adagrad, alias, skipGram } from './kernels/sparse.ts'
import type { Subject, Trial, Unit } from './kernels/trial.ts'
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
}

// Node 20 has relaxed SIMD behind a flag; where there is none of that name, nothing happens.
setFlagsFromString('--experimental-wasm-relaxed-simd')

/** Runs of each, after two that only warm up. */
const runs = 15
/** No trial takes much longer than this, in milliseconds. */
const most = 10_000

const { tf } = await loadEngine('wasm')
const named = process.argv.slice(2)
const rows: Row[] = []
for (const name of named.length > 0 ? named : Object.keys(subjects)) {
  const subject = subjects[name]
  if (!subject) throw new Error(`there is no kernel "${name}"; there are ${Object.keys(subjects).join(', ')}`)
  for await (const trial of subject(tf)) {
    rows.push(...(await measured(trial)))
    await trial.close?.()
  }
}
report('kernels', rows)

/** Speed of the kernel and of each rival, a row each; the time of the kernel against its goal. */
async function measured({ what, amount, unit, also, goal, run, rivals = [] }: Trial): Promise<Row[]> {
  const all = [{ name: 'kernel', run }, ...rivals]
  const times = all.map((): number[] => [])
  const start = performance.now()
  for (let round = -2; round < runs && (round < 3 || performance.now() - start < most); round++) {
    for (const [index, one] of all.entries()) {
      const before = performance.now()
      await one.run()
      if (round >= 0) times[index]!.push(performance.now() - before)
    }
  }
  const medians = times.map(median)
  return [
    ...all.flatMap(({ name }, index) => {
      const row = (what: string, amount: number, unit: Unit): Row => {
        return { what, value: amount / medians[index]! / (unit.startsWith('G') ? 1e6 : 1e3), unit }
      }
      const first = row(index === 0 ? what : `  ${name}`, amount, unit)
      return also ? [first, row('    in pairs', also.amount, also.unit)] : [first]
    }),
    ...(goal === undefined ? [] : [{ what: '  time of one', value: medians[0]!, unit: 'ms', goal }]),
  ]
}
