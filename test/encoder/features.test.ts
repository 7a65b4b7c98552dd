import { expect, test } from 'vitest'
import { WordFeatures } from '../../src/encoder/features.ts'

const features = new WordFeatures(['alien', 'loved'], 4096)
const shared = (a: string, b: string) => {
  const other = new Set(features.of(b))
  const own = [...features.of(a)].slice(1)
  return own.filter((id) => other.has(id)).length / own.length
}

test('a word that is known has a row of its own, any other the common one', () => {
  expect(features.of('alien')[0]).toBe(1)
  expect(features.of('loved')[0]).toBe(2)
  expect(features.of('lovved')[0]).toBe(0)
  expect([...features.of('zebra')].every((id) => id < features.size)).toBe(true)
})

test('a misspelling shares many n-grams, another word few', () => {
  expect(shared('recomend', 'recommend')).toBeGreaterThan(0.5)
  expect(shared('recomend', 'zebra')).toBeLessThan(0.15)
})

test('a slot is itself and has no letters', () => {
  expect([...new WordFeatures(['{title}'], 64).of('{title}')]).toEqual([1])
})

test('only what is seen often enough is known, in an order of its own', () => {
  const samples = [{ words: ['b', 'a', 'b'] }, { words: ['a', 'c'] }]
  expect(WordFeatures.learn(samples, 2)).toEqual(['a', 'b'])
})
