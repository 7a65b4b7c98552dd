import { expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import { reconstruction, squaredError, squaredErrorRule } from '../../../src/nn/losses/regression.ts'
import { checkRule, draw } from '../gradients.ts'

const { tf } = await loadEngine('wasm')
const x = tf.tensor2d([1, 2, 3, 4], [2, 2])

test('the weighted mean of squared errors', () => {
  expect(squaredError(tf, x, [0, 0, 0, 0]).dataSync()[0]).toBe(7.5)
  expect(squaredError(tf, x, [0, 0, 0, 0], [1, 0, 3, 0]).dataSync()[0]).toBe(7)
})

test('reconstruction counts only what was observed, for each row', () => {
  expect(reconstruction(tf, x, [0, 99, 99, 2], [1, 0, 0, 1]).dataSync()[0]).toBe(2.5)
  const gradient = tf.grad((y) => reconstruction(tf, y, [0, 99, 99, 2], [1, 0, 0, 1]))(x)
  expect([...gradient.dataSync()].map((g) => g + 0)).toEqual([1, 0, 0, 2])
})

test.each([undefined, [1, 0, 2, 0.5]])('its gradient agrees with differences in float64: weights %j', (weights) =>
  checkRule(squaredErrorRule(draw(4, 2), weights, 3.5), [Float64Array.from(draw(4))]),
)
