/**
 * EASE with 10,000 items on made-up sessions: seconds by the clock and peak memory, in a process of its own.
 * `tsx bench/ease.ts [--items n]`
 */
import { parseArgs } from 'node:util'
import { Random } from '../src/random.ts'
import { recipe } from '../src/recommenders/registry.ts'
import { simulated } from './parts/sessions.ts'
import { report } from './parts/table.ts'

const { values } = parseArgs({ options: { items: { type: 'string', default: '10000' } } })
const items = Number(values.items)
const interactions = simulated(items * 100, items, new Random(1))
const start = performance.now()
await recipe('ease')
  .create({})
  .fit({ interactions }, { random: new Random(1) })
const seconds = (performance.now() - start) / 1000
const what = `EASE, ${items.toLocaleString('en')} items`
report('ease', [
  { what, value: seconds, unit: 's', goal: 120 },
  { what: `${what}, peak memory`, value: process.resourceUsage().maxRSS / 1024, unit: 'MB', goal: 2048 },
])
