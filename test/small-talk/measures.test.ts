import { expect, test } from 'vitest'
import { Vocabulary } from '../../src/small-talk/lessons.ts'
import { baselines, variety } from '../../src/small-talk/measures.ts'

test('perplexity is over the whole corpus: words alone, by hand', () => {
  const say = (reply: string) => ({ asked: [], reply: reply.split(' ') })
  const training = [say('a a'), say('a b')]
  const vocabulary = Vocabulary.learn(training, 1, 10)
  const { unigram } = baselines(training, vocabulary, [say('a'), say('b')])
  // Of 6 symbols 3 are a, 1 is b, 2 are ends; half a count more for each of the 4 of the vocabulary.
  const [a, b, end] = [3.5 / 8, 1.5 / 8, 2.5 / 8] as const
  expect(unigram.perplexity).toBeCloseTo(Math.exp(-(Math.log(a) + Math.log(b) + 2 * Math.log(end)) / 4), 10)
  expect(unigram.bitsPerCharacter).toBeCloseTo(-(Math.log2(a) + Math.log2(b) + 2 * Math.log2(end)) / 4, 10)
})

test('a word that the vocabulary lacks counts as unknown', () => {
  const training = [{ asked: [], reply: ['a'] }]
  const { unigram } = baselines(training, Vocabulary.learn(training, 1, 10), [{ asked: [], reply: ['zebra'] }])
  expect(unigram.unknown).toBe(0.5)
})

test('variety: the same again and again has none', () => {
  const same = variety(Array.from({ length: 20 }, () => ['i', 'do', 'not', 'know']))
  expect(same).toMatchObject({ distinct1: 4 / 80, distinct2: 3 / 60, entropy4: 0, generic: 1, words: 4 })
  const own = variety([['a', 'b'], ['c', 'd'], ['e']])
  expect(own).toMatchObject({ distinct1: 1, distinct2: 1, generic: 0 })
})
