import { describe, expect, test } from 'vitest'
import { constraintName, constraintsOf, excluded, wishOf } from '../../../src/dialogue/decide/wish.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import { cinema, id } from '../../worlds/cinema.ts'

const state = (more: Partial<State>): State => ({ ...fresh('c'), ...more })
const preference = (value: string, stance: State['tags'][number]['stance'], hard = false) => ({
  field: 'genre',
  value,
  stance,
  strength: 1,
  hard,
  because: 1,
})

describe('wishOf', () => {
  test('likes are soft, wants and refusals are hard', () => {
    const tags = [
      preference('drama', 'like'),
      preference('comedy', 'want'),
      preference('horror', 'avoid'),
      preference('war', 'dislike'),
    ]
    expect(constraintsOf(state({ tags }), cinema.domain)).toEqual([
      { kind: 'tag', field: 'genre', value: 'comedy', has: true },
      { kind: 'tag', field: 'genre', value: 'horror', has: false },
      { kind: 'tag', field: 'genre', value: 'war', has: false },
    ])
  })

  test('two wanted values of a field may be loosened, what is insisted on may not', () => {
    const tags = [preference('comedy', 'want'), preference('action', 'want', true)]
    const strict = constraintsOf(state({ tags }), cinema.domain)
    const loose = constraintsOf(state({ tags }), cinema.domain, false)
    expect(strict).toHaveLength(2)
    expect(loose.map(constraintName)).toEqual(['tag:genre:action'])
  })

  test('less and more on an axis leave out the level compared with', () => {
    const bound = (direction: 1 | -1, reference: number) =>
      constraintsOf(state({ axes: [{ axis: 'violence', direction, reference }] }), cinema.domain)[0]
    expect(bound(-1, 2)).toEqual({ kind: 'axis', axis: 'violence', max: 1 })
    expect(bound(-1, 2.33)).toEqual({ kind: 'axis', axis: 'violence', max: 1 })
    expect(bound(-1, 1.5)).toEqual({ kind: 'axis', axis: 'violence', max: 1 })
    expect(bound(-1, 0)).toEqual({ kind: 'axis', axis: 'violence', max: 0 })
    expect(bound(1, 1.4)).toEqual({ kind: 'axis', axis: 'violence', min: 2 })
    expect(bound(1, 3)).toEqual({ kind: 'axis', axis: 'violence', min: 3 })
  })

  test('what is known, refused, saved or offered is left out; rewatches let liked and seen ones in', () => {
    const known = state({
      opinions: [
        { item: id('a'), opinion: 'like', strength: 1, because: 1 },
        { item: id('b'), opinion: 'dislike', strength: 1, because: 2 },
      ],
      seen: [id('c')],
      rejected: [id('d')],
      saved: [id('e')],
      offered: [id('f')],
      near: [id('g')],
    })
    expect(excluded(known).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    expect(excluded({ ...known, rewatch: true }).sort()).toEqual(['b', 'd', 'e', 'f', 'g'])
  })

  test('likes come oldest first, with their strength', () => {
    const opinions = ['x', 'y'].map((item, because) => ({
      item: id(item),
      opinion: 'like' as const,
      strength: 1,
      because,
    }))
    expect(wishOf(state({ opinions }), cinema.domain, { seed: 1 }).likes.map(({ item }) => item)).toEqual(['x', 'y'])
  })
})
