import { describe, expect, test } from 'vitest'
import { Vocabulary } from '../../../src/datasets/vocabulary.ts'
import { Filter } from '../../../src/dialogue/mind/constraints.ts'
import type { Wish } from '../../../src/dialogue/mind/mind.ts'
import { createEngine } from '../../../src/dialogue/mind/recommend.ts'
import { Scorer, withoutItem } from '../../../src/dialogue/mind/scorer.ts'
import { TagIndex } from '../../../src/dialogue/mind/tag-index.ts'
import { alignVectors, VectorSearch } from '../../../src/dialogue/mind/vector-search.ts'
import { WordSearch } from '../../../src/dialogue/mind/words.ts'
import { Blend } from '../../../src/recommenders/blend.ts'
import type { VectorModel } from '../../../src/recommenders/contract.ts'
import { catalogueOf, id, nothing } from './world.ts'

// Directions of a plane by angle: a is east, c north, b between; d is west, e south-east.
const angles = { a: 0, b: 45, c: 90, d: 180, e: -45 } as const
const names = Object.keys(angles) as (keyof typeof angles)[]
const unit = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
const catalogue = catalogueOf(names.map((name) => ({ id: name, tags: name === 'e' ? { mood: ['calm'] } : {} })))
const vectors: VectorModel = {
  items: 5,
  embeddingSize: 2,
  vectors: Float32Array.from(names.flatMap((name) => unit(angles[name]))),
  tag: (field, value) => (field === 'mood' && value === 'calm' ? Float32Array.from(unit(-45)) : undefined),
}
const wish = (more: Partial<Wish>): Wish => ({ ...nothing, ...more })
const best = (more: Partial<Wish>) => createEngine({ catalogue, models: [], vectors }).recommend(wish(more)).items

describe('a question about vectors', () => {
  test('"like A" alone is none, nor is a tag alone', () => {
    const search = new VectorSearch(catalogue, vectors)
    expect(search.answers(wish({ near: [id('a')] }))).toBeUndefined()
    expect(search.answers(wish({ tags: [{ field: 'mood', value: 'calm', weight: 1.5 }] }))).toBeUndefined()
    expect(search.answers(wish({ near: [id('no-such')], unlike: [id('nor-this')] }))).toBeUndefined()
  })

  test('the same question is answered once, whatever else is wished', () => {
    const search = new VectorSearch(catalogue, vectors)
    const asked = wish({ near: [id('a'), id('c')], between: true })
    const answers = search.answers(asked)
    expect(answers?.[1]).toBeCloseTo(Math.SQRT1_2, 6)
    expect(search.answers({ ...asked, likes: [{ item: id('d'), strength: 1 }], count: 9 })).toBe(answers)
    expect(search.answers({ ...asked, unlike: [id('e')] })).not.toEqual(answers)
    for (const unlike of names) search.answers(wish({ near: [id('a'), id('b')], unlike: [id(unlike)] }))
    for (const unlike of names) search.answers(wish({ near: [id('c')], unlike: [id(unlike)] }))
    expect(search.answers(asked)).toEqual(answers)
  })

  test('like A but not like C turns away from C', () => {
    expect(best({ near: [id('a')], unlike: [id('c')] })[0]?.item).toBe('e')
    expect(best({ near: [id('a')], unlike: [id('e')] })[0]?.item).toBe('b')
  })

  test('between A and C lies B', () => {
    const found = best({ near: [id('a'), id('c')], between: true })
    expect(found[0]?.item).toBe('b')
    expect(found[0]?.parts.vectors).toBeGreaterThan(1)
  })

  test('like A with the taste of a mood', () => {
    const tags = [{ field: 'mood', value: 'calm', weight: 1.5 }]
    const found = best({ near: [id('a')], tags })
    expect(found[0]?.item).toBe('e')
    expect(Object.values(found[0]!.parts).reduce((x, y) => x + y)).toBeCloseTo(found[0]!.score, 9)
  })

  test('what is named is not offered', () => {
    const offered = best({ near: [id('a'), id('c')], between: true, unlike: [id('d')] }).map(({ item }) => item)
    expect(offered).not.toContain('a')
    expect(offered).not.toContain('c')
    expect(offered).not.toContain('d')
  })
})

describe('reasons stay checkable', () => {
  const scorer = () =>
    new Scorer(
      catalogue,
      new Blend([], 5),
      new Filter(catalogue),
      new TagIndex(catalogue),
      () => new WordSearch(catalogue),
      new VectorSearch(catalogue, vectors),
    )

  test('scoring again without an example is what scoring from scratch without it gives', () => {
    const asked = wish({ near: [id('a'), id('b')], unlike: [id('c')] })
    const one = scorer()
    one.score(asked)
    const without = withoutItem(asked, id('b'))
    const again = one.rescore(without, [3, 4])
    const fresh = scorer()
    fresh.score(without)
    expect(again.map(({ total }) => total)).toEqual([fresh.total[3], fresh.total[4]])
  })

  test('the score without a wished tag is what scoring from scratch without it gives', () => {
    const tag = { field: 'mood', value: 'calm', weight: 1.5 }
    const asked = wish({ near: [id('a')], unlike: [id('c')], tags: [tag] })
    const one = scorer()
    one.score(asked)
    const fresh = scorer()
    fresh.score({ ...asked, tags: [] })
    for (const row of [1, 3, 4]) expect(one.without(row, asked, { tag })).toBeCloseTo(fresh.total[row]!, 12)
  })
})

test('vectors follow the ids of another catalogue; who is new has none', () => {
  const fitted = catalogue.vocabulary
  const wanted = new Vocabulary(['new', 'c', 'a'])
  const aligned = alignVectors(vectors, fitted, wanted)
  expect([...aligned.vectors].map((value) => Number(value.toFixed(6)))).toEqual([0, 0, 0, 1, 1, 0])
  expect(aligned.tag('mood', 'calm')).toEqual(vectors.tag('mood', 'calm'))
  expect(alignVectors(vectors, fitted, fitted)).toBe(vectors)
})
