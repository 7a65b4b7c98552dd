import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { Belief } from '../../../src/recommenders/questions/belief.ts'
import { density } from '../../../src/recommenders/questions/probit.ts'

const mean = [0.2, -0.1]
const covariance = [1, 0.3, 0.3, 0.5]
const inverse = ([a, b, c, d]: number[]) => [d!, -b!, -c!, a!].map((value) => value / (a! * d! - b! * c!))

describe('star answers', () => {
  test('give the closed form, in whatever order they come', () => {
    const answers = [
      { x: [1, 0.5], value: 0.9 },
      { x: [-0.3, 1], value: 0.1 },
      { x: [0.7, 0.7], value: 0.4 },
    ]
    const [noise, offset] = [0.3, 0.05]
    const precision = inverse(covariance)
    const pull = [0, 1].map((i) => precision[2 * i]! * mean[0]! + precision[2 * i + 1]! * mean[1]!)
    for (const { x, value } of answers) {
      for (let i = 0; i < 2; i++) {
        for (let j = 0; j < 2; j++) precision[2 * i + j]! += (x[i]! * x[j]!) / noise
        pull[i]! += (x[i]! * (value - offset)) / noise
      }
    }
    const s = inverse(precision)
    for (const order of [answers, answers.toReversed()]) {
      const belief = new Belief(mean, covariance)
      for (const { x, value } of order) belief.observe(x, value, offset, noise)
      s.forEach((value, at) => {
        expect(belief.covariance[at]).toBeCloseTo(value, 12)
      })
      expect(belief.mean[0]).toBeCloseTo(s[0]! * pull[0]! + s[1]! * pull[1]!, 12)
      expect(belief.mean[1]).toBeCloseTo(s[2]! * pull[0]! + s[3]! * pull[1]!, 12)
    }
  })

  test('two hundred of them leave a covariance that is symmetric to the bit, and positive', () => {
    const random = new Random(4)
    const size = 16
    const belief = new Belief(
      new Float64Array(size),
      Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0)),
    )
    for (let n = 0; n < 200; n++) {
      belief.observe(
        Array.from({ length: size }, () => random.normal()),
        random.normal(),
        0,
        0.01,
      )
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) expect(belief.covariance[i * size + j]).toBe(belief.covariance[j * size + i])
    }
    for (let n = 0; n < 50; n++) {
      expect(belief.variance(Array.from({ length: size }, () => random.normal()))).toBeGreaterThan(0)
    }
  })
})

describe('yes and no', () => {
  /** Moments of N(m, s2) times Φ(sign (u + offset) / sqrt(noise)), by the trapezium rule. */
  function moments(m: number, s2: number, sign: number, offset: number, noise: number) {
    const sums = [0, 0, 0]
    for (let i = -60_000; i <= 60_000; i++) {
      const u = m + (i / 6000) * Math.sqrt(s2)
      let weight = density((u - m) / Math.sqrt(s2))
      // Φ by its own integral would be slow; the logistic of the noise's draws is not it, so sum the noise out
      weight *= normalAbove((sign * (u + offset)) / Math.sqrt(noise))
      for (let k = 0; k < 3; k++) sums[k]! += weight * u ** k
    }
    const first = sums[1]! / sums[0]!
    return { mean: first, variance: sums[2]! / sums[0]! - first * first }
  }
  /** Φ by Abramowitz & Stegun 26.2.17, which the code under test does not use: good to 8e-8. */
  function normalAbove(t: number): number {
    if (t < 0) return 1 - normalAbove(-t)
    const k = 1 / (1 + 0.2316419 * t)
    const polynomial = k * (0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))
    return 1 - density(t) * polynomial
  }

  test.each([
    [0.3, 1, 1, 0, 0.5],
    [0.3, 1, -1, 0, 0.5],
    [-1, 0.4, 1, 0.2, 0.1],
    [2, 2, -1, -0.5, 1],
  ] as const)('match the moments of the product with a probit: m %d, s² %d, sign %d', (m, s2, sign, offset, noise) => {
    const belief = new Belief([m], [s2])
    belief.observeSign([1], sign, offset, noise)
    const exact = moments(m, s2, sign, offset, noise)
    expect(belief.mean[0]).toBeCloseTo(exact.mean, 5)
    expect(belief.covariance[0]).toBeCloseTo(exact.variance, 5)
  })

  test('an answer that could hardly be believed moves the belief and breaks nothing', () => {
    const belief = new Belief([40], [1])
    belief.observeSign([1], -1, 0, 0.5)
    expect(belief.mean[0]).toBeLessThan(20)
    expect(belief.covariance[0]).toBeGreaterThan(0)
    expect(belief.covariance[0]).toBeLessThan(1)
  })

  test('what is moved is told', () => {
    const belief = new Belief(mean, covariance)
    const { along, step, shrink } = belief.observeSign([1, 2], 1, 0, 0.3)
    expect(belief.mean[0]).toBe(mean[0]! + step * along[0]!)
    expect(belief.covariance[3]).toBe(covariance[3]! - shrink * (along[1]! * along[1]!))
  })
})

test('a covariance of another shape is refused', () => {
  expect(() => new Belief([0, 0], [1, 0, 1])).toThrow(RangeError)
})
