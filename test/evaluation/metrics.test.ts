import { describe, expect, test } from 'vitest'
import * as metrics from '../../src/evaluation/metrics.ts'

const none = Number.POSITIVE_INFINITY
const rankMetrics = [
  metrics.recall,
  metrics.precision,
  metrics.hitRate,
  metrics.reciprocalRank,
  metrics.averagePrecision,
  metrics.ndcg,
]

test('by hand: relevant items at places 2, 3 and nowhere, list of 4', () => {
  const ranks = [2, 3, none]
  expect(metrics.recall(ranks, 4)).toBeCloseTo(2 / 3)
  expect(metrics.precision(ranks, 4)).toBe(0.5)
  expect(metrics.hitRate(ranks, 4)).toBe(1)
  expect(metrics.reciprocalRank(ranks, 4)).toBe(0.5)
  expect(metrics.averagePrecision(ranks, 4)).toBeCloseTo((1 / 2 + 2 / 3) / 3)
  const ideal = 1 + 1 / Math.log2(3) + 1 / 2
  expect(metrics.ndcg(ranks, 4)).toBeCloseTo((1 / Math.log2(3) + 1 / 2) / ideal)
})

test('recall and NDCG are cut at the list where more is relevant than fits', () => {
  expect(metrics.recall([1, 2, 9], 2)).toBe(1)
  expect(metrics.ndcg([1, 2, 9], 2)).toBe(1)
  expect(metrics.averagePrecision([1, 2, 9], 2)).toBe(1)
})

test('nothing relevant is null, not 0', () => {
  for (const metric of rankMetrics) expect(metric([], 10)).toBeNull()
})

test('an oracle gets 1 and a miss 0, everywhere', () => {
  for (const metric of rankMetrics) {
    expect(metric([1, 2, 3], 3)).toBe(1)
    expect(metric([4, none], 3)).toBe(0)
  }
})

test('recall and hit rate grow with k; MRR is at most the hit rate', () => {
  const ranks = [3, 7, 15]
  for (let k = 1; k < 20; k++) {
    expect(metrics.hitRate(ranks, k + 1)).toBeGreaterThanOrEqual(metrics.hitRate(ranks, k) ?? 2)
    expect(metrics.reciprocalRank(ranks, k)).toBeLessThanOrEqual(metrics.hitRate(ranks, k) ?? -1)
    expect(metrics.recall([5], k + 1)).toBeGreaterThanOrEqual(metrics.recall([5], k) ?? 2)
  }
})

describe('metrics of lists', () => {
  test('coverage counts each item once', () => {
    expect(metrics.coverage([[1, 2], [2, 3], []], 10)).toBe(0.3)
    expect(metrics.coverage([], 0)).toBe(0)
  })
  test('novelty in bits; an item that nobody has counts as half a person', () => {
    expect(metrics.novelty([0, 1], [8, 2], 8)).toBe(1)
    expect(metrics.novelty([0], [0], 8)).toBe(4)
    expect(metrics.novelty([], [], 8)).toBeNull()
  })
  test('diversity is one minus the mean likeness of pairs', () => {
    const alike = (a: number, b: number) => (a + b === 1 ? 1 : 0)
    expect(metrics.intraListDiversity([0, 1, 2], alike)).toBeCloseTo(2 / 3)
    expect(metrics.intraListDiversity([0], alike)).toBeNull()
  })
  test('popularity bias compares the list with the history', () => {
    expect(metrics.popularityBias([0], [1, 2], [9, 2, 4])).toBe(3)
    expect(metrics.popularityBias([], [1], [9, 2])).toBeNull()
    expect(metrics.popularityBias([0], [], [9])).toBeNull()
    expect(metrics.popularityBias([0], [1], [9, 0])).toBeNull()
  })
})
