import { expect, test } from 'vitest'
import { copies, fill, fits, prefixed } from '../../src/nn/checkpoint.ts'

const arrays = () => ({ w: Float32Array.of(1, 2), steps: Float64Array.of(3) })

test('what is saved under a prefix comes back into the arrays that are there', () => {
  const live = arrays()
  const saved = { ...prefixed('weights', copies(live)), other: Int32Array.of(1) }
  live.w[0] = 9
  expect(fits(saved, 'weights', live)).toBe(true)
  const { w } = live
  fill(live, saved, 'weights')
  expect(live).toEqual(arrays())
  expect(live.w).toBe(w)
})

test.each([
  ['a name less', { w: Float32Array.of(1, 2) }],
  ['a name more', { ...arrays(), more: Float32Array.of(1) }],
  ['another length', { ...arrays(), w: Float32Array.of(1) }],
  ['another kind', { ...arrays(), w: Float64Array.of(1, 2) }],
])('%s does not fit', (_, other) => {
  expect(fits(prefixed('weights', other), 'weights', arrays())).toBe(false)
})
