import { describe, expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import {
  binaryCrossEntropy,
  binaryCrossEntropyRule,
  crossEntropy,
  crossEntropyRule,
} from '../../../src/nn/losses/classification.ts'
import { checkRule, draw } from '../gradients.ts'

const { tf } = await loadEngine('wasm')
const loss = (logits: number[][], ...rest: [number[], object?]) =>
  crossEntropy(tf, tf.tensor2d(logits), ...rest).dataSync()[0]

describe('cross-entropy', () => {
  test('is -log of the probability of the label, for logits of any size', () => {
    expect(loss([[0, Math.log(3)]], [1])).toBeCloseTo(-Math.log(0.75), 6)
    expect(loss([[1000, 0]], [0])).toBe(0)
    expect(loss([[1000, 0]], [1])).toBe(1000)
  })

  test('masked rows count nothing, all masked is 0', () => {
    const rows = [
      [0, 1],
      [5, 0],
    ] // prettier-ignore
    expect(loss(rows, [0, 1], { weights: [1, 0] })).toBeCloseTo(loss([[0, 1]], [0]) as number, 6)
    expect(loss(rows, [0, 1], { weights: [0, 0] })).toBe(0)
  })

  test('smoothing is the mixture of the label and all classes', () => {
    const logits = [0.3, -1, 2]
    const all = [0, 1, 2].map((label) => loss([logits], [label]) as number)
    const wanted = 0.9 * (all[1] as number) + (0.1 * all.reduce((a, b) => a + b)) / 3
    expect(loss([logits], [1], { smoothing: 0.1 })).toBeCloseTo(wanted, 5)
  })

  test.each([{}, { weights: [1, 0, 0.3] }, { smoothing: 0.2 }, { weights: [2, 1, 0], smoothing: 0.1 }])(
    'its gradient agrees with differences in float64: %j',
    (options) => checkRule(crossEntropyRule([1, 0, 3], options), [Float64Array.from(draw(12))]),
  )
})

describe('binary cross-entropy', () => {
  test('is that of a coin, for logits of any size', () => {
    const of = (logit: number, target: number) => binaryCrossEntropy(tf, tf.tensor1d([logit]), [target]).dataSync()[0]
    expect(of(Math.log(3), 1)).toBeCloseTo(-Math.log(0.75), 6)
    expect(of(Math.log(3), 0)).toBeCloseTo(-Math.log(0.25), 6)
    expect(of(500, 0)).toBe(500)
    expect(of(-500, 0)).toBe(0)
  })

  test.each([undefined, [1, 0, 0.5, 2]])('its gradient agrees with differences in float64: weights %j', (weights) =>
    checkRule(binaryCrossEntropyRule([1, 0, 0.3, 1], weights), [Float64Array.from(draw(4))]),
  )
})
