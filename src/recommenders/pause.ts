import { setImmediate } from 'node:timers/promises'
import type { FitRun } from './contract.ts'

/** Between two pieces of a fit: tells the progress, lets others run and stops when the fit was called off. */
export async function pause(run: FitRun, done: number, total: number, note?: string): Promise<void> {
  run.progress?.(done, total, note)
  await setImmediate()
  run.signal?.throwIfAborted()
}
