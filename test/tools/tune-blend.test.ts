import { expect, test } from 'vitest'
import type { ItemRow } from '../../src/datasets/vocabulary.ts'
import { judgeOne, names, ruleFor, search } from '../../tools/tune-blend.ts'

const rows = (...values: number[]) => values as ItemRow[]
const even = new Float64Array(20).fill(1)
const part = (...best: number[]) => Float32Array.from({ length: 20 }, (_, row) => (best.includes(row) ? 1 : 0))

test('a ranking with all the truth in front gets 1, without any of it 0', () => {
  const one = { named: 1, history: rows(0), truth: new Set([3, 4]), parts: [part(3, 4), part(5)], worth: even }
  expect(judgeOne(one, [1, 0])).toEqual({ ndcg: 1, rare: 1 })
  expect(judgeOne(one, [0, 1])).toEqual({ ndcg: 0, rare: 0 })
  const mixed = judgeOne(one, [1, 2]).ndcg
  expect(mixed).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(4)) / (1 + 1 / Math.log2(3)), 9)
})

test('named items are not judged, though they score best', () => {
  const one = { named: 1, history: rows(0), truth: new Set([3]), parts: [part(0, 3)], worth: even }
  expect(judgeOne(one, [1]).ndcg).toBe(1)
})

test('a rare hit is worth more than a common one', () => {
  const worth = Float64Array.from(even, (_, row) => (row === 3 ? 0.1 : 1))
  const one = { named: 1, history: rows(0), truth: new Set([3, 4]), parts: [part(3), part(4)], worth }
  expect(judgeOne(one, [1, 0]).ndcg).toBeCloseTo(judgeOne(one, [0, 1]).ndcg, 12)
  expect(judgeOne(one, [0, 1]).rare).toBeGreaterThan(5 * judgeOne(one, [1, 0]).rare)
})

test('the search turns up what is right and turns down what misleads', () => {
  // ease right but weak, item-knn wrong and strong, popularity half right
  const strong = Float32Array.from(part(5, 6, 7, 8, 9, 10, 11, 12, 13, 14), (value) => value * 3)
  const parts = names.map((name) => (name === 'ease' ? part(3, 4) : name === 'item-knn' ? strong : part()))
  const one = { named: 1, history: rows(0), truth: new Set([3, 4]), parts, worth: even }
  const start = names.map(() => 1)
  const found = search(ruleFor([one]), start)
  expect(judgeOne(one, start).ndcg).toBeLessThan(0.5)
  expect(judgeOne(one, found).ndcg).toBe(1)
  expect(found[names.indexOf('ease')]).toBe(1)
})

test('the rule holds a loss against popularity against the weights, and nothing else', () => {
  const parts = names.map((name) => (name === 'popularity' ? part(3) : name === 'ease' ? part(4) : part(9)))
  const one = { named: 1, history: rows(0), truth: new Set([3, 4]), parts, worth: even }
  const rule = ruleFor([one])
  const only = (name: string) => names.map((other) => (other === name ? 1 : 0))
  expect(rule(only('ease'))).toBeCloseTo(rule(only('popularity')), 12)
  expect(rule(only('content'))).toBeLessThan(-1)
})
