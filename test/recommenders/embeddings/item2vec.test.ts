import { expect, test } from 'vitest'
import { item2vec } from '../../../src/recommenders/embeddings/item2vec.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

test('far apart or side by side, taken twice or once: a session is a set', async () => {
  const spread = Array.from({ length: 80 }, (_, s) =>
    s % 2 ? [0, 4, 5, 6, 7, 8, 9, 1, 1, 1] : [2, 9, 8, 7, 6, 5, 4, 3],
  )
  const { model } = await train(item2vec, { embeddingSize: 16 }, interactionsOf(spread, 10))
  const scores = ask(model, 0)
  expect(scores[1]).toBeGreaterThan(0.5)
  for (const other of [2, 3]) expect(scores[1]).toBeGreaterThan(scores[other]! + 0.3)
})
