import { describe, expect, test } from 'vitest'
import { asList, matches } from '../../src/conversation-tests/matcher.ts'

describe('matches', () => {
  test.each([
    ['I like Alien', 'alien', true],
    ['I like Alien', 'aliens', false],
    ['I like Alien', '!aliens', true],
    ['I like Alien', '!ALIEN', false],
    ['I like Alien', '/^i like/i', true],
    ['I like Alien', '/^i like/', false],
    ['I like Alien', '!/^you/', true],
    ['I like Alien', '=I like Alien', true],
    ['I like Alien', '=Alien', false],
    ['I like Alien', '!=Alien', true],
    ['千と千尋', '/\\p{sc=Han}/', true],
    ['a/b', '/', true],
    ['wow!', '!', true],
  ])('%j and %j: %j', (text, matcher, holds) => {
    expect(matches(text, matcher)).toBe(holds)
  })
})

test('asList', () => {
  expect([asList(undefined), asList('a'), asList(['a', 'b'])]).toEqual([[], ['a'], ['a', 'b']])
})
