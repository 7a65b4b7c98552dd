import { expect, test } from 'vitest'
import { vSKnn } from '../../../src/recommenders/neighbours/v-sknn.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, nearly, train } from '../train.ts'

const interactions = interactionsOf(
  [
    [0, 2],
    [1, 3],
  ],
  4,
)

test('the latest item weighs more', async () => {
  const { model } = await train(vSKnn, { idf: 0 }, interactions)
  const early = 0.25 / (Math.hypot(0.25, 1) * Math.sqrt(2)) / 2
  const late = 1 / (Math.hypot(0.25, 1) * Math.sqrt(2))
  expect(nearly(ask(model, 0, 1), [early, late, early, late])).toBe(true)
  expect(nearly(ask(model, 1, 0), [late, early, late, early])).toBe(true)
})

test('a rare item counts more where idf is on', async () => {
  const sessions = interactionsOf([[0, 1], [0, 1, 2], [1]], 3)
  const { model } = await train(vSKnn, { idf: 3, similarity: 'vec', scoring: 'same' }, sessions)
  expect(nearly(ask(model, 0), [2 * (1 + 3 * Math.log(3 / 2)), 2, 1 + 3 * Math.log(3)])).toBe(true)
})
