import { arch, cpus, totalmem } from 'node:os'
import { keepFigures } from './results.ts'

export interface Row {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** Upper bound that was asked for, in the same unit. */
  readonly goal?: number
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Nearest-rank percentile, 0 < p <= 1. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN
}

/** Prints a table and keeps it as JSON in bench/results/<name>.json. Exit code 1 when a goal is missed. */
export function report(name: string, rows: readonly Row[]): void {
  console.log(
    `\n${name} (Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? arch()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB)`,
  )
  for (const { what, value, unit, goal } of rows) {
    const verdict =
      goal === undefined ? '' : value <= goal ? `  (goal <= ${goal}: reached)` : `  (goal <= ${goal}: MISSED)`
    console.log(`  ${what.padEnd(52)} ${value.toFixed(value < 10 ? 2 : 0).padStart(9)} ${unit.padEnd(4)}${verdict}`)
    if (goal !== undefined && value > goal) process.exitCode = 1
  }
  keepFigures(name, { rows })
}
