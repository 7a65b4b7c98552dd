import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { baggedProd2vec } from '../../../src/recommenders/embeddings/bagged-prod2vec.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

test('what comes on the next occasion is near, even where nothing of it was ever taken together', async () => {
  // Two kinds of people; each basket is one of items 0-3 then one of 4-7 (or 8-11, then 12-15), a day apart.
  const random = new Random(1)
  const sequences = Array.from({ length: 200 }, (_, s) => {
    const base = s % 2 ? 8 : 0
    return [base + random.int(4), base + random.int(4), base + 4 + random.int(4), base + 4 + random.int(4)]
  })
  const plain = interactionsOf(sequences, 16)
  const day = 86_400
  const times = plain.times.map((_, event) => 1_000_000 + Math.floor(event / 2) * day + (event % 2) * 600)
  const { model } = await train(baggedProd2vec, { embeddingSize: 16, gap: 3600 }, { ...plain, times })
  const scores = ask(model, 0)
  for (const next of [4, 5, 6, 7]) for (const foreign of [8, 15]) expect(scores[next]).toBeGreaterThan(scores[foreign]!)
})
