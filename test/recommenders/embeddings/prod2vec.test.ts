import { expect, test } from 'vitest'
import { prod2vec } from '../../../src/recommenders/embeddings/prod2vec.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

test('only what lies within the window goes together', async () => {
  const walks = Array.from({ length: 100 }, (_, s) => [...Array(8).keys()].map((step) => (s % 2 ? 7 - step : step)))
  const { model } = await train(prod2vec, { embeddingSize: 16, window: 1 }, interactionsOf(walks, 8))
  const scores = ask(model, 1)
  for (const near of [0, 2]) for (const far of [4, 5, 6, 7]) expect(scores[near]).toBeGreaterThan(scores[far]! + 0.2)
})
