import { resolve } from 'node:path'

/** The folder of reference data sets for tools, benchmarks and tests: TASTEBUD_DATA, else ../shared/data beside the project. */
export function dataFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.TASTEBUD_DATA || resolve(import.meta.dirname, '../../shared/data')
}
