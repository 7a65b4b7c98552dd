import { expect, test } from 'vitest'
import { bootstrap, deviation, mean, quantile, type Tally } from '../../src/evaluation/statistics.ts'
import { Random } from '../../src/random.ts'

test('mean, deviation, quantile', () => {
  expect(mean([1, 2, 6])).toBe(3)
  expect(deviation([1, 2, 6])).toBeCloseTo(Math.sqrt(7))
  expect(deviation([5])).toBe(0)
  expect(quantile([0, 10], 0.25)).toBe(2.5)
  expect(quantile([], 0.5)).toBeNaN()
})

const tally = (values: number[][]): Tally => ({
  groups: values.length,
  metrics: 1,
  sums: Float64Array.from(values, (group) => group.reduce((a, b) => a + b, 0)),
  counts: Float64Array.from(values, (group) => group.length),
})

test('the interval of a coin is what theory says', () => {
  const coins = Array.from({ length: 400 }, (_, i) => [i % 2])
  const [[low, high] = [0, 0]] = bootstrap(tally(coins), new Random(1), 2000)
  expect(low).toBeCloseTo(0.5 - (1.96 * 0.5) / 20, 1)
  expect(high).toBeCloseTo(0.5 + (1.96 * 0.5) / 20, 1)
  expect(high - low).toBeGreaterThan(0.08)
})

test('cases of one group stay together: the interval is wider than if they were alone', () => {
  const width = (values: number[][]) => {
    const [[low, high] = [0, 0]] = bootstrap(tally(values), new Random(1))
    return high - low
  }
  const together = Array.from({ length: 40 }, (_, i) => Array(10).fill(i % 2) as number[])
  const alone = together.flat().map((value) => [value])
  expect(width(together)).toBeGreaterThan(2 * width(alone))
})

test('groups without a case change nothing; no case at all has no interval', () => {
  const some = Array.from({ length: 30 }, (_, i) => [i % 3])
  const gaps = some.flatMap((group) => [group, []])
  expect(bootstrap(tally(gaps), new Random(1))).toEqual(bootstrap(tally(some), new Random(1)))
  expect(bootstrap(tally([[], []]), new Random(1))).toEqual([[Number.NaN, Number.NaN]])
})
