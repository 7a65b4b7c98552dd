import { describe, expect, test } from 'vitest'
import { attributeTable } from '../../../src/recommenders/questions/attribute-table.ts'
import { Candidates } from '../../../src/recommenders/questions/candidates.ts'

/** Items 0 to 7 by the bits of their number: attribute k = bit k is set. */
const bits = attributeTable(
  Array.from({ length: 8 }, (_, item) => [0, 1, 2].filter((bit) => (item & (1 << bit)) !== 0)),
  3,
)
const even = new Array(8).fill(1)
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

describe('soft evidence', () => {
  test('is the posterior with the share of wrong answers summed out', () => {
    const trust = { wrong: 1, right: 4 }
    const candidates = new Candidates(even, bits, trust)
    candidates.answered(0, true)
    candidates.answered(1, false)
    candidates.answered(2, true)
    // ∫ ε^m (1 - ε)^(3 - m) Beta(ε; 1, 4) dε by the midpoint rule
    const kept = [0, 1, 2, 3].map((m) => {
      let total = 0
      for (let i = 0; i < 20_000; i++) {
        const e = (i + 0.5) / 20_000
        total += (4 * (1 - e) ** 3 * e ** m * (1 - e) ** (3 - m)) / 20_000
      }
      return total
    })
    const against = (item: number) => [1, 0, 1].filter((bit, k) => ((item >> k) & 1) !== bit).length
    const weights = even.map((_, item) => kept[against(item)]!)
    weights.forEach((weight, item) => {
      expect(candidates.chances[item]).toBeCloseTo(weight / sum(weights), 6)
    })
    expect(sum(candidates.chances)).toBeCloseTo(1, 12)
  })

  test('keeps an item that one wrong answer speaks against; a hard filter loses it', () => {
    const [soft, hard] = [new Candidates(even, bits), new Candidates(even, bits, { wrong: 0, right: 1 })]
    for (const candidates of [soft, hard]) {
      candidates.answered(0, true)
      candidates.answered(1, true)
      candidates.answered(2, false)
    }
    expect(hard.chances[7]).toBe(0)
    expect(hard.chances[3]).toBe(1)
    expect(soft.chances[7]).toBeGreaterThan(0)
    expect(soft.chances[3]).toBeGreaterThan(0.5)
  })

  test('what is insisted on is ruled out for good, and so is what was turned down', () => {
    const candidates = new Candidates(even, bits)
    candidates.answered(0, true, true)
    candidates.rejected([7])
    for (const item of [0, 2, 4, 6, 7]) expect(candidates.chances[item]).toBe(0)
    expect(candidates.chances[1]).toBeCloseTo(1 / 3, 12)
    candidates.answered(1, false, true)
    expect([1, 5].map((item) => candidates.chances[item])).toEqual([0.5, 0.5])
  })
})

test('a hard filter that leaves nothing goes back to the prior', () => {
  const table = attributeTable([[0], [0], []], 2)
  const candidates = new Candidates([2, 1, 1], table, { wrong: 0, right: 1 })
  candidates.answered(1, true)
  expect([...candidates.chances]).toEqual([0.5, 0.25, 0.25])
})
