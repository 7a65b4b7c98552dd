import { expect, test } from 'vitest'
import { pruningLoss } from '../../src/evaluation/pruning-loss.ts'
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
