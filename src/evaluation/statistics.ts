import type { Random } from '../random.ts'

/** Mean; NaN for no values. */
export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Standard deviation with n - 1 in the denominator; 0 for fewer than two values. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1))
}

/** Sums and counts of several metrics by group (session or person): (groups * metrics), row-major. */
export interface Tally {
  readonly groups: number
  readonly metrics: number
  readonly sums: Float64Array
  readonly counts: Float64Array
}

/**
 * 95 % percentile intervals of micro means by a bootstrap over groups: a draw takes `groups` groups with
 * replacement, the same ones for every metric, because cases of one session are not independent of each other.
 * @returns (metrics) [low, high]; [NaN, NaN] for a metric without a value
 */
export function bootstrap(tally: Tally, random: Random, draws = 500): [number, number][] {
  const { groups, metrics, sums, counts } = tally
  const asked: number[] = []
  for (let g = 0; g < groups; g++) {
    const row = counts.subarray(g * metrics, (g + 1) * metrics)
    if (row.some((count) => count > 0)) asked.push(g)
  }
  const means = Array.from({ length: metrics }, () => new Float64Array(draws))
  const sum = new Float64Array(metrics)
  const count = new Float64Array(metrics)
  for (let draw = 0; draw < draws; draw++) {
    sum.fill(0)
    count.fill(0)
    for (let i = 0; i < asked.length; i++) {
      const from = asked[random.int(asked.length)]! * metrics
      for (let m = 0; m < metrics; m++) {
        sum[m]! += sums[from + m]!
        count[m]! += counts[from + m]!
      }
    }
    for (let m = 0; m < metrics; m++) means[m]![draw] = sum[m]! / count[m]!
  }
  return means.map((values) => {
    const sorted = values.filter((value) => !Number.isNaN(value)).sort()
    return [quantile(sorted, 0.025), quantile(sorted, 0.975)]
  })
}

/** Linear interpolation between the two nearest of ascending values; NaN for none. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = q * (sorted.length - 1)
  const low = sorted[Math.floor(at)]!
  return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - low)
}
