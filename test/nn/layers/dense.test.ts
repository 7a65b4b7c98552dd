import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { Dense } from '../../../src/nn/layers/dense.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('is f(xW + b) over the last axis', () => {
  const parameters = new Parameters()
  const layer = new Dense(parameters, 'd', { inputs: 2, outputs: 2, activation: 'relu' }, new Random(1))
  layer.weights.value.set([1, 2, 3, 4])
  layer.bias?.value.set([0.5, -100])
  const graph = new Graph(tf, false, new Random(1))
  expect([...graph.values(() => layer.apply(graph, tf.tensor3d([1, 1, 0, 1], [1, 2, 2])))]).toEqual([4.5, 0, 3.5, 0])
  graph.dispose()
})

test.each([true, false])('its gradients agree with differences (bias %s)', (bias) => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [4, 2, 3])
  const layer = new Dense(parameters, 'd', { inputs: 3, outputs: 5, activation: 'tanh', bias }, new Random(1))
  checkGradients(tf, parameters, (graph) => anyLoss(tf, layer.apply(graph, graph.of(x))))
})
