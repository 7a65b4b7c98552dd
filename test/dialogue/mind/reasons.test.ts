import { describe, expect, test } from 'vitest'
import type { Wish } from '../../../src/dialogue/mind/mind.ts'
import { createEngine } from '../../../src/dialogue/mind/recommend.ts'
import { withoutItem } from '../../../src/dialogue/mind/scorer.ts'
import { catalogueOf, constant, id, like, linear, nothing } from './world.ts'

const names = ['liked', 'silent', 'target', 'other']
const catalogue = catalogueOf([
  { id: 'liked', numbers: { luck: 1 } },
  { id: 'silent', numbers: { luck: 1 } },
  {
    id: 'target',
    text: 'Pirates on the river.',
    tags: { kind: ['dice'], mood: ['calm'] },
    numbers: { minutes: 40, luck: 3 },
  },
  { id: 'other', tags: { kind: ['card'] }, numbers: { luck: 0 } },
])
// `liked` speaks for `target`, `silent` for nothing.
const model = linear(names.map((name) => names.map((other) => (name === 'liked' && other === 'target' ? 1 : 0))))
const engine = createEngine({
  catalogue,
  models: [
    { name: 'item-knn', model, scale: 1 },
    { name: 'popularity', model: constant([1, 1, 2, 50]), scale: 50 },
  ],
})
const reasons = (wish: Partial<Wish>, item = 'target') =>
  engine.recommend({ ...nothing, exclude: [id('liked'), id('silent')], ...wish }).items.find((one) => one.item === item)
    ?.reasons

describe('reasons', () => {
  test('name the like that caused the offer, and not the one that did not', () => {
    const found = reasons({ likes: [like('liked'), like('silent')] })
    expect(found).toHaveLength(1)
    expect(found?.[0]).toMatchObject({ kind: 'liked', item: 'liked' })
  })

  test('a like that gives no reason moves the score by less than a hundredth', () => {
    const wish = { ...nothing, likes: [like('liked'), like('silent')] }
    const score = (one: Wish) => engine.recommend(one).items.find(({ item }) => item === 'target')?.score ?? 0
    expect(score(withoutItem(wish, id('silent')))).toBe(score(wish))
    expect(score(withoutItem(wish, id('liked')))).toBeLessThan(0.99 * score(wish))
  })

  test('something named as an example is near, not liked', () => {
    expect(reasons({ near: [id('liked')], likes: [like('liked')] })?.[0]).toMatchObject({ kind: 'near', item: 'liked' })
  })

  test('a like that only moves where an axis starts from is no reason', () => {
    const found = reasons({ likes: [like('silent')], axes: { luck: 1 } })
    expect(found).toMatchObject([{ kind: 'axis', axis: 'luck', direction: 1 }])
  })

  test('tags, words, axes and numbers are named where the item has them, and not elsewhere', () => {
    const wish: Partial<Wish> = {
      tags: [
        { field: 'kind', value: 'dice', weight: 1 },
        { field: 'mood', value: 'tense', weight: 1 },
      ],
      axes: { luck: 1 },
      query: 'pirates',
    }
    const kinds = reasons(wish)?.map((reason) => reason.kind)
    expect(new Set(kinds)).toEqual(new Set(['tag', 'axis', 'words']))
    expect(reasons(wish)?.find((reason) => reason.kind === 'tag')).toMatchObject({ field: 'kind', value: 'dice' })
    expect(reasons(wish, 'other')).toEqual([{ kind: 'popular' }])
  })

  test('an axis or a word that hardly counts is no reason', () => {
    expect(reasons({ axes: { luck: 0.001 } })).toEqual([{ kind: 'variety' }])
    const share = (wish: Partial<Wish>) => {
      const [first] = reasons(wish) ?? []
      return first && 'share' in first ? (first.share ?? 0) : 0
    }
    for (const wish of [{ axes: { luck: 1 } }, { query: 'pirates' }]) {
      const score = (one: Partial<Wish>) =>
        engine.recommend({ ...nothing, count: 4, ...one }).items.find(({ item }) => item === 'target')?.score ?? 0
      expect(share(wish)).toBeCloseTo((score(wish) - score({})) / score(wish), 9)
      expect(share(wish)).toBeGreaterThanOrEqual(0.01)
    }
  })

  test('what was demanded is named once, last', () => {
    const found = reasons({
      likes: [like('liked')],
      constraints: [
        { kind: 'number', field: 'minutes', max: 60 },
        { kind: 'tag', field: 'kind', value: 'dice', has: true },
        { kind: 'tag', field: 'kind', value: 'war', has: false },
      ],
    })
    expect(found?.slice(1)).toEqual([
      { kind: 'number', field: 'minutes' },
      { kind: 'tag', field: 'kind', value: 'dice', share: 0 },
    ])
  })

  test('popular and variety are said only where nothing else can be', () => {
    expect(reasons({}, 'other')).toEqual([{ kind: 'popular' }])
    expect(reasons({}, 'target')).toEqual([{ kind: 'variety' }])
    expect(reasons({ explore: true }, 'other')).toEqual([{ kind: 'variety' }])
  })

  test('the strongest three are kept, strongest first', () => {
    const many = Array.from({ length: 30 }, (_, row) => `l${row}`)
    const wide = catalogueOf([...many.map((name) => ({ id: name })), { id: 'target' }])
    const weights = linear(
      Array.from({ length: 31 }, (_, i) => Array.from({ length: 31 }, (_, j) => (j === 30 && i < 30 ? i + 1 : 0))),
    )
    const big = createEngine({ catalogue: wide, models: [{ name: 'item-knn', model: weights, scale: 1 }] })
    const wish = { ...nothing, likes: many.map((name) => like(name)), exclude: many.map(id), count: 1 }
    const found = big.recommend(wish).items[0]?.reasons ?? []
    expect(found.map((reason) => 'item' in reason && reason.item)).toEqual(['l29', 'l28', 'l27'])
  })
})
