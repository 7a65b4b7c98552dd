import { describe, expect, test } from 'vitest'
import { degradedMeaning, Fallback } from '../../../src/dialogue/mind/fallback.ts'
import { catalogueOf, id, like, nothing } from './world.ts'

const catalogue = catalogueOf([
  { id: 'a', tags: { kind: ['card'] }, numbers: { age: 18 } },
  { id: 'b', tags: { kind: ['dice'] }, numbers: { age: 6 } },
  { id: 'c', tags: { kind: ['card'] }, numbers: { age: 6 } },
  { id: 'd', tags: { kind: ['card'] }, numbers: { age: 12 } },
  { id: 'unrated', tags: { kind: ['card'] } },
])

describe('Fallback', () => {
  test('offers the most popular of what keeps the constraints, the limits and the exclusions', () => {
    const fallback = new Fallback(catalogue, { maxRating: 12 })
    fallback.learn(Float32Array.of(100, 50, 20, 30, 90))
    const wish = { ...nothing, constraints: [{ kind: 'tag', field: 'kind', value: 'card', has: true } as const] }
    const { items, candidates, degraded } = fallback.recommend(wish)
    expect(items.map((one) => one.item)).toEqual(['d', 'c'])
    expect(items[0]).toEqual({ item: 'd', score: 30, parts: { popularity: 30 }, reasons: [{ kind: 'popular' }] })
    expect(candidates).toBe(2)
    expect(degraded).toBe(true)
    const less = fallback.recommend({ ...wish, exclude: [id('d')], dislikes: [like('c')] })
    expect(less.items).toEqual([])
  })

  test('before popularity is known it says variety, and ignores one of another size', () => {
    const fallback = new Fallback(catalogue)
    fallback.learn(Float32Array.of(1, 2))
    const { items } = fallback.recommend(nothing)
    expect(items).toHaveLength(3)
    expect(items.map((one) => one.reasons[0]?.kind)).toEqual(['variety', 'variety', 'variety'])
  })
})

test('a message that was not understood in time is one unclear clause', () => {
  const meaning = degradedMeaning('I loved chess')
  expect(meaning).toMatchObject({ text: 'I loved chess', degraded: true })
  expect(meaning.clauses).toHaveLength(1)
  expect(meaning.clauses[0]).toMatchObject({ intent: 'unclear', probability: 0, start: 0, end: 13, items: [] })
})
