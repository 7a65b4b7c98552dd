import { describe, expect, test } from 'vitest'
import { readSubject, readUnsteered } from '../../../../src/dialogue/understand/clause/subject.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

const subject = (text: string, taken: readonly number[] = []) => {
  const tokens = tokenize(text)
  return readSubject(tokens, 0, tokens.length, gameWords, (at) => taken.includes(at))
}

describe('readSubject', () => {
  test.each([
    ['a game about beekeeping', 'beekeeping'],
    ['something set in a lighthouse', 'lighthouse'],
    ['beekeeping games please', 'beekeeping'],
    ['something with penguins', 'penguins'],
    ['a game where the dog dies', 'dog dies'],
    ['a game in which penguins march', 'penguins march'],
    ['a game where everybody bluffs', 'bluffs'],
    ['about a man who builds a boat', 'man builds boat'],
  ])('%s is about %s', (text, expected) => {
    expect(subject(text)).toBe(expected)
  })

  test.each([
    'a game for tonight',
    'something with my wife',
    'what about something for me',
    'date nite',
    'what should i play with my friends',
    'games',
  ])('%s names no subject', (text) => {
    expect(subject(text)).toBe('')
  })

  test('what a field took is none, and a comma ends it', () => {
    expect(subject('about space', [1])).toBe('')
    expect(subject('about trains, please hurry')).toBe('trains')
  })
})

test('a direction that the catalogue does not know', () => {
  const steer = (text: string) => {
    const tokens = tokenize(text)
    return readUnsteered(tokens, 0, tokens.length, gameWords, () => false)?.word
  }
  expect(steer('less talky')).toBe('talky')
  expect(steer('more of these')).toBeUndefined()
})
