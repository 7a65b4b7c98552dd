import type { Interactions } from '../../src/datasets/interactions.ts'
import type { EpochRecord } from '../../src/nn/epoch.ts'
import { Random } from '../../src/random.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { median } from '../parts/table.ts'

export interface Speed {
  /** Training events a second by the clock, median of the repeats. */
  readonly clock: number
  /** The same by processor time of all threads together. */
  readonly processor: number
}

/** Trains one epoch again and again. */
export async function speed(data: Interactions, options: object, repeats: number): Promise<Speed> {
  const clock: number[] = []
  const processor: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now()
    const before = process.cpuUsage()
    let events = 0
    const model = recipe('gru4rec').create({ ...options, epochs: 1 })
    const epoch = (record: EpochRecord) => {
      events = record.events
    }
    await model.fit({ interactions: data }, { random: new Random(1), epoch })
    const { user, system } = process.cpuUsage(before)
    clock.push(events / ((performance.now() - start) / 1000))
    processor.push(events / ((user + system) / 1e6))
  }
  return { clock: median(clock), processor: median(processor) }
}
