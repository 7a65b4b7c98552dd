import { expect, test } from 'vitest'
import { folds } from '../../../src/evaluation/understanding/folds.ts'

const utterances = Array.from({ length: 60 }, (_, i) => ({ words: [`w${i % 40}`], intent: i % 40 < 20 ? 'a' : 'b' }))

test('everything is asked once, and nothing that was asked was learned', () => {
  const parts = folds(utterances, 5, 1)
  expect(parts.flatMap(({ test: asked }) => asked)).toHaveLength(60)
  for (const { train, test: asked } of parts) {
    const learned = new Set(train.map(({ words }) => words[0]))
    expect(asked.filter(({ words }) => learned.has(words[0]))).toEqual([])
    expect(train.length + asked.length).toBe(60)
  }
})

test('every intent is spread evenly, and a seed decides how', () => {
  const spread = folds(utterances, 5, 1).map(
    ({ test: asked }) => new Set(asked.filter(({ intent }) => intent === 'a').map(({ words }) => words[0])).size,
  )
  expect(spread).toEqual([4, 4, 4, 4, 4])
  expect(folds(utterances, 5, 1)).toEqual(folds(utterances, 5, 1))
  expect(folds(utterances, 5, 2)).not.toEqual(folds(utterances, 5, 1))
})
