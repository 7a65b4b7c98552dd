import { describe, expect, test } from 'vitest'
import { Filter } from '../../../src/dialogue/mind/constraints.ts'
import type { Wish } from '../../../src/dialogue/mind/mind.ts'
import { Scorer, withoutItem } from '../../../src/dialogue/mind/scorer.ts'
import { TagIndex } from '../../../src/dialogue/mind/tag-index.ts'
import { wishDefaults } from '../../../src/dialogue/mind/wish-weights.ts'
import { WordSearch } from '../../../src/dialogue/mind/words.ts'
import { Random } from '../../../src/random.ts'
import { Blend, blendDefaults } from '../../../src/recommenders/blend.ts'
import { catalogueOf, constant, id, like, linear, nothing, randomWorld } from './world.ts'

function scorerOf(catalogue: ReturnType<typeof catalogueOf>, models: ReturnType<typeof randomWorld>['models'] = []) {
  return new Scorer(
    catalogue,
    new Blend(models, catalogue.size),
    new Filter(catalogue),
    new TagIndex(catalogue),
    () => new WordSearch(catalogue),
  )
}

describe('score', () => {
  test('a matched tag adds and multiplies by its idf and weight', () => {
    const scorer = scorerOf(catalogueOf([{ id: 'a', tags: { kind: ['card'] } }, { id: 'b' }]))
    scorer.score({ ...nothing, tags: [{ field: 'kind', value: 'card', weight: 0.5 }] })
    const match = 0.5 * 1
    const expected = (blendDefaults.prior + wishDefaults.tagAdds * match) * (1 + wishDefaults.tagBoosts * match)
    expect(scorer.total[0]).toBeCloseTo(expected, 12)
    expect(scorer.total[1]).toBe(blendDefaults.prior)
  })

  test('what moves no score needs no second scoring', () => {
    const scorer = scorerOf(catalogueOf([{ id: 'a', tags: { kind: ['card'] } }, { id: 'b' }]))
    const wish = { ...nothing, tags: [{ field: 'kind', value: 'card', weight: 1 }] }
    expect(scorer.holds(wish)).toBe(false)
    scorer.score(wish)
    expect(scorer.holds({ ...wish, exclude: [id('a')], count: 1, seed: 9, explore: true })).toBe(true)
    const others: Partial<Wish>[] = [
      { likes: [like('a')] },
      { dislikes: [like('a')] },
      { near: [id('a')] },
      { unlike: [id('a')] },
      { between: true },
      { tags: [] },
      { axes: { luck: 1 } },
      { query: 'pirates' },
    ]
    for (const other of others) expect(scorer.holds({ ...wish, ...other })).toBe(false)
  })

  test('a disliked tag divides', () => {
    const scorer = scorerOf(catalogueOf([{ id: 'a', tags: { kind: ['card'] } }, { id: 'b' }]))
    scorer.score({ ...nothing, tags: [{ field: 'kind', value: 'card', weight: -1 }] })
    expect(scorer.total[0]).toBeCloseTo(blendDefaults.prior / (1 + wishDefaults.tagCosts), 12)
    expect(scorer.parts(0)['unwanted-tags']).toBeLessThan(0)
  })

  test('an axis starts from what is near, else from the likes, else from all', () => {
    const catalogue = catalogueOf([
      { id: 'zero', numbers: { luck: 0 } },
      { id: 'one', numbers: { luck: 1 } },
      { id: 'three', numbers: { luck: 3 } },
      { id: 'unknown' },
    ])
    const scorer = scorerOf(catalogue)
    const wish: Wish = { ...nothing, axes: { luck: 1 } }
    expect(scorer.reference(wish, 'luck')).toBeCloseTo(4 / 3, 12)
    expect(scorer.reference({ ...wish, likes: [like('zero'), like('three')] }, 'luck')).toBe(1.5)
    expect(scorer.reference({ ...wish, likes: [like('three')], near: [id('one')] }, 'luck')).toBe(1)
    scorer.score({ ...wish, near: [id('one')] })
    const [zero, one, three, unknown] = scorer.total
    expect(three).toBeCloseTo(blendDefaults.prior * 3, 12)
    expect(one).toBeCloseTo(blendDefaults.prior / 1.5, 12)
    expect(zero).toBeCloseTo(blendDefaults.prior / 3.5, 12)
    expect(unknown).toBe(blendDefaults.prior)
  })

  test('between two, what is like both comes before what is much like one; without an end all lie apart', () => {
    const catalogue = catalogueOf(['a', 'c', 'like a', 'like both', 'like c'].map((name) => ({ id: name })))
    const model = linear([[0, 0, 9, 2, 0], [0, 0, 0, 2, 9], ...Array.from({ length: 3 }, () => [0, 0, 0, 0, 0])])
    const scorer = scorerOf(catalogue, [{ name: 'ease', model, scale: 1 }])
    const wish: Wish = { ...nothing, near: [id('a'), id('c')] }
    scorer.score(wish)
    expect(scorer.total[2]).toBeGreaterThan(scorer.total[3]!)
    scorer.score({ ...wish, between: true })
    expect(scorer.total[3]).toBeGreaterThan(scorer.total[2]!)
    expect(scorer.total[3]).toBeGreaterThan(scorer.total[4]!)
    const both = scorer.total[3]!
    const [without] = scorer.rescore(withoutItem({ ...wish, between: true }, id('c')), [3])
    expect(without?.total).toBeLessThan(both / 10)
    expect(Object.values(scorer.parts(2)).reduce((a, b) => a + b, 0)).toBeCloseTo(scorer.total[2]!, 9)
  })

  test('an item that is liked and near counts once, as near', () => {
    const catalogue = catalogueOf([{ id: 'a' }, { id: 'b' }])
    const model = linear([
      [0, 1],
      [0, 0],
    ])
    const scorer = scorerOf(catalogue, [{ name: 'ease', model, scale: 1 }])
    const score = (wish: Partial<Wish>) => {
      scorer.score({ ...nothing, ...wish })
      return scorer.total[1]
    }
    expect(score({ near: [id('a')], likes: [like('a'), like('a', 2)] })).toBe(score({ near: [id('a')] }))
    expect(score({ near: [id('a')] })).toBeGreaterThan(score({ likes: [like('a', 2)] }) ?? 0)
    expect(score({ likes: [like('nobody knows this')] })).toBe(blendDefaults.prior)
  })

  test('popular is the upper fifth', () => {
    const catalogue = catalogueOf(Array.from({ length: 10 }, (_, row) => ({ id: `${row}` })))
    const model = constant([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const scorer = scorerOf(catalogue, [{ name: 'popularity', model, scale: 10 }])
    scorer.score(nothing)
    expect(catalogue.items.map((_, row) => scorer.isPopular(row))).toEqual([...Array(8).fill(false), true, true])
    expect(scorerOf(catalogue).isPopular(9)).toBe(false)
  })
})

describe('rescore and without', () => {
  const { catalogue, models } = randomWorld(60)
  const scorer = scorerOf(catalogue, models)
  const fresh = scorerOf(catalogue, models)
  const wish: Wish = {
    ...nothing,
    likes: ['g1', 'g2', 'g3', 'g4'].map((name) => like(name, 1.2)),
    near: [id('g7')],
    dislikes: [like('g9')],
    tags: [
      { field: 'kind', value: 'card', weight: 1 },
      { field: 'mood', value: 'calm', weight: 0.5 },
      { field: 'kind', value: 'war', weight: -1 },
    ],
    axes: { luck: -1 },
    query: 'pirates in winter',
  }
  const rows = [11, 12, 13, 14, 40]

  test('scoring a few rows again gives the bits of scoring everything', () => {
    for (const item of ['g1', 'g4', 'g7'].map(id)) {
      const other = withoutItem(wish, item)
      scorer.score(wish)
      fresh.score(other)
      const again = scorer.rescore(other, rows)
      expect(again.map((one) => one.total)).toEqual(rows.map((row) => fresh.total[row]))
      expect(again.map((one) => one.evidence)).toEqual(rows.map((row) => fresh.evidence(row)))
    }
  })

  test('the same where something between two was wished for', () => {
    const between: Wish = { ...wish, near: [id('g7'), id('g8')], between: true }
    for (const item of ['g1', 'g7', 'g8'].map(id)) {
      const other = withoutItem(between, item)
      scorer.score(between)
      fresh.score(other)
      expect(scorer.rescore(other, rows).map((one) => one.total)).toEqual(rows.map((row) => fresh.total[row]))
    }
  })

  test('leaving one soft wish out gives what scoring without it gives', () => {
    scorer.score(wish)
    const check = (other: Wish, cause: Parameters<Scorer['without']>[2]) => {
      fresh.score(other)
      for (const row of rows) expect(scorer.without(row, wish, cause)).toBeCloseTo(fresh.total[row] ?? 0, 12)
    }
    check({ ...wish, tags: wish.tags.slice(1) }, { tag: { field: 'kind', value: 'card' } })
    check({ ...wish, tags: wish.tags.filter((_, index) => index !== 1) }, { tag: { field: 'mood', value: 'calm' } })
    const twice = { ...wish, tags: [...wish.tags, { field: 'kind', value: 'card', weight: 1 }] }
    scorer.score(twice)
    fresh.score({ ...wish, tags: wish.tags.slice(1) })
    const card = { tag: { field: 'kind', value: 'card' } }
    for (const row of rows) expect(scorer.without(row, twice, card)).toBeCloseTo(fresh.total[row] ?? 0, 12)
    scorer.score(wish)
    check({ ...wish, axes: {} }, { axis: 'luck' })
    check({ ...wish, query: '' }, { words: true })
  })

  test('parts sum to the score in every row', () => {
    const random = new Random(5)
    for (let round = 0; round < 20; round++) {
      scorer.score({ ...wish, axes: { luck: random.normal() }, tags: wish.tags.slice(random.int(3)) })
      catalogue.items.forEach((_, row) => {
        const parts = Object.values(scorer.parts(row))
        expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(scorer.total[row] ?? 0, 9)
      })
    }
  })
})

test('withoutItem takes an item from the likes and from what is near, and nothing else', () => {
  const wish = { ...nothing, likes: [like('a'), like('b')], near: [id('a')], dislikes: [like('a')] }
  expect(withoutItem(wish, id('a'))).toEqual({ ...wish, likes: [like('b')], near: [] })
})
