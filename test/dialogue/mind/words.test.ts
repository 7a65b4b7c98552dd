import { expect, test } from 'vitest'
import { WordSearch } from '../../../src/dialogue/mind/words.ts'
import { catalogueOf } from './world.ts'

const texts = [
  'A submarine crew hunts in the cold sea.',
  'Submarines, submarines and nothing but submarines in the deep.',
  'Two cooks open a café in the mountains.',
  'The old man and the ship.',
  'In the desert there is no water.',
  ...Array.from({ length: 15 }, (_, row) => `In the beginning was a long road through country ${row}.`),
]
const catalogue = catalogueOf(texts.map((text, row) => ({ id: `${row}`, text })))
const words = new WordSearch(catalogue)
const at = (row: number) => catalogue.items[row]!
const score = (query: string) => {
  const scores = new Float64Array(texts.length)
  words.score(query, scores)
  return [...scores]
}

test('finds words whatever the case, accent or plural', () => {
  expect(score('CAFE').map((value) => value > 0)).toEqual(texts.map((_, row) => row === 2))
  expect(score('submarine')[0]).toBeGreaterThan(0)
  expect(score('submarine')[1]).toBeGreaterThan(score('submarine')[0]!)
  expect(score('unheard of zebras')).toEqual(texts.map(() => 0))
})

test('a name is not what other texts call by that word', () => {
  const gangs = catalogueOf([
    { id: 'fish', text: 'A white shark is eating swimmers.' },
    { id: 'gangs', text: 'The Jets and the Sharks fight over Maria.' },
    { id: 'first', text: 'Sharks in recovery.' },
    { id: 'jets', text: 'Fewer than ten Jets are left, and a jet is no bird.' },
    ...Array.from({ length: 6 }, (_, row) => ({ id: `e${row}` })),
  ])
  const search = new WordSearch(gangs)
  const rows = (query: string) => [...search.rows(query)].map((row) => gangs.items[row]?.id)
  expect(rows('sharks')).toEqual(['fish', 'first'])
  expect(search.found('sharks', gangs.items[1]!)).toEqual([])
  // A name that is nothing else stays findable, and so does a text that has both.
  expect(rows('maria')).toEqual(['gangs'])
  expect(rows('jets')).toEqual(['jets'])
})

test('words that stand in more than a fifth of the texts say nothing', () => {
  expect(score('the')).toEqual(texts.map(() => 0))
  expect(words.found('in the desert', at(4))).toEqual(['desert'])
})

test('function words and the name of the thing itself say nothing', () => {
  expect(words.found('two people, something like the old game or man', at(3))).toEqual(['old', 'man'])
  expect(words.found('something there or in it', at(4))).toEqual([])
})

test('names the words that were found, as they were written', () => {
  expect(words.found('Sea monsters in submarines', at(0))).toEqual(['sea', 'submarines'])
  expect(words.found('zebras', at(0))).toEqual([])
})

test('a rare word in a text of usual length scores about 1 to 2, a second score starts from 0', () => {
  const [, , cafe] = score('café')
  expect(cafe).toBeGreaterThan(0.5)
  expect(cafe).toBeLessThan(2)
  expect(score('café')).toEqual(score('café'))
})
