import { expect, test } from 'vitest'
import { Phrases } from '../../../../src/dialogue/understand/text/phrases.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'

const phrases = new Phrases<string>().add(['no'], 'short').add(['no', 'longer', 'than'], 'long').add([], 'none')

test('the longest phrase wins, within its bounds', () => {
  const tokens = tokenize('no longer than that')
  expect(phrases.at(tokens, 0)).toEqual({ value: 'long', length: 3 })
  expect(phrases.at(tokens, 0, 2)).toEqual({ value: 'short', length: 1 })
  expect(phrases.at(tokens, 3)).toBeUndefined()
})
test('a phrase right before a place', () => {
  const tokens = tokenize('no longer than that')
  expect(phrases.before(tokens, 3)).toEqual({ value: 'long', start: 0 })
  expect(phrases.before(tokens, 2)).toBeUndefined()
})
test('words', () => expect([...new Set(phrases.words())].sort()).toEqual(['longer', 'no', 'than']))
