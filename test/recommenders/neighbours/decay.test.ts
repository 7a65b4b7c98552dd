import { expect, test } from 'vitest'
import { decay, decays } from '../../../src/recommenders/neighbours/decay.ts'

test.each([
  ['div', 1, 0.25],
  ['quadratic', 1, 1 / 16],
  ['linear', 0.9, 0.6],
  ['log', 1 / Math.log10(2.7), 1 / Math.log10(5.7)],
  ['same', 1, 1],
] as const)('%s next to it and four away', (kind, one, four) => {
  expect(decay(kind, 1)).toBeCloseTo(one, 12)
  expect(decay(kind, 4)).toBeCloseTo(four, 12)
})

test('none is negative or grows, however far', () => {
  for (const kind of decays) {
    for (let distance = 1; distance < 200; distance++) {
      expect(decay(kind, distance)).toBeGreaterThanOrEqual(0)
      expect(decay(kind, distance + 1)).toBeLessThanOrEqual(decay(kind, distance))
    }
  }
})
