import { expect, test } from 'vitest'
import type { Item } from '../../src/catalogue/item.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import { cooccurrence, ownersOf, sharedTags } from '../../src/evaluation/similarity.ts'
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

test('shared tags: Jaccard over all fields, a field’s name is part of a tag', () => {
  const item = (tags: Record<string, string[]>): Item => ({
    id: 'x' as ItemId,
    title: 'X',
    otherTitles: [],
    text: '',
    tags,
    numbers: {},
  })
  const like = sharedTags([item({ a: ['x', 'y'], b: ['z'] }), item({ a: ['y'], b: ['x'] }), item({}), undefined])
  expect(like(0, 1)).toBeCloseTo(1 / 4)
  expect(like(0, 2)).toBe(0)
  expect(like(2, 3)).toBe(0)
})
