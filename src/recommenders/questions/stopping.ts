import type { Random } from '../../random.ts'
import { sampleOf, topOf } from './acquisition.ts'
import { factorOf } from './cholesky.ts'
import type { Listener } from './listener.ts'

/** When to stop asking and recommend. */
export interface StoppingConfig {
  /** One item is the best with at least this chance: more answers would change little. */
  readonly sure: number
  /** Tastes drawn from the belief to find that chance. */
  readonly samples: number
  /** Bits by which which item is best must have become clearer since the question before. */
  readonly leastGain: number
  /** Questions at most. */
  readonly most: number
}

export const stoppingDefaults: StoppingConfig = Object.freeze({ sure: 0.5, samples: 100, leastGain: 0.02, most: 5 })

/** So many items are looked at when it is asked which one is the best. */
const HOPEFUL = 200

/** How clear it is which item is to a person's taste most, by tastes drawn from the belief. */
export interface Clarity {
  /** The chance of the likeliest one to be the best. */
  readonly best: number
  /** Entropy of which one is the best, in bits. */
  readonly bits: number
}

export function clarity(listener: Listener, random: Random, samples = stoppingDefaults.samples): Clarity {
  const { belief, space, means, variances, asked } = listener
  const { size, liked } = space
  // Whatever is far from the top by its mean and spread is hardly ever the best.
  const hopes = means.map((mean, row) => mean + 2 * Math.sqrt(variances[row]!))
  const rows = topOf(hopes, HOPEFUL, asked)
  const factor = factorOf(belief.covariance, size)
  const wins = new Map<number, number>()
  for (let s = 0; s < samples; s++) {
    const theta = sampleOf(belief, factor, random, 1)
    let winner = -1
    let most = Number.NEGATIVE_INFINITY
    for (const row of rows) {
      let score = 0
      for (let k = 0, at = row * size; k < size; k++, at++) score += liked[at]! * theta[k]!
      if (score <= most) continue
      most = score
      winner = row
    }
    wins.set(winner, (wins.get(winner) ?? 0) + 1)
  }
  let best = 0
  let bits = 0
  for (const count of wins.values()) {
    const share = count / samples
    best = Math.max(best, share)
    bits -= share * Math.log2(share)
  }
  return { best, bits }
}

/**
 * The rule: stop when one item is the best for sure enough, when the last answer made it no clearer which one is, or
 * after so many questions; whichever comes first.
 * @param before how clear it was before the last question; absent before the first answer
 */
export function stopsAsking(
  questions: number,
  now: Clarity,
  before?: Clarity,
  config: StoppingConfig = stoppingDefaults,
): 'sure' | 'flat' | 'enough' | undefined {
  if (questions >= config.most) return 'enough'
  if (now.best >= config.sure) return 'sure'
  if (before && before.bits - now.bits < config.leastGain) return 'flat'
  return undefined
}
