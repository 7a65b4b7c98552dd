import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { Conv1d, WordConv } from '../../../src/nn/layers/conv1d.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Tensor3D } from '../../../src/nn/tf.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, draw, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('sees a window of steps at once', () => {
  const options = { inputs: 1, filters: 1, width: 2, padding: 'valid', activation: 'linear' } as const
  const layer = new Conv1d(new Parameters(), 'c', options, new Random(1))
  const graph = new Graph(tf, false, new Random(1))
  const [w0 = 0, w1 = 0] = layerWeights(layer)
  const y = graph.values(() => layer.apply(graph, tf.tensor3d([1, 2, 5], [1, 3, 1])))
  expect(y[0]).toBeCloseTo(w0 + 2 * w1)
  expect(y[1]).toBeCloseTo(2 * w0 + 5 * w1)
  graph.dispose()

  function layerWeights(conv: Conv1d): number[] {
    const seen = graph.values(() => conv.apply(graph, tf.tensor3d([1, 0, 0, 1], [2, 2, 1])))
    return [...seen]
  }
})

test.each([1, 2])('its gradients agree with differences, stride %s', (stride) => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [2, 7, 3])
  const options = { inputs: 3, filters: 4, width: 3, stride, padding: 'same', activation: 'tanh' } as const
  const layer = new Conv1d(parameters, 'c', options, new Random(1))
  checkGradients(tf, parameters, (graph) => anyLoss(tf, layer.apply(graph, graph.of(x) as Tensor3D)))
})

test('several widths over words: gradients agree with differences', () => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [2, 6, 3])
  const layer = new WordConv(parameters, 'w', { inputs: 3, filters: 3, widths: [2, 3] }, new Random(2))
  const loss = (graph: Graph) => anyLoss(tf, layer.apply(graph, graph.of(x) as Tensor3D, [6, 4]))
  checkGradients(tf, parameters, loss, { h: 1e-3, tolerance: 1e-2 })
})

test('a text says the same however far it is padded, and shorter than every window it still says something', () => {
  const layer = new WordConv(new Parameters(), 'w', { inputs: 2, filters: 5, widths: [3, 4] }, new Random(1))
  const graph = new Graph(tf, false, new Random(1))
  const text = draw(6)
  const encode = (steps: number) => {
    const padded = new Float32Array(steps * 2)
    padded.set(text)
    return [...graph.values(() => layer.apply(graph, tf.tensor3d(padded, [1, steps, 2]), [3]))]
  }
  const short = encode(3)
  expect(encode(9)).toEqual(short)
  expect(short.some((value) => value > 0)).toBe(true)
  graph.dispose()
})
