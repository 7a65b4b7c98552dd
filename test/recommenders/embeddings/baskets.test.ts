import { expect, test } from 'vitest'
import { basketsOf } from '../../../src/recommenders/embeddings/baskets.ts'

const data = { offsets: Uint32Array.of(0, 5, 8), times: Float64Array.of(10, 10, 12, 15, 15, 15, Number.NaN, 15) }

test.each([
  [0, [0, 0, 1, 2, 2]],
  [2, [0, 0, 0, 1, 1]],
  [3, [0, 0, 0, 0, 0]],
])('events up to %i seconds apart share a basket', (gap, expected) => {
  expect([...basketsOf(data, gap)].slice(0, 5)).toEqual(expected)
})

test('events without a time are alone, and every sequence starts anew', () => {
  expect([...basketsOf(data, 100)].slice(5)).toEqual([0, 1, 2])
})
