import { expect, test } from 'vitest'
import { evaluateUnderstanding } from '../../../src/evaluation/understanding/evaluate.ts'
import { details, plain, summary } from '../../../src/evaluation/understanding/report.ts'

const results = [1, 2].flatMap((seed) =>
  evaluateUnderstanding(
    [
      {
        train: [
          { words: ['a'], intent: 'a' },
          { words: ['b'], intent: 'b' },
        ],
        validation: [],
        test: [{ words: ['a'], intent: seed === 1 ? 'a' : 'b', text: 'A!' }],
      },
    ],
    () => [{ name: 'always a', seconds: 1, read: () => ({ intents: [0.8, 0.2] }) }],
    { seed, typos: 0, misspell: (words) => words, now: () => 0 },
  ),
)

test('one row a learner, mean and spread over seeds, and no column that nobody has', () => {
  const [head, row, ...more] = summary(results)
  expect(more).toEqual([])
  expect(head).not.toContain('slot F1')
  expect(row?.[head?.indexOf('intent') ?? -1]).toBe('50.00 ±70.71')
})

test('confusions come with the utterances behind them', () => {
  const text = details(results[1]!)
  expect(text).toContain('b -> a: 1\n    A!')
  expect(text).toContain('calibration')
  expect(text).not.toContain('out of scope')
})

test('plain data says the same', () => {
  expect(JSON.parse(JSON.stringify(plain(results[0]!)))).toMatchObject({
    accuracy: 1,
    intents: { a: { f1: 1 } },
    confusions: [],
  })
})
