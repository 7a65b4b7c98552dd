import { expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import type { Tensor } from '../../../src/nn/tf.ts'
import { draw } from '../gradients.ts'
import { onBoth } from './both.ts'

test('rows of a segment add up; negative ones are nowhere', async () => {
  const { tf } = await loadEngine('wasm')
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2])
  const sums = tf.unsortedSegmentSum(x, tf.tensor1d([2, 0, 2, -1], 'int32'), 3)
  expect(sums.shape).toEqual([3, 2])
  expect([...sums.dataSync()]).toEqual([3, 4, 0, 0, 6, 8])
})

test('whole numbers stay whole', async () => {
  const { tf } = await loadEngine('wasm')
  const sums = tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([0, 1, 0], 'int32'), 2)
  expect([sums.dtype, ...sums.dataSync()]).toEqual(['int32', 4, 2])
})

test.each([0, 1])('a gather along axis %s has the gradient of the plain backend', (axis) =>
  onBoth((tf) => {
    const gather = (x: Tensor) => tf.sum(tf.square(tf.gather(x, tf.tensor1d([1, 0, 1, 2], 'int32'), axis)))
    return tf.tidy(() => tf.grad(gather)(tf.tensor2d(draw(12), [3, 4])))
  }),
)
