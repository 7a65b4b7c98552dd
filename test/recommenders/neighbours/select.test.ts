import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { nthLargest } from '../../../src/recommenders/neighbours/select.ts'

test('agrees with sorting, ties and negative numbers included', () => {
  const random = new Random(4)
  for (let round = 0; round < 300; round++) {
    const values = Float64Array.from({ length: 1 + random.int(40) }, () => random.int(round % 2 ? 5 : 1e6) - 2)
    const count = 1 + random.int(values.length)
    const sorted = [...values.subarray(0, count)].sort((a, b) => b - a)
    const n = 1 + random.int(count)
    expect(nthLargest(values, count, n)).toBe(sorted[n - 1])
  }
})

test('there is no 0-th largest, nor one past the last', () => {
  expect(() => nthLargest(new Float64Array(3), 3, 0)).toThrow(RangeError)
  expect(() => nthLargest(new Float64Array(3), 2, 3)).toThrow(RangeError)
})
