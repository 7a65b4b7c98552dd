import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { BatchNorm } from '../../../src/nn/layers/batch-norm.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('while training a channel gets mean 0 and deviation 1; the running means follow', () => {
  const layer = new BatchNorm(new Parameters(), 'n', 2, new Random(1), 0.5)
  const graph = new Graph(tf, true, new Random(1))
  const y = graph.values(() => layer.apply(graph, tf.tensor2d([1, 10, 3, 30], [2, 2])))
  for (const [i, wanted] of [-1, -1, 1, 1].entries()) expect(y[i]).toBeCloseTo(wanted, 3)
  expect([...layer.mean.value]).toEqual([1, 10])
  // half of 1 and half of the sample's variance, 2 and 200
  expect([...layer.variance.value]).toEqual([1.5, 100.5])
})

test('outside of training it uses the running means and leaves them', () => {
  const layer = new BatchNorm(new Parameters(), 'n', 1, new Random(1))
  layer.mean.value.set([4])
  layer.variance.value.set([9])
  const graph = new Graph(tf, false, new Random(1))
  const y = graph.values(() => layer.apply(graph, tf.tensor2d([4, 7], [2, 1])))
  expect(y[0]).toBeCloseTo(0)
  expect(y[1]).toBeCloseTo(1, 4)
  expect([...layer.mean.value, ...layer.variance.value]).toEqual([4, 9])
})

test.each([true, false])('its gradients agree with differences (training %s)', (training) => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [3, 2, 4])
  const layer = new BatchNorm(parameters, 'n', 4, new Random(1))
  checkGradients(tf, parameters, (graph) => anyLoss(tf, layer.apply(graph, graph.of(x))), { training })
})
