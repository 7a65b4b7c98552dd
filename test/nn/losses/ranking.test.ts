import { describe, expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import { bpr, bprRule, inBatchSoftmax, squaredDistance, triplet, tripletRule } from '../../../src/nn/losses/ranking.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import type { Scalar, Tensor2D } from '../../../src/nn/tf.ts'
import { checkGradients, checkRule, draw, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

describe('BPR', () => {
  test('asks how far the better one is ahead', () => {
    const of = (a: number, b: number) => bpr(tf, tf.tensor1d([a]), tf.tensor1d([b])).dataSync()[0]
    expect(of(2, 2)).toBeCloseTo(Math.log(2), 6)
    expect(of(500, 0)).toBe(0)
    expect(of(0, 500)).toBe(500)
  })

  test('its gradient agrees with differences in float64', () =>
    checkRule(bprRule, [Float64Array.from(draw(5, 1)), Float64Array.from(draw(5, 2))]))
})

describe('softmax over the batch', () => {
  const uniform = tf.zeros<Tensor2D['rankType']>([3, 3]) as Tensor2D

  test('each row has the others as negatives', () => {
    expect(inBatchSoftmax(tf, uniform).dataSync()[0]).toBeCloseTo(Math.log(3), 6)
  })

  test('an item that comes often in batches is not punished for it', () => {
    const logPopularity = [0.5, 0.25, 0.25].map(Math.log)
    const wanted = -(Math.log(2 / 10) + 2 * Math.log(4 / 10)) / 3
    expect(inBatchSoftmax(tf, uniform, { logPopularity }).dataSync()[0]).toBeCloseTo(wanted, 5)
  })

  test('the same item in another row is no negative', () => {
    const wanted = (2 * Math.log(2) + Math.log(3)) / 3
    expect(inBatchSoftmax(tf, uniform, { items: [7, 7, 1] }).dataSync()[0]).toBeCloseTo(wanted, 5)
  })

  test('its gradient agrees with differences', () => {
    const parameters = new Parameters()
    const scores = input(parameters, 'scores', [4, 4])
    const options = { logPopularity: draw(4, 5), items: [1, 2, 1, 3] }
    checkGradients(tf, parameters, (graph) => inBatchSoftmax(tf, graph.of(scores) as Tensor2D, options))
  })
})

describe('triplets', () => {
  test('cost what is missing to the margin', () => {
    expect(triplet(tf, tf.tensor1d([1, 1]), tf.tensor1d([1.5, 9]), 1).dataSync()[0]).toBe(0.25)
  })

  test('the gradient agrees with differences in float64', () => {
    checkRule(tripletRule(1), [Float64Array.of(1, 2, 3), Float64Array.of(1.5, 9, 3.2)])
  })

  test('and through distances of rows', () => {
    const parameters = new Parameters()
    const [a, b, c] = [
      input(parameters, 'a', [2, 3], 1),
      input(parameters, 'b', [2, 3], 2),
      input(parameters, 'c', [2, 3], 3),
    ]
    checkGradients(tf, parameters, (graph) => {
      const [x, y, z] = [a, b, c].map((one) => graph.of(one)) as [Tensor2D, Tensor2D, Tensor2D]
      return triplet(tf, squaredDistance(tf, x, y), squaredDistance(tf, x, z), 30) as Scalar
    })
    expect([...squaredDistance(tf, tf.tensor2d([[1, 2]]), tf.tensor2d([[4, 6]])).dataSync()]).toEqual([25])
  })
})
