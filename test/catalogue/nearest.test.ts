import { expect, test } from 'vitest'
import { nearest } from '../../src/catalogue/nearest.ts'

test('the nearest first, at most three, each once, whatever the case', () => {
  const names = ['Horror', 'History', 'War', 'Drama', 'Horror']
  expect(nearest('horor', names)[0]).toBe('Horror')
  expect(nearest('horor', names)).toHaveLength(3)
  expect(nearest('WAR', names, 1)).toEqual(['War'])
  expect(nearest('x', [])).toEqual([])
})

test('a long name costs no more than a name of 60', () => {
  expect(nearest('x'.repeat(1_000_000), ['a', 'x'.repeat(100_000)], 1)).toEqual(['x'.repeat(100_000)])
})
