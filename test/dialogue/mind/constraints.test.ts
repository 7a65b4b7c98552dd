import { describe, expect, test } from 'vitest'
import { distinct, Filter, keeps, OUT } from '../../../src/dialogue/mind/constraints.ts'
import type { Constraint } from '../../../src/dialogue/mind/mind.ts'
import type { Conjunction } from '../../../src/dialogue/understand/meaning.ts'
import { catalogueOf, id } from './world.ts'

const catalogue = catalogueOf([
  { id: 'old', year: 1950, tags: { kind: ['card'] }, numbers: { minutes: 20, age: 6, luck: 3 } },
  { id: 'new', year: 2010, tags: { kind: ['dice', 'war'] }, numbers: { minutes: 90, age: 16, luck: 0 } },
  { id: 'bare' },
])
const passing = (constraints: readonly Constraint[], exclude: string[] = [], limits = {}) => {
  const { broken, passing: count } = new Filter(catalogue, limits).judge(constraints, exclude.map(id))
  const names = catalogue.vocabulary.ids.filter((_, row) => broken[row] === 0)
  expect(count).toBe(names.length)
  return names
}

describe('Filter', () => {
  test('tags must be there, or must not', () => {
    expect(passing([{ kind: 'tag', field: 'kind', value: 'war', has: true }])).toEqual(['new'])
    expect(passing([{ kind: 'tag', field: 'kind', value: 'war', has: false }])).toEqual(['old', 'bare'])
    expect(passing([{ kind: 'tag', field: 'no such field', value: 'war', has: true }])).toEqual([])
  })

  test('an unknown number fails a bound; bounds are inclusive; year is a number', () => {
    expect(passing([{ kind: 'number', field: 'minutes', max: 90 }])).toEqual(['old', 'new'])
    expect(passing([{ kind: 'number', field: 'minutes', max: 89 }])).toEqual(['old'])
    expect(passing([{ kind: 'number', field: 'year', min: 1950, max: 1959 }])).toEqual(['old'])
  })

  test('what is refused together breaks it only together', () => {
    const all = (...parts: Partial<Conjunction>[]): Constraint =>
      Object.assign({ kind: 'together' as const, tags: [], numbers: [], axes: [] }, ...parts)
    const kind = (...values: string[]) => ({ tags: values.map((value) => ({ field: 'kind', value })) })
    const year = (bounds: { min?: number; max?: number }) => ({ numbers: [{ field: 'year', ...bounds }] })
    expect(passing([all(kind('war'), year({ min: 2000, max: 2019 }))])).toEqual(['old', 'bare'])
    expect(passing([all(kind('war'), year({ max: 1999 }))])).toEqual(['old', 'new', 'bare'])
    expect(passing([all(kind('war', 'dice'))])).toEqual(['old', 'bare'])
    expect(passing([all(kind('war', 'card'))])).toEqual(['old', 'new', 'bare'])
    // What does not say how much luck it takes is not of much luck.
    expect(passing([all({ axes: [{ axis: 'luck', min: 2 }] })])).toEqual(['new', 'bare'])
    const [, recent] = catalogue.items
    expect(recent && keeps(catalogue, recent, all(kind('war'), year({ min: 2000 })))).toBe(false)
    expect(recent && keeps(catalogue, recent, all(kind('card'), year({ min: 2000 })))).toBe(true)
  })

  test('an unknown level passes', () => {
    expect(passing([{ kind: 'axis', axis: 'luck', max: 1 }])).toEqual(['new', 'bare'])
    expect(passing([{ kind: 'axis', axis: 'luck', min: 1 }])).toEqual(['old', 'bare'])
  })

  test('what is excluded is out for good, whatever else it breaks', () => {
    const { broken } = new Filter(catalogue).judge([{ kind: 'number', field: 'minutes', max: 1 }], [id('old')])
    expect(broken[0]).toBe(OUT)
    expect(broken[1]).toBe(1)
    expect(passing([], ['old', 'nobody knows this'])).toEqual(['new', 'bare'])
  })

  test('counts how many constraints a row breaks and remembers which one', () => {
    const { broken, which } = new Filter(catalogue).judge(
      [
        { kind: 'tag', field: 'kind', value: 'card', has: true },
        { kind: 'number', field: 'minutes', max: 100 },
      ],
      [],
    )
    expect([...broken]).toEqual([0, 1, 2])
    expect(which[1]).toBe(0)
  })

  test('operator limits: rating, what has none, blocked values', () => {
    expect(passing([], [], { maxRating: 12 })).toEqual(['old'])
    expect(passing([], [], { maxRating: 12, unratedAllowed: true })).toEqual(['old', 'bare'])
    expect(passing([], [], { blocked: [{ field: 'kind', value: 'card' }] })).toEqual(['new', 'bare'])
    const filter = new Filter(catalogue, { maxRating: 12 })
    expect([0, 1, 2].map((row) => filter.allows(row))).toEqual([true, false, false])
  })

  test('judges each call afresh', () => {
    const filter = new Filter(catalogue)
    filter.judge([{ kind: 'number', field: 'minutes', max: 1 }], [id('old')])
    expect(filter.judge([], []).passing).toBe(3)
  })
})

describe('keeps', () => {
  test('agrees with the filter for every item and constraint', () => {
    const constraints: Constraint[] = [
      { kind: 'tag', field: 'kind', value: 'war', has: true },
      { kind: 'tag', field: 'kind', value: 'war', has: false },
      { kind: 'number', field: 'minutes', min: 20, max: 80 },
      { kind: 'number', field: 'year', min: 2000 },
      { kind: 'axis', axis: 'luck', min: 1 },
      { kind: 'axis', axis: 'luck', max: 2 },
    ]
    for (const constraint of constraints) {
      const kept = catalogue.items.filter((item) => keeps(catalogue, item, constraint)).map((item) => item.id)
      expect(kept).toEqual(passing([constraint]))
    }
  })
})

test('distinct drops repetitions only', () => {
  const year: Constraint = { kind: 'number', field: 'year', min: 1990 }
  const other: Constraint = { kind: 'number', field: 'year', max: 1990 }
  expect(distinct([year, other, { ...year }])).toEqual([year, other])
})
