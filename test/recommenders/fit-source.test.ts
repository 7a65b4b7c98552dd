import { expect, test } from 'vitest'
import { Random } from '../../src/random.ts'
import { eventsByItem, measureScale } from '../../src/recommenders/blend.ts'
import { fitSource } from '../../src/recommenders/fit-source.ts'
import { interactionsOf } from '../worlds/world.ts'

test('a source is a fitted recommender with its scale', async () => {
  const interactions = interactionsOf(
    [
      [0, 1, 2],
      [1, 2],
      [2, 3],
    ],
    5,
  )
  const { name, model, scale, report } = await fitSource('item-knn', {}, { interactions }, { random: new Random(1) })
  expect(name).toBe('item-knn')
  expect(report.events).toBe(7)
  expect(scale).toBe(measureScale(model, eventsByItem(interactions)))
  await expect(fitSource('item-nkn', {}, { interactions }, { random: new Random(1) })).rejects.toMatchObject({
    code: 'UNKNOWN_MODEL',
  })
})
