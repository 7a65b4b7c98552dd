import { setFlagsFromString } from 'node:v8'
import { readInteractions } from '../../src/datasets/read.ts'
import { applyProtocol } from '../../src/evaluation/protocols.ts'
import { keep, markdown, mean } from '../parts/document.ts'
import { median } from '../parts/table.ts'
import { quality } from './quality.ts'
import { tuned } from './settings.ts'
import { speed } from './speed.ts'

const variants = [
  { label: 'one thread', options: { workers: 1 } },
  { label: 'one thread, relaxed SIMD', options: { workers: 1, relaxed: true } },
  { label: 'two, synchronous', options: { workers: 2 } },
  { label: 'two, Hogwild', options: { workers: 2, parallel: 'hogwild' } },
] as const

/** The ways to train with threads against each other: an epoch of each by turns, then a whole training of each. */
export async function threads(folder: string, rounds: number, seeds: readonly number[]): Promise<void> {
  // Node 20 has it behind this flag.
  setFlagsFromString('--experimental-wasm-relaxed-simd')
  const data = await readInteractions(folder)
  const trial = applyProtocol('next-item', data)
  const rows = [['loss', 'threads', 'events a second', 'a CPU second', 'Recall@20', 'MRR@20']]
  const results: object[] = []
  for (const [loss, settings] of Object.entries(tuned)) {
    const found = variants.map(() => ({ clock: [] as number[], processor: [] as number[] }))
    for (let round = 0; round < rounds; round++) {
      for (const [v, { options }] of variants.entries()) {
        const { clock, processor } = await speed(data.interactions, { ...settings, ...options }, 1)
        found[v]!.clock.push(clock)
        found[v]!.processor.push(processor)
      }
    }
    for (const [v, { label, options }] of variants.entries()) {
      const { recall, mrr } = await quality(`${loss}, ${label}`, 'gru4rec', { ...settings, ...options }, trial, seeds)
      const [clock, processor] = [median(found[v]!.clock), median(found[v]!.processor)]
      results.push({ loss, label, clock, processor, recall, mrr })
      const speeds = [clock, processor].map((value) => Math.round(value).toLocaleString('en'))
      rows.push([loss, label, ...speeds, mean(recall).toFixed(4), mean(mrr).toFixed(4)])
    }
  }
  keep('sequence', 'threads', markdown(rows), { seeds, rounds, results })
}
