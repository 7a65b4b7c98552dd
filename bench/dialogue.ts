/**
 * Which question to ask: `npm run bench:dialogue` runs all parts, `-- cold` and so on only those named; `--seeds 1,2`
 * sets the draws. Each prints its tables, keeps them in bench/results/ and writes them into docs/dialogue-bench.md. Data:
 * TASTEBUD_DATA, or ../shared/data; what is not there is skipped, aloud.
 */
import { parseArgs } from 'node:util'
import { dataFolder } from '../tools/data-folder.ts'
import { attributes } from './dialogue/attributes.ts'
import { cold } from './dialogue/cold.ts'
import { keep, markdown } from './parts/document.ts'

/** One part's figures, a table or more. */
export interface Found {
  readonly tables: readonly { readonly mark: string; readonly rows: readonly (readonly string[])[] }[]
  readonly results: object
  readonly missed: readonly string[]
}

/** Undefined where its data is not there. */
export type Part = (data: string, seeds: readonly number[]) => Promise<Found | undefined>

const parts: Readonly<Record<string, Part>> = { cold, attributes }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string', default: dataFolder() }, seeds: { type: 'string', default: '2,3,4' } },
})
const seeds = values.seeds.split(',').map(Number)
for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
  const part = parts[name]
  if (!part) throw new Error(`there is no part "${name}"; there are ${Object.keys(parts).join(', ')}`)
  const found = await part(values.data, seeds)
  if (!found) {
    console.log(`skipped: the data of "${name}" is not in ${values.data}`)
    continue
  }
  for (const { mark, rows } of found.tables) keep('dialogue-bench', mark, markdown(rows), { seeds, ...found.results })
  for (const goal of found.missed) console.log(`MISSED: ${goal}`)
  if (found.missed.length > 0) process.exitCode = 1
}
