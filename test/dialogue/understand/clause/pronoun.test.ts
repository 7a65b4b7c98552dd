import { expect, test } from 'vitest'
import { readPronoun } from '../../../../src/dialogue/understand/clause/pronoun.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

const pronoun = (text: string, spans = new Map<number, { to: number }>()) => {
  const tokens = tokenize(text)
  return readPronoun(tokens, 0, tokens.length, spans, gameWords)
}

test('it, them and persons', () => {
  expect(pronoun('i loved it')).toBe('it')
  expect(pronoun('save those')).toBe('them')
  expect(pronoun('save both of them')).toBe('both')
  expect(pronoun('something for both of us')).toBeUndefined()
  expect(pronoun('the rest too')).toBe('others')
  expect(pronoun('anything else by him')).toBe('person')
  expect(pronoun('a strategy game')).toBeUndefined()
})

test('a title is none, nor is "that" before what somebody does', () => {
  expect(pronoun('i loved it', new Map([[2, { to: 3 }]]))).toBeUndefined()
  expect(pronoun('games that i own')).toBeUndefined()
})
