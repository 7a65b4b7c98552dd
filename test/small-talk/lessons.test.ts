import { expect, test } from 'vitest'
import { NOTHING } from '../../src/encoder/seq2seq.ts'
import { Random } from '../../src/random.ts'
import { exchangesOf, LONGEST, samplesOf, UNKNOWN, Vocabulary } from '../../src/small-talk/lessons.ts'

test('every turn but the first is a reply; one that is too long is counted and left out', () => {
  const long = Array.from({ length: LONGEST }, () => 'so').join(' ')
  const { exchanges, tooLong } = exchangesOf([['hi', 'hello', long, 'bye'], ['alone']])
  expect(tooLong).toBe(1)
  expect(exchanges.map(({ reply }) => reply.join(' '))).toEqual(['hello', 'bye'])
  expect(exchanges[0]?.asked).toEqual(['hi'])
  expect(exchanges[1]?.asked.slice(-1)).toEqual(['so'])
})

test('the vocabulary keeps what comes often enough, by count and then name, and tells the rest as unknown', () => {
  const say = (reply: string) => ({ asked: [], reply: reply.split(' ') })
  const words = Vocabulary.learn([say('a b'), say('a b c'), say('{name} {name} a')], 2, 10)
  expect(words.words).toEqual(['.end', '.unknown', 'a', 'b', '{name}'])
  expect(words.symbolsOf(['b', 'zebra', 'a'])).toEqual([3, UNKNOWN, 2])
  expect(words.wordsOf([2, 0])).toEqual(['a'])
  expect(words.words.map((_, i) => words.sayable(i))).toEqual([true, false, true, true, false])
  expect(Vocabulary.learn([say('a a b b c c')], 1, 4).size).toBe(4)
})

test('what is answered is never among what is read: only the turns before it are', () => {
  const { exchanges } = exchangesOf([['one', 'two', 'three']])
  for (const { asked, reply } of exchanges) for (const word of reply) expect(asked).not.toContain(word)
})

test('a share of the replies is learned as if nothing had been said', () => {
  const exchanges = Array.from({ length: 500 }, () => ({ asked: ['hi'], reply: ['hello'] }))
  const samples = samplesOf(exchanges, Vocabulary.learn(exchanges, 1, 10), 0.2, new Random(1))
  const silent = samples.filter(({ words }) => words[0] === NOTHING).length / 500
  expect(silent).toBeGreaterThan(0.14)
  expect(silent).toBeLessThan(0.26)
})
