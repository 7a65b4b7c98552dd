import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { Embedding } from '../../../src/nn/layers/embedding.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Network } from '../../../src/nn/network.ts'
import { Adagrad } from '../../../src/nn/optimisers/adagrad.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('gives the rows that are asked for, zeros for none, and refuses what is not there', () => {
  const layer = new Embedding(new Parameters(), 'words', { rows: 3, size: 2 }, new Random(1))
  layer.table.value.set([1, 2, 3, 4, 5, 6])
  const graph = new Graph(tf, false, new Random(1))
  const x = layer.apply(graph, [2, -1, 0, 2], [2, 2])
  expect(x.shape).toEqual([2, 2, 2])
  expect([...x.dataSync()]).toEqual([5, 6, 0, 0, 1, 2, 5, 6])
  expect(() => layer.apply(graph, [3])).toThrow(RangeError)
  graph.dispose()
})

test('its gradient adds up over repeats, and agrees with differences', () => {
  const parameters = new Parameters()
  const layer = new Embedding(parameters, 'words', { rows: 4, size: 3 }, new Random(1))
  const rows = [1, 3, 1, -1, 1, 0]
  checkGradients(tf, parameters, (graph) => anyLoss(tf, tf.tanh(layer.apply(graph, rows))))
})

test('a step leaves the other rows as they are', () => {
  const parameters = new Parameters()
  const layer = new Embedding(parameters, 'words', { rows: 5, size: 2 }, new Random(1))
  const before = layer.table.value.slice()
  const optimiser = new Adagrad(parameters, { learningRate: 0.1, weightDecay: 0.1 })
  const network = new Network<number[]>(tf, parameters, optimiser, (graph, rows) =>
    anyLoss(tf, layer.apply(graph, rows)),
  )
  network.step([1, 3], new Random(1))
  const moved = [0, 1, 2, 3, 4].filter((row) => layer.table.value[row * 2] !== before[row * 2])
  expect(moved).toEqual([1, 3])
})

test('pretrained rows may stay as they are', () => {
  const parameters = new Parameters()
  const layer = new Embedding(parameters, 'words', { rows: 5, size: 2, learns: false }, new Random(1))
  const graph = new Graph(tf, true, new Random(1))
  expect(graph.gradients(() => anyLoss(tf, layer.apply(graph, [1]))).updates).toEqual([])
})
