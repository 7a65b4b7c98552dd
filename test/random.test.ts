import { describe, expect, test } from 'vitest'
import { hash32, Random } from '../src/random.ts'

const draws = (random: Random, n: number) => Array.from({ length: n }, () => random.next())

describe('Random', () => {
  test('a seed gives the same numbers, on every machine; another seed gives others', () => {
    expect(draws(new Random(7), 5)).toEqual(draws(new Random(7), 5))
    expect(draws(new Random(7), 5)).not.toEqual(draws(new Random(8), 5))
    const first = new Random(1)
    expect([first.bits(), first.bits(), first.bits()]).toMatchInlineSnapshot(`
      [
        2420951833,
        2513034076,
        3847892949,
      ]
    `)
  })

  test('a stream goes on from where another one was', () => {
    const random = new Random(9)
    draws(random, 37)
    const other = new Random(1)
    other.restore(random.state())
    expect(draws(other, 5)).toEqual(draws(random, 5))
  })

  test('next is uniform in [0, 1), int covers its range, normal has mean 0 and deviation 1', () => {
    const random = new Random(3)
    const uniform = draws(random, 20_000)
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...uniform)).toBeLessThan(1)
    expect(uniform.reduce((a, b) => a + b) / uniform.length).toBeCloseTo(0.5, 1)
    expect(new Set(Array.from({ length: 200 }, () => random.int(6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
    const normal = Array.from({ length: 20_000 }, () => random.normal())
    const mean = normal.reduce((a, b) => a + b) / normal.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(normal.reduce((sum, x) => sum + (x - mean) ** 2, 0) / normal.length).toBeCloseTo(1, 1)
  })

  test('shuffle keeps every value and moves them; pick refuses an empty list', () => {
    const values = Array.from({ length: 50 }, (_, i) => i)
    const shuffled = new Random(1).shuffle([...values])
    expect(shuffled).not.toEqual(values)
    expect([...shuffled].sort((a, b) => a - b)).toEqual(values)
    expect(() => new Random(1).pick([])).toThrow(RangeError)
  })

  test('forks are independent of how much was drawn before and of each other', () => {
    const drawn = new Random(5)
    draws(drawn, 100)
    expect(draws(drawn.fork('a'), 3)).toEqual(draws(new Random(5).fork('a'), 3))
    expect(draws(new Random(5).fork('a'), 3)).not.toEqual(draws(new Random(5).fork('b'), 3))
  })
})

test('hash32 spreads near strings and is an unsigned 32-bit integer', () => {
  const hashes = Array.from({ length: 1000 }, (_, i) => hash32(`film-${i}`))
  expect(new Set(hashes).size).toBe(1000)
  expect(hashes.every((h) => Number.isInteger(h) && h >= 0 && h < 2 ** 32)).toBe(true)
  expect(new Set(hashes.map((h) => h % 16)).size).toBe(16)
})
