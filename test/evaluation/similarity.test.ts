import { expect, test } from 'vitest'
import { cooccurrence, ownersOf } from '../../src/evaluation/similarity.ts'
import { world } from '../datasets/world.ts'

const data = world({ ann: 'a b a', bob: 'a b', cleo: 'a c', dan: 'c' })

test('owners count a sequence once', () => {
  expect([...ownersOf(data)]).toEqual([3, 2, 2])
})

test('co-occurrence is a cosine over sequences', () => {
  const like = cooccurrence(data)
  expect(like(0, 1)).toBeCloseTo(2 / Math.sqrt(6))
  expect(like(1, 2)).toBe(0)
  expect(like(0, 0)).toBe(1)
})
