import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { Gru } from '../../../src/nn/layers/gru.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Tensor3D } from '../../../src/nn/tf.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, draw, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('step by step it comes to the same as at once, so that a decoder may feed itself', () => {
  const gru = new Gru(new Parameters(), 'g', { inputs: 3, size: 4 }, new Random(1))
  const graph = new Graph(tf, false, new Random(1))
  const x = tf.tensor3d(draw(2 * 3 * 3), [2, 3, 3])
  const whole = gru.apply(graph, x).last
  let state = tf.zeros<typeof whole.rankType>([2, 4]) as typeof whole
  for (let t = 0; t < 3; t++) {
    state = gru.apply(graph, tf.slice(x, [0, t, 0], [2, 1, 3]), { initial: state }).last
  }
  for (const [i, value] of state.dataSync().entries()) expect(value).toBeCloseTo(whole.dataSync()[i] as number, 6)
  graph.dispose()
})

test('padding does not change where a sequence ends', () => {
  const gru = new Gru(new Parameters(), 'g', { inputs: 2, size: 3 }, new Random(1))
  const graph = new Graph(tf, false, new Random(1))
  const text = draw(4)
  const end = (steps: number, reverse: boolean) => {
    const padded = new Float32Array(steps * 2).fill(7)
    padded.set(text)
    const x = tf.tensor3d(padded, [1, steps, 2])
    return [...gru.apply(graph, x, { lengths: [2], reverse }).last.dataSync()]
  }
  expect(end(6, false)).toEqual(end(2, false))
  expect(end(6, true)).toEqual(end(2, true))
  expect(end(2, true)).not.toEqual(end(2, false))
  graph.dispose()
})

test('its gradients agree with differences', () => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [2, 4, 3])
  const gru = new Gru(parameters, 'g', { inputs: 3, size: 4 }, new Random(1))
  checkGradients(tf, parameters, (graph) => anyLoss(tf, gru.apply(graph, graph.of(x) as Tensor3D).last))
})
