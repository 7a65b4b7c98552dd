import { expect, test } from 'vitest'
import type { Item } from '../../../src/catalogue/item.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { Random } from '../../../src/random.ts'
import { fieldTokens } from '../../../src/recommenders/embeddings/field-tokens.ts'

const item = (tags: Item['tags']): Item => ({
  id: 'x' as ItemId,
  title: '',
  otherTitles: [],
  text: '',
  tags,
  numbers: {},
})
const content = [
  item({ kind: ['Red', 'blue'], maker: ['Ann'] }),
  item({ kind: ['red'], maker: ['Bob'] }),
  undefined,
  item({ kind: ['RED', 'red', 'green'], maker: ['Ann'] }),
  item({ kind: ['green'] }),
]
const counts = Float64Array.of(5, 2, 9, 1, 0)
const options = { fieldWeights: {}, itemsPerTag: 2 }

test('values follow the items, field after field, those of one item alone left out', () => {
  const [kind, maker] = fieldTokens(content, 5, counts, options)
  expect(kind!.tags).toEqual([
    { field: 'kind', value: 'red' },
    { field: 'kind', value: 'green' },
  ])
  expect(kind!.first).toBe(5)
  expect(maker!.tags).toEqual([{ field: 'maker', value: 'ann' }])
  expect(maker!.first).toBe(7)
  const rows = (row: number) => [...kind!.tokens.subarray(kind!.offsets[row], kind!.offsets[row + 1])]
  expect([0, 1, 2, 3, 4].map(rows)).toEqual([[5], [5], [], [5, 6], [6]])
})

test('a value counts as often as its items were taken', () => {
  const [kind, maker] = fieldTokens(content, 5, counts, options)
  expect([...kind!.counts]).toEqual([8, 1])
  expect([...maker!.counts]).toEqual([6])
})

test('draws one of the values, each as likely, -1 where there is none', () => {
  const [kind] = fieldTokens(content, 5, counts, options)
  const random = new Random(1)
  expect(kind!.draw(2, random)).toBe(-1)
  expect(kind!.draw(0, random)).toBe(5)
  const drawn = Array.from({ length: 1000 }, () => kind!.draw(3, random))
  expect(Math.abs(drawn.filter((row) => row === 6).length - 500)).toBeLessThan(80)
})

test('a field without weight is left out, and so is a value of nothing that was taken', () => {
  const fields = fieldTokens(content, 5, counts, { fieldWeights: { kind: 0, maker: 0.5 }, itemsPerTag: 1 })
  expect(fields.map(({ tags, weight }) => [tags.map(({ value }) => value), weight])).toEqual([[['ann', 'bob'], 0.5]])
  const [kind] = fieldTokens(content, 5, Float64Array.of(0, 0, 0, 0, 3), { fieldWeights: {}, itemsPerTag: 1 })
  expect(kind!.tags.map(({ value }) => value)).toEqual(['green'])
})
