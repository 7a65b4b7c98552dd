import { expect, test } from 'vitest'
import type { Utterance } from '../../../src/datasets/utterances.ts'
import { evaluateUnderstanding, type Learn, top } from '../../../src/evaluation/understanding/evaluate.ts'

const said = (text: string, intent: string | undefined, slots?: string[]): Utterance => ({
  words: text.split(' '),
  intent,
  ...(slots && { slots }),
})
/** Finds the intent that its first word names; is sure of what it knows and doubts all else. */
const byFirstWord: Learn = ({ intents }) => [
  {
    name: 'first word',
    seconds: 2,
    read: (words) => ({
      intents: intents.map((intent) => (intent === words[0] ? 0.9 : 0.1)),
      slots: words.map((word) => (word === 'x' ? 'B-x' : 'O')),
    }),
  },
]
const options = { seed: 1, typos: 0, misspell: (words: readonly string[]) => words, now: () => 0 }
const learned = [said('a', 'a'), said('b', 'b')]

test('intents, spans and both, and what is confused with its utterances', () => {
  const asked = [said('a x', 'a', ['O', 'B-x']), said('b x', 'b', ['B-x', 'O']), said('a y', 'b', ['O', 'O'])]
  const [result] = evaluateUnderstanding([{ train: learned, validation: [], test: asked }], byFirstWord, options)
  expect(result).toMatchObject({ name: 'first word', seconds: 2, sentence: 1 / 3 })
  expect(result?.accuracy).toBeCloseTo(2 / 3, 10)
  expect(result?.slots?.all).toMatchObject({ precision: 0.5, recall: 0.5 })
  expect(result?.confusions).toEqual([{ wanted: 'b', found: 'a', utterances: ['a y'] }])
  expect(result?.outOfScope).toBeUndefined()
})

test('what is out of scope is told apart by the threshold of the validation half, and counts for nothing else', () => {
  const split = {
    train: learned,
    validation: [said('a', 'a'), said('b', 'b')],
    test: [said('a', 'a'), said('z', undefined)],
  }
  const [result] = evaluateUnderstanding([split], byFirstWord, options)
  expect(result?.outOfScope).toMatchObject({ recall: 1, accepted: 1, auroc: 1 })
  expect(result?.judged).toHaveLength(1)
})

test('folds are counted together, and errors of typing spoil what reads letters', () => {
  const folds = [said('a', 'a'), said('b', 'b')].map((one) => ({ train: learned, validation: [], test: [one] }))
  const [result] = evaluateUnderstanding(folds, byFirstWord, {
    ...options,
    typos: 1,
    misspell: ([word]) => [word === 'b' ? 'q' : (word as string)],
  })
  expect(result).toMatchObject({ accuracy: 1, withTypos: 0.5, seconds: 4 })
  expect(result?.judged).toHaveLength(2)
})

test('the first of equals is the likeliest', () => {
  expect(top({ intents: [0.2, 0.4, 0.4] })).toEqual({ at: 1, sure: 0.4 })
})
