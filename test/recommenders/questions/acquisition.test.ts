import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import {
  acquisitionDefaults,
  acquisitionNames,
  nextItem,
  probitInformation,
  thompson,
  topOf,
  worths,
} from '../../../src/recommenders/questions/acquisition.ts'
import { Listener } from '../../../src/recommenders/questions/listener.ts'
import { cumulative } from '../../../src/recommenders/questions/probit.ts'
import { divided, spaceOf } from './space.ts'

const anything = { ...acquisitionDefaults, knownPower: 0 }

/** Somebody of the second half: likes what everybody likes, and 5 and 6. @returns the means after `count` questions */
function talk(name: 'greedy' | 'information' | 'top-variance', count: number): Float64Array {
  const listener = new Listener(divided())
  for (let n = 0; n < count; n++) {
    const row = nextItem(listener, name, new Random(n), undefined, anything)!
    listener.rated(row, row < 3 || row > 4 ? 1 : 0)
  }
  return listener.means
}

describe('where the best items tell nothing', () => {
  test('greed learns nothing by three questions', () => {
    const means = talk('greedy', 3)
    expect(means[3]! - means[5]!).toBeCloseTo(0, 6)
  })

  test.each(['information', 'top-variance'] as const)('%s knows the person after one', (name) => {
    const means = talk(name, 1)
    expect(means[5]! - means[3]!).toBeGreaterThan(0.2)
  })
})

describe('every strategy', () => {
  test.each(acquisitionNames)('%s asks neither twice nor what is not askable, until there is nothing left', (name) => {
    const listener = new Listener(divided())
    const random = new Random(3)
    const asked: number[] = []
    for (;;) {
      const row = nextItem(listener, name, random, (one) => one !== 2)
      if (row === undefined) break
      asked.push(row)
      listener.unknown(row)
    }
    expect(asked.toSorted((a, b) => a - b)).toEqual([0, 1, 3, 4, 5, 6])
  })

  test.each(acquisitionNames)('%s prefers what the person is likely to know', (name) => {
    // twins, but for how well known they are
    const liked = [
      [0.4, 0.3],
      [0.4, 0.3],
    ]
    const space = { ...spaceOf(liked, [1, 0], [0.2, 0.2]), seen: Float32Array.from([0.01, 0, 0.8, 0]) }
    const wins = Array.from({ length: 40 }, (_, n) => nextItem(new Listener(space), name, new Random(n)))
    expect(wins.filter((row) => row === 1).length).toBeGreaterThan(35)
  })
})

describe('worths', () => {
  test('UCB is the mean and its standard deviation; greedy the mean alone', () => {
    const listener = new Listener(divided())
    const ucb = worths(listener, 'ucb', new Random(1), { ...acquisitionDefaults, confidence: 2 })
    const greedy = worths(listener, 'greedy', new Random(1))
    expect(greedy).toEqual(listener.means)
    ucb.forEach((value, row) => {
      expect(value).toBeCloseTo(listener.means[row]! + 2 * Math.sqrt(listener.variances[row]!), 12)
    })
  })

  test('tastes drawn from a belief have its mean and its variance', () => {
    const listener = new Listener(divided())
    listener.rated(3, 1)
    const random = new Random(8)
    const draws = Array.from({ length: 4000 }, () => thompson(listener, random, 1)[4]!)
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length
    expect(mean).toBeCloseTo(listener.means[4]!, 2)
    expect(variance / listener.variances[4]!).toBeGreaterThan(0.9)
    expect(variance / listener.variances[4]!).toBeLessThan(1.1)
  })

  test.each([
    [0, 1, 0.5],
    [0.7, 0.5, 0.5],
    [-1.5, 2, 1],
  ])('the information of a probit is near the exact one: mean %d, variance %d, noise %d', (mean, variance, noise) => {
    const bits = (p: number) => (p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p))
    let after = 0
    const step = 0.001
    for (let z = -8; z < 8; z += step) {
      const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
      after += step * density * bits(cumulative((mean + z * Math.sqrt(variance)) / Math.sqrt(noise)))
    }
    const exact = bits(cumulative(mean / Math.sqrt(noise + variance))) - after
    expect(Math.abs(probitInformation(mean, variance, noise) - exact)).toBeLessThan(0.02)
  })
})

test('the top of a list: best first, of equal ones the earlier, without those left out', () => {
  expect(topOf([1, 5, 3, 5, 4], 3, new Set([4]))).toEqual([1, 3, 2])
})
