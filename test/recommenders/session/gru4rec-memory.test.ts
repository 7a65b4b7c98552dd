import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { gru4recDefaults } from '../../../src/recommenders/session/gru4rec-config.ts'
import { Gru4RecMemory } from '../../../src/recommenders/session/gru4rec-memory.ts'
import { initialWeights, type Shape, shapeOf } from '../../../src/recommenders/session/gru4rec-weights.ts'

const config = { ...gru4recDefaults, hiddenSizes: [5, 7], batchSize: 20, negatives: 4 }
const shape = shapeOf(config, 9)
const alone = (one: Shape) => ({ shapes: [one], mixing: 'beside' }) as const
const memory = () => new Gru4RecMemory(config, alone(shape), [0, 1, 2, 3, 4, 5, 6, 7, 8], { workers: 1 }, 2)

test('weights come out as they went in', () => {
  const weights = initialWeights(shape, new Random(1))
  const one = memory()
  one.load(weights)
  expect(one.save()).toEqual(weights)
  one.load(weights, 'Velocity')
  expect(one.save('Velocity')).toEqual(weights)
  expect(Object.values(one.save('Squares')).every((tensor) => tensor.every((value) => value === 0))).toBe(true)
})

test('lanes are whole vectors; without momentum nothing is kept for it', () => {
  expect(memory().walks[0]!.lanes).toBe(32)
  const still = new Gru4RecMemory(
    { ...config, momentum: 0 },
    alone(shape),
    new Array<number>(9).fill(1),
    { workers: 1 },
    2,
  )
  expect(still.remembered).toEqual(['Squares'])
  expect(still.walks[0]!.plan.get('itemVelocity')).toBe(0)
})

test('memory does not grow with the length of the data, and three numbers an element with the items', () => {
  const bytes = (items: number) =>
    new Gru4RecMemory(config, alone(shapeOf(config, items)), new Array<number>(items).fill(1), { workers: 1 }, 2).arena
      .bytes
  const each = (bytes(20_000) - bytes(10_000)) / 10_000
  // weights, squares, velocities of 8 numbers; alias table of two; two lists of places
  expect(each).toBeCloseTo(4 * (3 * 8 + 2 + 2), 0)
})
