import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { type Gru4RecConfig, gru4recDefaults } from '../../../src/recommenders/session/gru4rec-config.ts'
import { Gru4RecServing } from '../../../src/recommenders/session/gru4rec-serving.ts'
import { initialWeights, shapeOf } from '../../../src/recommenders/session/gru4rec-weights.ts'
import { Reference } from '../../kernels/gru4rec-reference.ts'

describe.each<Partial<Gru4RecConfig>>([
  { hiddenSizes: [7] },
  { hiddenSizes: [6, 9, 4] },
  { hiddenSizes: [5], embedding: 'separate', embeddingSize: 3 },
  { hiddenSizes: [5, 4], embedding: 'one-hot' },
])('%j', (options) => {
  const config: Gru4RecConfig = { ...gru4recDefaults, ...options, batchSize: 2, loss: 'bpr-max' }
  const shape = shapeOf(config, 11)
  const weights = initialWeights(shape, new Random(2))
  for (const tensor of Object.values(weights)) {
    for (let i = 0; i < tensor.length; i++) tensor[i]! += ((i % 7) - 3) / 20
  }

  test('it walks through a session as training does', () => {
    const serving = new Gru4RecServing({ shapes: [shape], mixing: 'beside' }, weights)
    const reference = new Reference(config, shape, new Array<number>(11).fill(1), weights)
    const state = new Float32Array(serving.stateSize)
    for (const [at, row] of [3, 10, 0, 3].entries()) {
      serving.advance(state, row)
      const { states } = reference.differentiate({
        inputs: [row, -1],
        targets: [0, -1],
        resets: [at === 0, false],
        samples: [1, 2],
        inputMask: () => 1,
        stateMask: () => 1,
      })
      reference.states = states
      const expected = states.flatMap(([first]) => first!)
      for (const [j, value] of expected.entries()) expect(state[j]).toBeCloseTo(value, 5)
      const scores = new Float32Array(11)
      serving.logits(state, scores)
      const top = states.at(-1)![0]!
      for (const [item, score] of scores.entries()) {
        const row = weights.items!.subarray(item * (shape.size + 1), (item + 1) * (shape.size + 1))
        expect(score).toBeCloseTo(
          top.reduce((sum, h, k) => sum + h * row[k]!, row[shape.size]!),
          4,
        )
      }
    }
  })
})

test('a catalogue of 30,000 items is scored in half precision, to the third digit', () => {
  const shape = shapeOf({ ...gru4recDefaults, hiddenSizes: [8] }, 30_000)
  const weights = initialWeights(shape, new Random(2))
  const serving = new Gru4RecServing({ shapes: [shape], mixing: 'beside' }, weights)
  const state = Float32Array.from({ length: 8 }, (_, j) => (j - 3) / 4)
  const scores = new Float32Array(30_000)
  serving.logits(state, scores)
  for (const item of [0, 1, 777, 29_999]) {
    const row = weights.items!.subarray(9 * item, 9 * item + 9)
    const expected = state.reduce((sum, h, k) => sum + h * row[k]!, row[8]!)
    expect(Math.abs(scores[item]! - expected)).toBeLessThan(1e-3 * Math.abs(Math.max(...row)))
  }
})
