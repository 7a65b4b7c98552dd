import { expect, test } from 'vitest'
import { activate } from '../../../src/nn/layers/activation.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { anyLoss, checkGradients, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('linear changes nothing, relu cuts off below 0', () => {
  const x = tf.tensor1d([-1, 2])
  expect(activate(tf, x, 'linear')).toBe(x)
  expect([...activate(tf, x, 'relu').dataSync()]).toEqual([0, 2])
})

test.each(['tanh', 'sigmoid', 'elu', 'selu', 'relu'] as const)('%s has its gradient', (name) => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [10])
  // away from the bend at 0, where there is no gradient to compare with
  for (const [i, v] of x.value.entries()) if (Math.abs(v) < 0.1) x.value[i] = 0.5
  checkGradients(tf, parameters, (graph) => anyLoss(tf, activate(tf, graph.of(x), name)))
})
