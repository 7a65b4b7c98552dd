import { expect, test } from 'vitest'
import { combine, EVEN, fitCombination, fitTemperature, supplement } from '../../src/encoder/combine.ts'

test('a product of experts: probabilities that sum to 1, and one that is sure decides', () => {
  const both = combine([0.5, 0.5], [0.9, 0.1], EVEN)
  expect(both[0]! + both[1]!).toBeCloseTo(1, 6)
  expect(both[0]).toBeCloseTo(0.75, 2)
  expect(combine([0.2, 0.8], [0.9, 0.1], { share: 1, temperature: 1 })[1]).toBeCloseTo(0.8, 5)
  expect(combine([0.2, 0.8], [0.2, 0.8], { share: 0.5, temperature: 4 })[1]).toBeLessThan(0.65)
})

test('the one that is right gets the say', () => {
  const pairs = Array.from({ length: 40 }, (_, i) => ({
    first: i % 2 === 0 ? [0.9, 0.1] : [0.1, 0.9],
    second: i % 3 === 0 ? [0.8, 0.2] : [0.2, 0.8],
    label: i % 2,
  }))
  expect(fitCombination(pairs).share).toBeGreaterThan(0.8)
  expect(fitCombination([])).toEqual(EVEN)
})

test('who is right half the time while sure is told to doubt', () => {
  const said = Array.from({ length: 20 }, (_, i) => ({ first: [0.99, 0.01], label: i % 2 }))
  expect(fitTemperature(said).temperature).toBe(1.5)
  expect(fitTemperature(said.map((each) => ({ ...each, label: 0 }))).temperature).toBe(0.2)
})

test('who is sure is not asked about, who doubts is helped', () => {
  const never = () => {
    throw new Error('asked')
  }
  const rule = { share: 0.5, temperature: 1, sure: 0.6 }
  expect([...supplement(never, [0.75, 0.25], rule)]).toEqual([0.75, 0.25])
  expect(supplement(() => [0.1, 0.9], [0.55, 0.45], rule)[1]).toBeGreaterThan(0.6)
})
