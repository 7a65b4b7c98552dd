import { expect, test } from 'vitest'
import { bm25, idf, termsOf } from '../../../src/recommenders/content/terms.ts'

test('words of any script, lower case, in order', () => {
  expect(termsOf('The CAFÉ, «кофе»: don’t! ﬁne 12')).toEqual(['the', 'café', 'кофе', 'don', 't', 'fine', '12'])
  expect(termsOf('')).toEqual([])
  expect(termsOf('...')).toEqual([])
})

test('a rare term tells more, and each tells something', () => {
  expect(idf(100, 1)).toBeCloseTo(Math.log(1 + 99.5 / 1.5), 12)
  expect(idf(100, 1)).toBeGreaterThan(idf(100, 50))
  expect(idf(100, 100)).toBeGreaterThan(0)
})

test('BM25: more of a word adds less and less, long documents lose', () => {
  const config = { k1: 1.2, b: 0.75 }
  const weight = (tf: number, length = 10) => bm25(tf, 2, length, 10, config)
  expect(weight(1)).toBeCloseTo((2 * 2.2) / 2.2, 12)
  expect(weight(3, 20)).toBeCloseTo((2 * 3 * 2.2) / (3 + 1.2 * (0.25 + 1.5)), 12)
  expect(weight(2) - weight(1)).toBeGreaterThan(weight(3) - weight(2))
  expect(weight(1000)).toBeLessThan(2 * 2.2)
  expect(weight(1, 20)).toBeLessThan(weight(1, 5))
})
