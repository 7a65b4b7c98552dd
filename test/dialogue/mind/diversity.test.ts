import { describe, expect, test } from 'vitest'
import { diversify, explore } from '../../../src/dialogue/mind/diversity.ts'
import { TagIndex } from '../../../src/dialogue/mind/tag-index.ts'
import { Random } from '../../../src/random.ts'
import { catalogueOf } from './world.ts'

// Rows 0 to 4 are five of one kind, 5 to 9 each of their own.
const kinds = ['card', 'card', 'card', 'card', 'card', 'dice', 'tile', 'word', 'war', 'trade']
const catalogue = catalogueOf(kinds.map((kind, row) => ({ id: `${row}`, tags: { kind: [kind] } })))
const tags = new TagIndex(catalogue)
const scores = Float64Array.of(1, 0.99, 0.98, 0.97, 0.96, 0.9, 0.8, 0.2, 0.1, 0.05)
const pool = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

describe('diversify', () => {
  test('keeps the best, then prefers what differs while it is nearly as good', () => {
    expect(diversify(pool, scores, tags, 3, 0.7)).toEqual([0, 5, 6])
  })

  test('with relevance alone it is the order of scores', () => {
    expect(diversify(pool, scores, tags, 4, 1)).toEqual([0, 1, 2, 3])
  })

  test('does not take what differs but is far worse', () => {
    expect(diversify([0, 1, 9], scores, tags, 2, 0.8)).toEqual([0, 1])
  })

  test('gives what there is', () => {
    expect(diversify([], scores, tags, 3, 0.7)).toEqual([])
    expect(diversify([4], scores, tags, 3, 0.7)).toEqual([4])
  })
})

describe('explore', () => {
  const even = new Float64Array(10).fill(1)

  test('never repeats a row, and rarely a kind', () => {
    let sameKind = 0
    for (let seed = 0; seed < 100; seed++) {
      const rows = explore(pool, even, tags, 3, new Random(seed))
      expect(new Set(rows).size).toBe(3)
      if (rows.filter((row) => row < 5).length > 1) sameKind++
    }
    expect(sameKind).toBeLessThan(10)
  })

  test('the higher the score, the likelier, by about the square root', () => {
    const uneven = Float64Array.of(16, 1)
    let first = 0
    for (let seed = 0; seed < 2000; seed++) if (explore([0, 1], uneven, tags, 1, new Random(seed))[0] === 0) first++
    expect(first / 2000).toBeGreaterThan(0.77)
    expect(first / 2000).toBeLessThan(0.83)
  })
})
