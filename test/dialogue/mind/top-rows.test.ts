import { expect, test } from 'vitest'
import { topRows } from '../../../src/dialogue/mind/top-rows.ts'
import { Random } from '../../../src/random.ts'

test('is what sorting everything gives', () => {
  const random = new Random(1)
  for (let round = 0; round < 50; round++) {
    const scores = Float64Array.from({ length: 200 }, () => random.next())
    const broken = Uint16Array.from({ length: 200 }, () => (random.next() < 0.3 ? 1 : 0))
    const count = 1 + random.int(40)
    const sorted = [...scores.keys()].filter((row) => broken[row] === 0).sort((a, b) => scores[b]! - scores[a]!)
    expect(topRows(scores, broken, count, round)).toEqual(sorted.slice(0, count))
  }
})

test('gives all where fewer are left, and none for 0', () => {
  expect(topRows([1, 2, 3], Uint16Array.of(0, 1, 0), 5, 1)).toEqual([2, 0])
  expect(topRows([1, 2, 3], Uint16Array.of(0, 0, 0), 0, 1)).toEqual([])
})

test('equal scores are ordered by the seed, the same for the same seed', () => {
  const scores = new Float64Array(100).fill(1)
  const none = new Uint16Array(100)
  const lists = [1, 2, 3].map((seed) => topRows(scores, none, 5, seed).join())
  expect(new Set(lists).size).toBe(3)
  expect(topRows(scores, none, 5, 2).join()).toBe(lists[1])
})
