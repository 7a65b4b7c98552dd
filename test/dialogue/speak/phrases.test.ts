import { expect, test } from 'vitest'
import { Phrases } from '../../../src/dialogue/speak/phrases.ts'
import { readReplies } from '../../../src/dialogue/speak/replies.ts'
import { cinema, id } from '../../worlds/cinema.ts'

const replies = readReplies(new URL('../../../intents/replies.yml', import.meta.url).pathname)
const phrases = new Phrases(cinema, replies)

test('titles: one, several, too many; a shared name by its year', () => {
  const three = ['quiet-river-1994', 'loud-city-2004', 'small-steps-2011'].map(id)
  expect(phrases.titles(three)).toBe('Quiet River, Loud City and Small Steps')
  expect(phrases.titles(three, 2)).toBe('Quiet River, Loud City and 1 more')
  expect(phrases.choices(three.slice(0, 2))).toBe('Quiet River or Loud City')
  expect(phrases.choices([id('red-moon-1979'), id('red-moon-2019')])).toBe('Red Moon (1979) or Red Moon (2019)')
})

test('bounds', () => {
  expect(phrases.bounds('minutes', undefined, 119)).toBe('at most 119 minutes')
  expect(phrases.bounds('minutes', 90)).toBe('at least 90 minutes')
  expect(phrases.bounds('year', 1980, 1989)).toBe('from 1980 to 1989')
  expect(phrases.bounds('year', 1999, 1999)).toBe('from 1999')
  expect(phrases.bounds('age', undefined, 6)).toBe('fit for age 6')
})

test('shifts and people', () => {
  expect(phrases.shift('humour', 1)).toBe('funnier')
  expect(phrases.shift('violence', -1)).toBe('less violent')
  expect(phrases.tag('director', 'Ann Lee')).toBe('films directed by Ann Lee')
  expect(phrases.tag('genre', 'horror')).toBe('horror films')
  expect(phrases.relation('director', 'Ann Lee')).toBe('directed by Ann Lee')
  expect(phrases.relation('genre', 'horror')).toBe('horror')
})

test('one line of facts', () => {
  expect(phrases.facts(cinema.get(id('red-moon-1979')))).toBe(
    '1979 · horror, science fiction · 117 minutes · directed by Ann Lee',
  )
})
