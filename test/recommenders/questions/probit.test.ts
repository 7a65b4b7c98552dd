import { describe, expect, test } from 'vitest'
import { coinBits, cumulative, density, inverseMills } from '../../../src/recommenders/questions/probit.ts'

/** ∫ φ from -40 to t by Simpson's rule. */
function integral(t: number): number {
  const steps = 200_000
  const h = (t + 40) / steps
  let sum = density(-40) + density(t)
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(-40 + i * h)
  return (sum * h) / 3
}

describe('the normal distribution', () => {
  test.each([-9, -6.5, -5.9, -3, -1, 0, 0.5, 2, 6])('Φ(%d) is the integral of the density', (t) => {
    expect(cumulative(t) / integral(t)).toBeCloseTo(1, 9)
  })

  test('v(t) goes on where Φ(t) is too small for a number', () => {
    expect(inverseMills(0)).toBeCloseTo(Math.sqrt(2 / Math.PI), 12)
    // the two formulas meet
    expect(inverseMills(-3 - 1e-12)).toBeCloseTo(inverseMills(-3 + 1e-12), 10)
    for (const t of [-10, -100, -1e6]) {
      expect(inverseMills(t) / (-t - 1 / t + 2 / t ** 3)).toBeCloseTo(1, t === -10 ? 3 : 9)
    }
  })

  test('a coin tells a bit where it is fair, and nothing where it is sure', () => {
    expect(coinBits(0.5)).toBe(1)
    expect(coinBits(0)).toBe(0)
    expect(coinBits(1)).toBe(0)
    expect(coinBits(0.25)).toBeCloseTo(0.8113, 4)
  })
})
