import { expect, test } from 'vitest'
import { validateBlend } from '../../src/evaluation/validate-blend.ts'
import { Random } from '../../src/random.ts'
import { interactionsOf } from '../worlds/world.ts'

const sources = ['popularity', 'item-knn', 'ease'].map((name) => ({ name, options: {} }))

/** Two crowds of people that share no item but a few famous ones. */
function crowds(people: number) {
  const random = new Random(3)
  const sequences = Array.from({ length: people }, (_, p) => {
    const own = random.shuffle(Array.from({ length: 30 }, (_, i) => 10 + (p % 2) * 30 + i)).slice(0, 12)
    return random.shuffle([...own, ...random.shuffle([0, 1, 2, 3, 4, 5]).slice(0, 2)])
  })
  return { interactions: interactionsOf(sequences, 70) }
}

test('fits weights that are as good as the best part on people who took no part', async () => {
  const found = await validateBlend(sources, crowds(300), { random: new Random(1) })
  expect(found?.fittedOn).toBe(40)
  expect(found?.judgedOn).toBe(20)
  expect(Object.keys(found!.weights)).toEqual(['popularity', 'item-knn', 'ease'])
  expect(found!.judged.ndcg).toBeGreaterThan(0.95 * found!.best.ndcg)
  // Famous items are liked by all, but popularity alone cannot tell the crowds apart.
  expect(found!.best.source).not.toBe('popularity')
  const again = await validateBlend(sources, crowds(300), { random: new Random(1) })
  expect(again).toEqual(found)
})

test('says nothing where there are too few people, or one source only', async () => {
  const run = { random: new Random(1) }
  expect(await validateBlend(sources, crowds(100), run)).toBeUndefined()
  expect(await validateBlend(sources.slice(1, 2), crowds(300), run)).toBeUndefined()
})
