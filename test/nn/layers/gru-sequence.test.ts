import { describe, expect, test } from 'vitest'
import { gruSequence } from '../../../src/nn/layers/gru-sequence.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Tensor2D, Tensor3D } from '../../../src/nn/tf.ts'
import { anyLoss, checkGradients, draw, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')
const [batch, steps, size] = [3, 5, 4]

describe.each([false, true])('in reverse: %s', (reverse) => {
  test('is the same as steps composed of plain ops', () => {
    const x = tf.tensor3d(draw(batch * steps * size * 3, 1), [batch, steps, size * 3])
    const h = tf.tensor2d(draw(batch * size, 2), [batch, size])
    const u = tf.tensor2d(draw(size * size * 3, 3), [size, size * 3])
    const c = tf.tensor1d(draw(size * 3, 4))
    const lengths = new Array<number>(batch).fill(steps)
    const states = gruSequence(tf, x, h, u, c, { lengths, reverse })
    let state = h
    for (let i = 0; i < steps; i++) {
      const t = reverse ? steps - 1 - i : i
      const gates = tf.split(tf.reshape(tf.slice(x, [0, t, 0], [batch, 1, size * 3]), [batch, size * 3]), 3, 1)
      const [hr, hz, hn] = tf.split(tf.add(tf.matMul(state, u), c) as Tensor2D, 3, 1) as [Tensor2D, Tensor2D, Tensor2D]
      const [xr, xz, xn] = gates as [Tensor2D, Tensor2D, Tensor2D]
      const r = tf.sigmoid(tf.add(xr, hr))
      const z = tf.sigmoid(tf.add(xz, hz)) as Tensor2D
      const n = tf.tanh(tf.add(xn, tf.mul(r, hn)))
      state = tf.add(tf.mul(tf.sub(1, z), n), tf.mul(z, state)) as Tensor2D
      const ours = tf.reshape(tf.slice(states, [0, t, 0], [batch, 1, size]), [batch, size])
      expect(tf.max(tf.abs(tf.sub(ours, state))).dataSync()[0]).toBeLessThan(1e-6)
    }
  })

  test('its gradients through time agree with differences, lengths and all', () => {
    const parameters = new Parameters()
    const x = input(parameters, 'x', [batch, steps, size * 3], 1)
    const h = input(parameters, 'h', [batch, size], 2)
    const u = input(parameters, 'u', [size, size * 3], 3)
    const c = input(parameters, 'c', [size * 3], 4)
    checkGradients(tf, parameters, (graph) => {
      const states = gruSequence(
        tf,
        graph.of(x) as Tensor3D,
        graph.of(h) as Tensor2D,
        graph.of(u) as Tensor2D,
        graph.of(c),
        { lengths: [5, 3, 1], reverse },
      )
      return anyLoss(tf, states)
    })
  })
})
