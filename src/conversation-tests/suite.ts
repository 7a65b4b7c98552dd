import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { compare, type Difference } from './compare.ts'
import { driverFor } from './drivers/all.ts'
import type { ConvoFile } from './read-convo.ts'
import { type ConvoResult, runConvo } from './run.ts'
import type { DriverName } from './schema.ts'
import { Stage } from './stage.ts'

export interface SuiteOptions {
  readonly files: readonly ConvoFile[]
  readonly drivers: readonly DriverName[]
  readonly catalogue: Catalogue
  /** The command line of Tastebud itself. */
  readonly program: readonly string[]
  readonly home?: string
  /** Milliseconds, for durations. */
  readonly now: () => number
  /** Called after each conversation. */
  readonly progress?: (result: ConvoResult) => void
}

export interface SuiteResult {
  readonly results: readonly ConvoResult[]
  readonly differences: readonly Difference[]
  readonly passed: boolean
  readonly seconds: number
}

/** Plays all conversations through all drivers, the drivers side by side, and compares what they meant. */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const began = options.now()
  const folder = await mkdtemp(join(tmpdir(), 'tastebud-convos-'))
  try {
    const byDriver = await Promise.all(options.drivers.map((name) => throughDriver(name, join(folder, name), options)))
    const results = byDriver.flat()
    const differences = compare(results)
    const passed = results.every((result) => result.passed) && differences.length === 0
    return { results, differences, passed, seconds: (options.now() - began) / 1000 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function throughDriver(name: DriverName, folder: string, options: SuiteOptions): Promise<ConvoResult[]> {
  await mkdir(folder)
  const { catalogue, program, home, now, progress } = options
  const stage = new Stage({ driver: driverFor(name), catalogue, folder, program, ...(home !== undefined && { home }) })
  const results: ConvoResult[] = []
  try {
    // Files with the same seed and clock share a process, so they are played next to each other.
    const mine = options.files.filter(({ channels }) => channels.includes(name))
    const needs = ({ seed, clock }: ConvoFile) => JSON.stringify([clock ?? '', seed])
    for (const file of mine.toSorted((a, b) => needs(a).localeCompare(needs(b)))) {
      for (const result of await runConvo(file, stage, now)) {
        results.push(result)
        progress?.(result)
      }
    }
  } finally {
    await stage.close()
  }
  return results
}
