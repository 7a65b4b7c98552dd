import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { BidirectionalGru } from '../../../src/nn/layers/bidirectional.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Tensor3D } from '../../../src/nn/tf.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('each place knows what comes before and after it', () => {
  const layer = new BidirectionalGru(new Parameters(), 'b', { inputs: 1, size: 2 }, new Random(1))
  const graph = new Graph(tf, false, new Random(1))
  const middle = (x: number[]) => {
    const { states } = layer.apply(graph, tf.tensor3d(x, [1, 3, 1]))
    return [...tf.slice(states, [0, 1, 0], [1, 1, 4]).dataSync()]
  }
  const plain = middle([0, 1, 0])
  expect(middle([5, 1, 0]).slice(2)).toEqual(plain.slice(2))
  expect(middle([5, 1, 0]).slice(0, 2)).not.toEqual(plain.slice(0, 2))
  expect(middle([0, 1, 5]).slice(0, 2)).toEqual(plain.slice(0, 2))
  expect(middle([0, 1, 5]).slice(2)).not.toEqual(plain.slice(2))
  graph.dispose()
})

test('shapes, and gradients that agree with differences', () => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [2, 3, 2])
  const layer = new BidirectionalGru(parameters, 'b', { inputs: 2, size: 3 }, new Random(1))
  checkGradients(tf, parameters, (graph) => {
    const { states, last } = layer.apply(graph, graph.of(x) as Tensor3D, [3, 2])
    expect([states.shape, last.shape]).toEqual([[2, 3, 6], [2, 6]]) // biome-ignore format: two shapes
    return tf.add(anyLoss(tf, states), anyLoss(tf, last))
  })
})
