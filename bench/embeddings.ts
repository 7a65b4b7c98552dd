/**
 * Speed and quality of the embeddings: `npm run bench:embeddings` runs all parts, `-- speed` and so on only those named.
 * Each prints a table and keeps it in bench/results/. Data: TASTEBUD_DATA, or ../shared/data; what is not there is
 * skipped, aloud.
 */
import { align } from '../src/evaluation/table.ts'
import { coldPairs } from './embeddings/cold-pairs.ts'
import { onlineRetail } from './embeddings/online-retail.ts'
import { semantic } from './embeddings/semantic.ts'
import { speed } from './embeddings/speed.ts'
import type { Part } from './embeddings/table.ts'
import { threads } from './embeddings/threads.ts'
import { keepFigures } from './parts/results.ts'

const parts: Readonly<Record<string, Part>> = {
  speed,
  'online-retail': onlineRetail,
  threads,
  'cold-pairs': coldPairs,
  semantic,
}

const named = process.argv.slice(2)
for (const name of named.length > 0 ? named : Object.keys(parts)) {
  const part = parts[name]
  if (!part) throw new Error(`there is no part "${name}"; there are ${Object.keys(parts).join(', ')}`)
  const { skipped, title, head, rows, missed = [] } = await part()
  console.log(`\n${title}`)
  if (skipped) console.log(`skipped: ${skipped}`)
  if (rows.length === 0) continue
  console.log(align([head, ...rows]))
  for (const goal of missed) console.log(`MISSED: ${goal}`)
  if (missed.length > 0) process.exitCode = 1
  keepFigures(`embeddings-${name}`, { title, head, rows, missed })
}
