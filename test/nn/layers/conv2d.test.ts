import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { Conv2d, pool } from '../../../src/nn/layers/conv2d.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Tensor4D } from '../../../src/nn/tf.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('slides its filters over the picture', () => {
  const parameters = new Parameters()
  const options = { inputs: 1, filters: 1, kernel: [2, 2], padding: 'valid', activation: 'linear' } as const
  const layer = new Conv2d(parameters, 'c', options, new Random(1))
  layer.weights.value.set([1, 2, 3, 4])
  layer.bias.value.set([10])
  const graph = new Graph(tf, false, new Random(1))
  const x = tf.tensor4d([1, 0, 0, 0, 1, 0, 0, 0, 1], [1, 3, 3, 1])
  expect([...graph.values(() => layer.apply(graph, x))]).toEqual([15, 13, 12, 15])
  graph.dispose()
})

test.each([
  { stride: 1, padding: 'same', kernel: [3, 3] },
  { stride: 2, padding: 'same', kernel: [3, 2] },
  { stride: 2, padding: 'valid', kernel: [2, 3] },
  { stride: [1, 2], padding: 'same', kernel: [1, 4] },
] as const)('its gradients agree with differences: $kernel, stride $stride, $padding', ({ kernel, ...options }) => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [2, 5, 6, 2])
  const settings = { inputs: 2, filters: 3, kernel, activation: 'tanh', ...options } as const
  const layer = new Conv2d(parameters, 'c', settings, new Random(1))
  checkGradients(tf, parameters, (graph) => anyLoss(tf, layer.apply(graph, graph.of(x) as Tensor4D)))
})

test.each(['max', 'mean'] as const)('%s pooling halves a picture and has its gradient', (kind) => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [2, 4, 4, 2])
  // No two of a window so near each other that a difference changes which is the largest.
  x.value.set(new Random(1).shuffle(Float32Array.from({ length: x.value.length }, (_, i) => i / 8)))
  checkGradients(tf, parameters, (graph) => {
    const y = pool(tf, graph.of(x) as Tensor4D, 2, kind)
    expect(y.shape).toEqual([2, 2, 2, 2])
    return anyLoss(tf, y)
  })
})
