import { expect, test } from 'vitest'
import { maxOverTime } from '../../../src/nn/layers/max-over-time.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Tensor3D } from '../../../src/nn/tf.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('takes the largest of the steps that count', () => {
  const x = tf.tensor3d([1, -1, 5, -2, 9, 9], [1, 3, 2])
  expect([...maxOverTime(tf, x, [2]).dataSync()]).toEqual([5, -1])
  expect([...maxOverTime(tf, x, [9]).dataSync()]).toEqual([9, 9])
})

test('of equal ones the first gets the whole gradient', () => {
  const gradient = tf.grad((x) => tf.sum(maxOverTime(tf, x as Tensor3D, [3])))(tf.tensor3d([2, 2, 1], [1, 3, 1]))
  expect([...gradient.dataSync()]).toEqual([1, 0, 0])
})

test('its gradient agrees with differences', () => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [2, 4, 3])
  x.value.set(new Random(1).shuffle(Float32Array.from({ length: 24 }, (_, i) => i / 4)))
  checkGradients(tf, parameters, (graph) => anyLoss(tf, maxOverTime(tf, graph.of(x) as Tensor3D, [4, 2])))
})
