import { expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import { byHand, type Rule, totalWeight } from '../../../src/nn/losses/by-hand.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Scalar } from '../../../src/nn/tf.ts'
import { checkGradients, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('a rule is an op like others: it may be scaled, added and derived through', () => {
  const product: Rule = ([a, b], [da, db]) => {
    if (!a || !b) return 0
    da?.set(b)
    db?.set(a)
    return [...a].reduce((sum, value, i) => sum + value * (b[i] as number), 0)
  }
  const parameters = new Parameters()
  const [x, y] = [input(parameters, 'x', [2, 3], 1), input(parameters, 'y', [6], 2)]
  checkGradients(tf, parameters, (graph) => {
    const [a, b] = [tf.tanh(graph.of(x)), graph.of(y)]
    return tf.add(tf.mul(byHand(tf, [a, b], product), 3), tf.sum(tf.square(b))) as Scalar
  })
})

test('nothing to count is no division by zero', () => {
  expect(totalWeight(3, undefined)).toBe(3)
  expect(totalWeight(2, [0.5, 1, 9])).toBe(1.5)
  expect(0 / totalWeight(2, [0, 0])).toBe(0)
})
