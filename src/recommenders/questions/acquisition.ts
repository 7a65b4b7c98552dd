import type { Random } from '../../random.ts'
import type { Belief } from './belief.ts'
import { factorOf } from './cholesky.ts'
import type { Listener } from './listener.ts'
import { coinBits, cumulative } from './probit.ts'

/** Ways to choose the item to ask about. */
export const acquisitionNames = ['random', 'greedy', 'ucb', 'thompson', 'information', 'top-variance'] as const
export type AcquisitionName = (typeof acquisitionNames)[number]

export interface AcquisitionConfig {
  /** Every worth is multiplied by the chance that the person knows the item, to this power; 0 = asks about anything. */
  readonly knownPower: number
  /** c of UCB: standard deviations added to the mean. */
  readonly confidence: number
  /** κ of Thompson sampling: standard deviations that a sample may stray. */
  readonly stray: number
  /** K of the expected variance of the top-K. */
  readonly top: number
  /** Of the softmax that weighs the top-K, in units of affinity. */
  readonly temperature: number
}

export const acquisitionDefaults: AcquisitionConfig = Object.freeze({
  knownPower: 1,
  confidence: 1,
  stray: 0.7,
  top: 20,
  temperature: 0.1,
})

/**
 * The item whose answer is worth most among those not asked about, and `askable`; undefined where there is none.
 * Equal ones: the lower row.
 */
export function nextItem(
  listener: Listener,
  name: AcquisitionName,
  random: Random,
  askable: (row: number) => boolean = () => true,
  config: AcquisitionConfig = acquisitionDefaults,
): number | undefined {
  const worth = worths(listener, name, random, config)
  let best: number | undefined
  let most = Number.NEGATIVE_INFINITY
  for (let row = 0; row < worth.length; row++) {
    if (listener.asked.has(row) || !askable(row)) continue
    const value = Math.max(1e-12, worth[row]!) * chanceKnown(listener, row) ** config.knownPower
    if (value > most) {
      most = value
      best = row
    }
  }
  return best
}

/** How likely the person knows an item, 0.001 to 1. */
export const chanceKnown = ({ familiar }: Listener, row: number): number => Math.min(1, Math.max(1e-3, familiar[row]!))

/** (items) what an answer about each item is worth to a strategy, whether the person knows it or not */
export function worths(
  listener: Listener,
  name: AcquisitionName,
  random: Random,
  config: AcquisitionConfig = acquisitionDefaults,
): Float64Array {
  const { means, variances } = listener
  switch (name) {
    case 'random':
      return means.map(() => random.next())
    case 'greedy':
      return means.slice()
    case 'ucb':
      return means.map((mean, row) => mean + config.confidence * Math.sqrt(variances[row]!))
    case 'thompson':
      return thompson(listener, random, config.stray)
    case 'information':
      return informationGain(listener)
    case 'top-variance':
      return topVariance(listener, config)
  }
}

/** One taste drawn from a belief: θ = m + κ L z with S = L Lᵀ. (d) */
export function sampleOf({ mean, size }: Belief, factor: Float64Array, random: Random, stray: number): Float64Array {
  const z = Float64Array.from({ length: size }, () => random.normal())
  return mean.map((value, i) => {
    let sum = 0
    for (let j = 0; j <= i; j++) sum += factor[i * size + j]! * z[j]!
    return value + stray * sum
  })
}

/** What a taste drawn from the belief would like. (items) */
export function thompson({ belief, space }: Listener, random: Random, stray: number): Float64Array {
  const { items, size, liked } = space
  const theta = sampleOf(belief, factorOf(belief.covariance, size), random, stray)
  const drawn = new Float64Array(items)
  for (let row = 0; row < items; row++) {
    let sum = 0
    for (let k = 0; k < size; k++) sum += liked[row * size + k]! * theta[k]!
    drawn[row] = sum
  }
  return drawn
}

/**
 * Bits that "did you like it?" is expected to tell of u (Houlsby et al., Bayesian Active Learning by Disagreement, 2011):
 * H(E p) - E H(p), the second by Houlsby's approximation of the entropy of a probit. Somebody who knows j liked it when
 * u lies on the liked side of liked_j - seen_j / 2.
 */
function informationGain({ belief, space, noise }: Listener): Float64Array {
  const { items, size, liked, seen } = space
  const gain = new Float64Array(items)
  const factor = factorOf(belief.covariance, size)
  const x = new Float64Array(size)
  const c = Math.sqrt((Math.PI * Math.LN2) / 2)
  // Where the data has likes only, a verdict parts those above the middle.
  const half = seen === liked ? 0 : 0.5
  for (let row = 0; row < items; row++) {
    let mean = seen === liked ? -0.5 : 0
    for (let k = 0; k < size; k++) {
      x[k] = liked[row * size + k]! - half * seen[row * size + k]!
      mean += x[k]! * belief.mean[k]!
    }
    // xᵀ S x = |Lᵀ x|²
    let variance = 0
    for (let j = 0; j < size; j++) {
      let sum = 0
      for (let i = j; i < size; i++) sum += factor[i * size + j]! * x[i]!
      variance += sum * sum
    }
    gain[row] = probitInformation(mean, variance, noise.choice, c)
  }
  return gain
}

/** BALD of a probit with mean and variance of what it is asked of, and the variance of its noise; bits, 0 to 1. */
export function probitInformation(
  mean: number,
  variance: number,
  noise: number,
  c = Math.sqrt((Math.PI * Math.LN2) / 2),
): number {
  const relative = variance / noise
  const before = coinBits(cumulative(mean / Math.sqrt(noise + variance)))
  const after = (c / Math.sqrt(relative + c * c)) * Math.exp(-(mean * mean) / noise / (2 * (relative + c * c)))
  return Math.max(0, before - after)
}

/**
 * How much of the variance of the K items at the top an answer about j is expected to take away:
 * Σ_k w_k (x_kᵀ S x_j)² / (τ² + s_j²), w the softmax of the means.
 */
function topVariance(listener: Listener, { top, temperature }: AcquisitionConfig): Float64Array {
  const { belief, space, means, variances, asked, noise } = listener
  const { items, size, liked } = space
  const rows = topOf(means, top, asked)
  const most = means[rows[0] ?? 0] ?? 0
  const worth = new Float64Array(items)
  for (const k of rows) {
    const weight = Math.exp((means[k]! - most) / temperature)
    const along = belief.along(liked.subarray(k * size, (k + 1) * size))
    for (let row = 0; row < items; row++) {
      let covariance = 0
      for (let i = 0, at = row * size; i < size; i++, at++) covariance += liked[at]! * along[i]!
      worth[row]! += weight * covariance * covariance
    }
  }
  return worth.map((sum, row) => sum / (noise.liked + variances[row]!))
}

/** The `count` rows with the highest values but those to leave out, best first; of equal ones the lower row. */
export function topOf(values: ArrayLike<number>, count: number, without: ReadonlySet<number>): number[] {
  const rows: number[] = []
  for (let row = 0; row < values.length; row++) {
    if (without.has(row) || (rows.length === count && values[row]! <= values[rows.at(-1)!]!)) continue
    let at = rows.length === count ? count - 1 : rows.length
    for (; at > 0 && values[rows[at - 1]!]! < values[row]!; at--) rows[at] = rows[at - 1]!
    rows[at] = row
  }
  return rows
}
