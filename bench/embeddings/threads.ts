import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readInteractions } from '../../src/datasets/read.ts'
import { applyProtocol } from '../../src/evaluation/protocols.ts'
import { Random } from '../../src/random.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { dataFolder } from '../../tools/data-folder.ts'
import { median } from '../parts/table.ts'
import { lastPurchase } from './online-retail.ts'
import { type Outcome, spread } from './table.ts'

const variants = [
  { label: 'one worker', options: { workers: 1 } },
  { label: 'two, synchronous', options: { workers: 2 } },
  { label: 'four, synchronous', options: { workers: 4 } },
  { label: 'two, Hogwild', options: { workers: 2, parallel: 'hogwild' } },
] as const

/** What several workers do to quality and time; the variants by turns, so that neighbours of the machine disturb all alike. */
export async function threads(): Promise<Outcome> {
  const title = 'online-retail, the last purchase from the whole history: workers'
  const head = ['model', 'workers', 'recall@10', 'mrr@10', 'fit s', 'CPU s']
  const path = join(dataFolder(), 'online-retail')
  if (!existsSync(path)) return { title, head, rows: [], skipped: `not at ${path}; put it there or set TASTEBUD_DATA` }
  const data = await readInteractions(path)
  const { train } = applyProtocol('last-item', data)
  const rows: string[][] = []
  for (const [name, options] of [
    ['item2vec', { recency: 0.3 }],
    ['prod2vec', {}],
  ] as const) {
    const found = variants.map(() => ({
      recall: [] as number[],
      mrr: [] as number[],
      clock: [] as number[],
      cpu: [] as number[],
    }))
    for (const seed of [1, 2, 3]) {
      for (const [v, variant] of variants.entries()) {
        const model = recipe(name).create({ ...options, ...variant.options })
        const [start, before] = [performance.now(), process.cpuUsage()]
        await model.fit({ interactions: train }, { random: new Random(seed) })
        const { user, system } = process.cpuUsage(before)
        const { recall, mrr, clock, cpu } = found[v]!
        clock.push((performance.now() - start) / 1000)
        cpu.push((user + system) / 1e6)
        const values = lastPurchase(model, data, 'all')
        recall.push(values.get('recall@10')!)
        mrr.push(values.get('mrr@10')!)
      }
    }
    for (const [v, { label }] of variants.entries()) {
      const { recall, mrr, clock, cpu } = found[v]!
      rows.push([name, label, spread(recall), spread(mrr), median(clock).toFixed(0), median(cpu).toFixed(0)])
    }
  }
  return { title, head, rows }
}
