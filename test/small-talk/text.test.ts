import { expect, test } from 'vitest'
import { NOTHING } from '../../src/encoder/seq2seq.ts'
import { asked, sentence, wordsOf } from '../../src/small-talk/text.ts'

test('words and marks in lower case; apostrophes belong to their word, however they are set', () => {
  expect(wordsOf('I ’ m fine , thanks . Don ’ t worry !')).toEqual([
    "i'm", 'fine', ',', 'thanks', '.', "don't", 'worry', '!',
  ]) // biome-ignore format: a line of words
})

test('names and numbers become slots, a name of several words one; what opens a sentence is no name', () => {
  expect(wordsOf('Yesterday I met John Smith at 10:30 . Bill waited .')).toEqual([
    'yesterday', 'i', 'met', '{name}', 'at', '{number}', '.', 'bill', 'waited', '.',
  ]) // biome-ignore format: a line of words
  expect(wordsOf('He speaks Chinese', new Set(['chinese']))).toEqual(['he', 'speaks', 'chinese'])
})

test('what is answered is the last turn after the one before it; nothing said is said so', () => {
  expect(asked([['a'], ['b', 'c'], ['d']])).toEqual(['b', 'c', '{turn}', 'd'])
  expect(asked([['a']])).toEqual(['a'])
  expect(asked([[]])).toEqual([NOTHING])
})

test('words become sentences again', () => {
  expect(sentence(['well', ',', "i'm", 'fine', '.', 'and', 'you', '?'])).toBe("Well, I'm fine. And you?")
})
