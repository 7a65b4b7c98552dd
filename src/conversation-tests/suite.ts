import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { compare, type Difference } from './compare.ts'
import { driverFor } from './drivers/all.ts'
import { type MadeHome, makeHomes, sourceOf } from './homes.ts'
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
    const homes = await makeHomes(options.files, join(folder, 'homes'), options.program)
    const byDriver = await Promise.all(options.drivers.map((name) => throughDriver(name, folder, homes, options)))
    const results = byDriver.flat()
    const differences = compare(results)
    const passed = results.every((result) => result.passed) && differences.length === 0
    return { results, differences, passed, seconds: (options.now() - began) / 1000 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function throughDriver(
  name: DriverName,
  folder: string,
  homes: ReadonlyMap<string, MadeHome>,
  options: SuiteOptions,
): Promise<ConvoResult[]> {
  const results: ConvoResult[] = []
  const mine = options.files.filter(({ channels }) => channels.includes(name))
  for (const [i, source] of [...new Set(mine.map(sourceOf))].entries()) {
    const files = mine.filter((file) => sourceOf(file) === source)
    const made = source === undefined ? undefined : homes.get(source)
    results.push(...(await onStage(files, name, join(folder, `${name}-${i}`), made, options)))
  }
  return results
}

/** @param made the home that these files talk with; left out, that of the options or the demo */
async function onStage(
  files: readonly ConvoFile[],
  name: DriverName,
  folder: string,
  made: MadeHome | undefined,
  { program, now, progress, ...options }: SuiteOptions,
): Promise<ConvoResult[]> {
  await mkdir(folder)
  const home = made?.dir ?? options.home
  const catalogue = made?.catalogue ?? options.catalogue
  const stage = new Stage({ driver: driverFor(name), catalogue, folder, program, ...(home !== undefined && { home }) })
  const results: ConvoResult[] = []
  try {
    // Files with the same seed and clock share a process, so they are played next to each other.
    const needs = ({ seed, clock }: ConvoFile) => JSON.stringify([clock ?? '', seed])
    for (const file of files.toSorted((a, b) => needs(a).localeCompare(needs(b)))) {
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
