import { expect, test } from 'vitest'
import { byClass, macroF1, ratesOf, spanRates, spansOf } from '../../../src/evaluation/understanding/scores.ts'

test('rates of nothing found or nothing to find are 0', () => {
  expect(ratesOf(0, 0, 5)).toEqual({ precision: 0, recall: 0, f1: 0, support: 5 })
  expect(ratesOf(0, 5, 0)).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 })
  expect(ratesOf(3, 4, 6)).toMatchObject({ precision: 0.75, recall: 0.5, f1: 0.6 })
})

test('classes by name; the macro mean counts those that are wanted', () => {
  const classes = byClass(['a', 'a', 'b', 'b'], ['a', 'b', 'b', 'c'])
  expect(classes.get('a')).toMatchObject({ precision: 1, recall: 0.5, support: 2 })
  expect(classes.get('c')).toMatchObject({ precision: 0, support: 0 })
  expect(macroF1(classes)).toBeCloseTo((2 / 3 + 0.5) / 2, 10)
})

test('spans: two of a kind side by side are two', () => {
  expect(spansOf(['B-a', 'I-a', 'B-a', 'O', 'B-b-c'])).toEqual(['0-2-a', '2-3-a', '4-5-b-c'])
  expect(spansOf(['O', 'I-a', 'I-b'])).toEqual(['1-2-a', '2-3-b'])
})

test('a span counts only whole: half of it, or the wrong kind, is one missed and one too many', () => {
  const wanted = [['B-a', 'I-a', 'O', 'B-b-c']]
  const { all, kinds } = spanRates(wanted, [['B-a', 'O', 'O', 'B-b-c']])
  expect(all).toMatchObject({ precision: 0.5, recall: 0.5, support: 2 })
  expect(kinds.get('a')?.f1).toBe(0)
  expect(kinds.get('b-c')?.f1).toBe(1)
  expect(spanRates(wanted, wanted).all.f1).toBe(1)
})
