import { expect, test } from 'vitest'
import type { Item } from '../../../src/catalogue/item.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { Random } from '../../../src/random.ts'
import { documentPairs, tokenDocuments } from '../../../src/recommenders/embeddings/tokens.ts'
import { interactionsOf } from '../../worlds/world.ts'

const plain = interactionsOf([[0, 1], [1]], 3)
const rated = { ...plain, values: Float32Array.of(5, 2, 4) }
const content: Item[] = ['night night', 'sun'].map((text, row) => ({
  id: `item-${row}` as ItemId,
  title: '',
  otherTitles: [],
  text,
  tags: {},
  numbers: {},
}))
const documents = ({ offsets, tokens }: ReturnType<typeof tokenDocuments>) =>
  [0, 1, 2].map((row) => [...tokens.subarray(offsets[row], offsets[row + 1])])

test('a rating is a token of its person, high or low', () => {
  const found = tokenDocuments(rated, undefined, { ratings: true, words: false })
  expect(documents(found)).toEqual([[1], [0, 3], []])
  expect([...found.counts]).toEqual([1, 1, 0, 1])
})

test('where nothing is rated every event is high', () => {
  expect(documents(tokenDocuments(plain, undefined, { ratings: true, words: false }))).toEqual([[1], [1, 3], []])
})

test('words follow, as often as they stand there', () => {
  expect(documents(tokenDocuments(rated, content, { ratings: true, words: true }))).toEqual([[1, 4, 4], [0, 3, 5], []])
  const words = tokenDocuments(rated, content, { ratings: false, words: true })
  expect(documents(words)).toEqual([[0, 0], [1], []])
  expect([...words.counts]).toEqual([2, 1])
})

test('every document goes with each of its tokens that is kept', () => {
  const found = tokenDocuments(rated, content, { ratings: true, words: true })
  const source = documentPairs(found, Float64Array.of(1, 1, 1, 0, 1, 1))
  const pairs: string[] = []
  for (let unit = 0; unit < source.units; unit++) {
    source.emit(unit, new Random(1), (a, b) => pairs.push(`${a}>${b}`))
  }
  expect(pairs).toEqual(['0>1', '0>4', '0>4', '1>0', '1>5'])
})
