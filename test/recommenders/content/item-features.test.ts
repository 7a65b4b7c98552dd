import { describe, expect, test } from 'vitest'
import type { Item } from '../../../src/catalogue/item.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { Random } from '../../../src/random.ts'
import { type FeatureConfig, itemFeatures } from '../../../src/recommenders/content/item-features.ts'

const item = (text: string, genre: string[] = []): Item => ({
  id: 'x' as ItemId,
  title: '',
  otherTitles: [],
  text,
  tags: { genre },
  numbers: {},
})
const featuresOf = (items: (Item | undefined)[], source: FeatureConfig['source'], featureSize = 4) =>
  itemFeatures(items, { source, featureSize }, new Random(1))
const likeness = (vectors: Float32Array, i: number, j: number, size = 4) => {
  let sum = 0
  for (let k = 0; k < size; k++) sum += vectors[i * size + k]! * vectors[j * size + k]!
  return sum
}

describe('item features', () => {
  const space = 'a ship is lost in deep space'
  const farm = 'the farmer and his old cow'
  const items = [item(space, ['A']), item(space, ['B']), item(space, ['a']), item(farm, ['b']), item(farm), item(farm)]

  test('by text, the same words are near and others far, whatever the tags', () => {
    const vectors = featuresOf(items, 'text')
    expect(likeness(vectors, 0, 1)).toBeGreaterThan(0.99)
    expect(Math.abs(likeness(vectors, 0, 3))).toBeLessThan(0.01)
  })

  test('by tags, the same tags are near in any case; who has none is 0', () => {
    const vectors = featuresOf(items, 'tags')
    expect(likeness(vectors, 0, 2)).toBeGreaterThan(0.99)
    expect(likeness(vectors, 1, 3)).toBeGreaterThan(0.99)
    expect(Math.abs(likeness(vectors, 0, 1))).toBeLessThan(0.01)
    expect([...vectors.subarray(16, 20)]).toEqual([0, 0, 0, 0])
  })

  test('pairs of words count: the same words in another order are a little less alike', () => {
    const [one, other] = ['dog bites man', 'man bites dog']
    const texts = [one, one, one, other, other, other, space, space, space].map((text) => item(text))
    const vectors = featuresOf(texts, 'text', 3)
    expect(likeness(vectors, 0, 1, 3)).toBeGreaterThan(0.999)
    expect(likeness(vectors, 0, 3, 3)).toBeLessThan(0.95)
    expect(likeness(vectors, 0, 3, 3)).toBeGreaterThan(likeness(vectors, 0, 6, 3) + 0.2)
  })

  test('items without a description are 0', () => {
    const vectors = featuresOf([undefined, ...items], 'all')
    expect([...vectors.subarray(0, 4)]).toEqual([0, 0, 0, 0])
    expect(vectors.length).toBe(4 * 7)
    expect(featuresOf([undefined, undefined], 'all').every((value) => value === 0)).toBe(true)
  })
})
