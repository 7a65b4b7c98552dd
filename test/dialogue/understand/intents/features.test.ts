import { expect, test } from 'vitest'
import { FEATURES, featuresOf } from '../../../../src/dialogue/understand/intents/features.ts'

const shared = (a: string, b: string) => {
  const other = new Set(featuresOf(b.split(' ')))
  return featuresOf(a.split(' ')).filter((feature) => other.has(feature)).length
}

test('features are distinct and in range', () => {
  const features = featuresOf(['i', 'loved', '{title}'])
  expect(new Set(features).size).toBe(features.length)
  expect(Math.max(...features)).toBeLessThan(FEATURES)
})
test('a misspelling shares more than another word', () => {
  expect(shared('recommend', 'recomend')).toBeGreaterThan(shared('recommend', 'watchlist'))
})
test('order matters', () => expect(featuresOf(['not', 'good'])).not.toEqual(featuresOf(['good', 'not'])))
test('unknown words are one and the same besides their letters', () => {
  const known = new Set(['loved'])
  const a = featuresOf(['loved', 'zork'], known)
  const b = new Set(featuresOf(['loved', 'blip'], known))
  expect(a.some((feature) => b.has(feature))).toBe(true)
})
test('a long text has a bounded number', () => {
  expect(featuresOf(Array.from({ length: 5_000 }, (_, i) => `w${i}`)).length).toBeLessThan(2_000)
})
