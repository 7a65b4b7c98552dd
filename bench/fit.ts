/** Reading a data set and fitting EASE. `tsx bench/fit.ts`; data: TASTEBUD_DATA, or ../shared/data. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readInteractions } from '../src/datasets/read.ts'
import { Random } from '../src/random.ts'
import { recipe } from '../src/recommenders/registry.ts'
import { dataFolder } from '../tools/data-folder.ts'
import { median, type Row, report } from './parts/table.ts'

const data = dataFolder()
const rows: Row[] = []

const small = join(data, 'ml-latest-small')
if (existsSync(small)) {
  const times: number[] = []
  for (let run = 0; run < 5; run++) {
    const start = performance.now()
    await readInteractions(small)
    times.push(performance.now() - start)
  }
  rows.push({ what: 'reading ml-latest-small, median of 5', value: median(times), unit: 'ms', goal: 1000 })
} else console.log(`skipped: ${small} is not there; get MovieLens from grouplens.org and set TASTEBUD_DATA`)

const hundred = join(data, 'ml-100k')
if (existsSync(hundred)) {
  const { interactions } = await readInteractions(hundred)
  const times: number[] = []
  for (let run = 0; run < 3; run++) {
    const start = performance.now()
    await recipe('ease')
      .create({})
      .fit({ interactions }, { random: new Random(1) })
    times.push((performance.now() - start) / 1000)
  }
  rows.push({ what: 'EASE on ml-100k (1,682 items), median of 3', value: median(times), unit: 's', goal: 10 })
} else console.log(`skipped: ${hundred} is not there; get MovieLens from grouplens.org and set TASTEBUD_DATA`)

if (rows.length > 0) report('fit', rows)
