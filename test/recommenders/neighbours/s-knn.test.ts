import { expect, test } from 'vitest'
import { sKnn } from '../../../src/recommenders/neighbours/s-knn.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, nearly, train } from '../train.ts'

const interactions = interactionsOf([[0, 1], [0, 2, 3, 4], [5]], 6)

test('past sessions speak by their cosine, whatever the order', async () => {
  const { model } = await train(sKnn, {}, interactions)
  const [one, two] = [2 / Math.sqrt(2 * 2), 1 / Math.sqrt(2 * 4)]
  expect(nearly(ask(model, 0, 1), [one + two, one, two, two, two, 0])).toBe(true)
  expect(nearly(ask(model, 1, 0), ask(model, 0, 1))).toBe(true)
})

test('or by what they share of all that they hold', async () => {
  const { model } = await train(sKnn, { similarity: 'jaccard' }, interactions)
  expect(nearly(ask(model, 0), [1 / 2 + 1 / 4, 1 / 2, 1 / 4, 1 / 4, 1 / 4, 0])).toBe(true)
})
