import { expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import { draw } from '../gradients.ts'
import { onBoth } from './both.ts'

test.each([
  { axis: 0 },
  { axis: [0, 1] },
  { axis: [1, 0] },
  { axis: -3 },
  { axis: 1 },
  { axis: [0, 2] },
  { axis: [0, 1, 2] },
  { axis: undefined },
])('over $axis, as the plain backend', ({ axis }) =>
  onBoth((tf) =>
    tf.tidy(() => {
      const x = tf.tensor3d(draw(3 * 4 * 5), [3, 4, 5])
      return [tf.sum(x, axis), tf.sum(x, axis, true)]
    }),
  ),
)

test('nothing sums to zeros, whole numbers stay whole', async () => {
  await onBoth((tf) => tf.tidy(() => tf.sum(tf.tensor2d([], [0, 3]), 0)))
  await onBoth((tf) => tf.tidy(() => tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0)))
})

test('a long batch does not lose its end to rounding', async () => {
  const { tf } = await loadEngine('wasm')
  const x = tf.concat([tf.fill([1, 1], 2 ** 24), tf.ones([1000, 1])])
  expect(tf.sum(x, 0).dataSync()[0]).toBe(2 ** 24 + 1000)
})
