import { expect, test } from 'vitest'
import { WordSearch } from '../../../src/dialogue/mind/words.ts'
import { catalogueOf } from './world.ts'

const texts = [
  'A submarine crew hunts in the cold sea.',
  'Submarines, submarines and nothing but submarines in the deep.',
  'Two cooks open a café in the mountains.',
  'The old man and the sea.',
  'In the desert there is no water.',
  'In the beginning was a long and winding road that led through the hills to a small sea.',
]
const catalogue = catalogueOf(texts.map((text, row) => ({ id: `${row}`, text })))
const words = new WordSearch(catalogue)
const score = (query: string) => {
  const scores = new Float64Array(texts.length)
  words.score(query, scores)
  return [...scores]
}

test('finds words whatever the case, accent or plural', () => {
  expect(score('CAFE').map((value) => value > 0)).toEqual([false, false, true, false, false, false])
  expect(score('submarine')[0]).toBeGreaterThan(0)
  expect(score('submarine')[1]).toBeGreaterThan(score('submarine')[0]!)
  expect(score('unheard of zebras')).toEqual([0, 0, 0, 0, 0, 0])
})

test('words that stand in more than a fifth of the texts say nothing', () => {
  expect(score('the')).toEqual([0, 0, 0, 0, 0, 0])
  expect(words.found('in the desert', texts[4]!)).toEqual(['desert'])
})

test('names the words that were found, as they were written', () => {
  const long = catalogueOf(Array.from({ length: 40 }, (_, row) => ({ id: `${row}`, text: texts[row % 40] ?? 'x' })))
  const search = new WordSearch(long)
  expect(search.found('Sea monsters in submarines', texts[0]!)).toEqual(['sea', 'submarines'])
  expect(search.found('zebras', texts[0]!)).toEqual([])
})

test('a rare word in a text of usual length scores about 1 to 2, a second score starts from 0', () => {
  const [, , cafe] = score('café')
  expect(cafe).toBeGreaterThan(0.5)
  expect(cafe).toBeLessThan(2)
  expect(score('café')).toEqual(score('café'))
})
