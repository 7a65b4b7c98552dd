import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { AdditiveAttention } from '../../../src/nn/layers/attention.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Tensor2D, Tensor3D } from '../../../src/nn/tf.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, draw, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('weights are shares of what is there, and the context is their mixture', () => {
  const layer = new AdditiveAttention(new Parameters(), 'a', { query: 3, key: 2, size: 4 }, new Random(1))
  const graph = new Graph(tf, false, new Random(1))
  const keys = tf.tensor3d(draw(2 * 4 * 2), [2, 4, 2])
  const memory = layer.remember(graph, keys, [4, 2])
  const { context, weights } = layer.apply(graph, tf.tensor2d(draw(6, 2), [2, 3]), memory)
  const shares = [...weights.dataSync()]
  expect(shares.slice(0, 4).reduce((a, b) => a + b)).toBeCloseTo(1)
  expect(shares.slice(4, 6).reduce((a, b) => a + b)).toBeCloseTo(1)
  expect(shares.slice(6)).toEqual([0, 0])
  const k = keys.dataSync()
  expect(context.dataSync()[2]).toBeCloseTo((shares[4] as number) * (k[8] as number) + (shares[5] as number) * (k[10] as number)) // biome-ignore format: one sum
  graph.dispose()
})

test('its gradients agree with differences', () => {
  const parameters = new Parameters()
  const keys = input(parameters, 'keys', [2, 3, 4], 1)
  const query = input(parameters, 'query', [2, 3], 2)
  const layer = new AdditiveAttention(parameters, 'a', { query: 3, key: 4, size: 5 }, new Random(1))
  checkGradients(tf, parameters, (graph) => {
    const memory = layer.remember(graph, graph.of(keys) as Tensor3D, [3, 2])
    return anyLoss(tf, layer.apply(graph, graph.of(query) as Tensor2D, memory).context)
  })
})
