import { expect, test } from 'vitest'
import { sigmoid, softplus, tanh } from '../../src/nn/numbers.ts'

test('agree with the library, at the ends too', () => {
  for (const x of [-800, -20, -1, -1e-3, 0, 1e-9, 0.5, 3, 30, 800]) {
    expect(tanh(x)).toBeCloseTo(Math.tanh(x), 14)
    expect(sigmoid(x)).toBeCloseTo(0.5 + Math.tanh(x / 2) / 2, 14)
  }
  expect(softplus(1)).toBeCloseTo(Math.log(1 + Math.E), 14)
  expect(softplus(1000)).toBe(1000)
  expect(softplus(-1000)).toBe(0)
})
