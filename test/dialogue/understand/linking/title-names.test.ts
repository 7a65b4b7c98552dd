import { expect, test } from 'vitest'
import { canonical, titleNames, titleWords } from '../../../../src/dialogue/understand/linking/title-names.ts'
import { gameWords } from '../world.ts'

const names = (title: string) => titleNames(title, gameWords.articles).map(({ words }) => words.join(' '))

test.each([
  ['The Matrix', ['the matrix', 'matrix']],
  ['Matrix, The (1999)', ['the matrix', 'matrix']],
  ['Kill Bill: Volume 1', ['kill bill 1', 'kill bill']],
  ['Seven (a.k.a. Se7en) (1995)', ['se7en', '7']],
  ["Ocean's Eleven", ['oceans 11']],
  ['Withnail & I', ['withnail and i']],
  ['Amélie', ['amelie']],
])('%s', (title, expected) => expect(names(title)).toEqual(expect.arrayContaining(expected)))

test('numbers have one spelling', () => {
  expect(titleWords('Rocky IV')).toEqual(titleWords('rocky 4'))
  expect(titleWords('The Godfather Part II')).toEqual(['the', 'godfather', '2'])
  expect(canonical('part', 'two')).toBe('')
  expect(canonical('part', 'time')).toBe('part')
})
test('the full title weighs most', () => {
  const [first, ...others] = titleNames('The Thing: A Story', gameWords.articles)
  for (const { weight } of others) expect(weight).toBeLessThan(first?.weight ?? 0)
})
