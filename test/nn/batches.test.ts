import { expect, test } from 'vitest'
import { shuffledBatches } from '../../src/nn/batches.ts'
import { Random } from '../../src/random.ts'

test('each sample once an epoch, in an order of its own', () => {
  const batches = shuffledBatches(10, 4)
  const epoch = (seed: number) => [...batches.read(new Random(seed))]
  expect(batches.steps).toBe(3)
  expect(epoch(1).map(({ events }) => events)).toEqual([4, 4, 2])
  const order = (seed: number) => epoch(seed).flatMap(({ batch }) => [...batch])
  expect(order(1).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(order(1)).toEqual(order(1))
  expect(order(1)).not.toEqual(order(2))
})
