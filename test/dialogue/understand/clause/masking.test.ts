import { expect, test } from 'vitest'
import { bareNumbers, mask, readOrdinals } from '../../../../src/dialogue/understand/clause/masking.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

const places = (text: string) => {
  const tokens = tokenize(text)
  return readOrdinals(tokens, 0, tokens.length, gameWords, () => false).flatMap((found) => found.places)
}

test.each([
  ['the second one', [2]],
  ['seen the first two', [1, 2]],
  ['the last two', [-2, -1]],
  ['second and third', [2, 3]],
  ['number 3', [3]],
  ['#2', [2]],
  ['the last one', [-1]],
  ['all of them', [0]],
  ['saw it last night', []],
  ['not at all', []],
  ['the 2nd', [2]],
])('%s: %j', (text, expected) => expect(places(text)).toEqual(expected))

test('slots take the article and the "one" along', () => {
  const tokens = tokenize('why the second one?')
  expect(mask(tokens, 0, tokens.length, gameWords, new Map([[2, { to: 3, slot: '{nth}' }]]))).toEqual([
    'why',
    '{nth}',
    '?',
  ])
})
test('a bare number is a place only in a list that long', () => {
  const shown = ['a', 'b', 'c'] as never[]
  const read = (text: string) =>
    bareNumbers(tokenize(text), 0, tokenize(text).length, { shown }).flatMap((found) => found.places)
  expect(read('1 and 3')).toEqual([1, 3])
  expect(read('4')).toEqual([])
  expect(read('2 hours')).toEqual([])
})
