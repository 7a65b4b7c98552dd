import { expect, test } from 'vitest'
import { Graph } from '../../src/nn/graph.ts'
import { loadEngine } from '../../src/nn/load.ts'
import { mergeUpdates } from '../../src/nn/optimisers/merge.ts'
import { Parameters } from '../../src/nn/parameters.ts'
import type { Scalar } from '../../src/nn/tf.ts'
import { Random } from '../../src/random.ts'
import { input } from './gradients.ts'

const engine = await loadEngine('wasm')

test.each(['wasm', 'cpu'] as const)(
  'derives a loss by parameters and gathered rows alike, and leaks nothing (%s)',
  async (name) => {
    const { tf } = await loadEngine(name)
    const parameters = new Parameters()
    const w = input(parameters, 'w', [2])
    const table = input(parameters, 'table', [3, 2])
    w.value.set([2, 3])
    table.value.set([1, 2, 3, 4, 5, 6])
    const before = tf.memory().numTensors
    const graph = new Graph(tf, true, new Random(1))
    // Σ w · (row 2 + row 0 + row 2)
    const { loss, updates } = graph.gradients(() => tf.sum(tf.mul(graph.rows(table, [2, 0, 2]), graph.of(w))) as Scalar)
    expect(loss).toBe(2 * (5 + 1 + 5) + 3 * (6 + 2 + 6))
    const [whole, rows] = mergeUpdates(updates)
    expect(whole).toMatchObject({ parameter: w, gradient: Float32Array.of(11, 14) })
    expect(rows).toMatchObject({ parameter: table, rows: Int32Array.of(0, 2), gradient: Float32Array.of(2, 3, 4, 6) })
    expect(tf.memory().numTensors).toBe(before)
    await loadEngine('wasm')
  },
)

test('a parameter that has no influence has a gradient of zeros', () => {
  const { tf } = engine
  const parameters = new Parameters()
  const [used, idle] = [input(parameters, 'used', [1]), input(parameters, 'idle', [2])]
  const graph = new Graph(tf, true, new Random(1))
  const { updates } = graph.gradients(() => {
    graph.of(idle)
    return tf.sum(graph.of(used)) as Scalar
  })
  expect(updates.find(({ parameter }) => parameter === idle)?.gradient).toEqual(new Float32Array(2))
})

test('values keeps the parameters for the next call and nothing else', () => {
  const { tf } = engine
  const parameters = new Parameters()
  const w = input(parameters, 'w', [2])
  w.value.set([1, 2])
  const before = tf.memory().numTensors
  const graph = new Graph(tf, false, new Random(1))
  expect([...graph.values(() => tf.mul(graph.of(w), 2))]).toEqual([2, 4])
  expect([...graph.values(() => tf.add(tf.mul(graph.of(w), 2), 1))]).toEqual([3, 5])
  expect(tf.memory().numTensors).toBe(before + 1)
  graph.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
