import { expect, test } from 'vitest'
import { keptWeights, pruningLoss } from '../../src/evaluation/pruning-loss.ts'
import { Random } from '../../src/random.ts'
import { ease } from '../../src/recommenders/linear/ease.ts'
import { world } from '../datasets/world.ts'

/** Each person likes 6 of the 8 items of one of four clubs. */
const random = new Random(4)
const people = Object.fromEntries(
  Array.from({ length: 120 }, (_, i) => {
    const club = Array.from({ length: 8 }, (_, item) => `${'abcd'[i % 4]}${item}`)
    return [`p${i}`, random.shuffle(club).slice(0, 6).join(' ')]
  }),
)
const config = { ...ease.defaults, lambda: 5 }

test('no loss where all weights are kept, some where one is', async () => {
  const all = await pruningLoss(world(people), config, 0, { random })
  expect(all.kept).toBe(all.full)
  expect(all.full).toBeGreaterThan(0.4)
  const one = await pruningLoss(world(people), config, 1, { random })
  expect(one.full).toBe(all.full)
  expect(one.kept).toBeLessThan(all.full)
})

test('what a config keeps', () => {
  expect(keptWeights(config, 5000)).toBe(0)
  expect(keptWeights(config, 5001)).toBe(200)
  expect(keptWeights({ ...config, weightsPerItem: 50 }, 10)).toBe(50)
})

test('200 is what EASE itself keeps', async () => {
  const many = world({ ...people, all: Array.from({ length: 300 }, (_, i) => `x${i}`).join(' ') })
  const model = ease.create({ ...config, maxItems: 250 })
  await model.fit({ interactions: many }, { random })
  const columns = model.tensors().columns ?? new Uint32Array(0)
  const perCandidate = new Uint32Array(many.items.size)
  for (const column of columns) perCandidate[column]! += 1
  expect(Math.max(...perCandidate)).toBe(keptWeights(model.config, many.items.size))
})
