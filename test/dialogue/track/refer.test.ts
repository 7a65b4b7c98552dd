import { describe, expect, test } from 'vitest'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { refer } from '../../../src/dialogue/track/refer.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import type { Clause } from '../../../src/dialogue/understand/meaning.ts'
import { cinema, clause, id, mention, tag } from '../../worlds/cinema.ts'

const list = [id('quiet-river-1994'), id('loud-city-2004'), id('small-steps-2011')]
const items = (said: Partial<Clause>, state: Partial<State> = {}) =>
  refer(clause('opinion', said), { ...fresh('c'), shown: list, ...state }, cinema).items.map(({ item }) => item)

describe('refer', () => {
  test('places in the list: first, last, all, and none beyond its end', () => {
    expect(items({ ordinals: [2] })).toEqual(['loud-city-2004'])
    expect(items({ ordinals: [1, 3] })).toEqual(['quiet-river-1994', 'small-steps-2011'])
    expect(items({ ordinals: [-1] })).toEqual(['small-steps-2011'])
    expect(items({ ordinals: [0] })).toEqual(list)
    expect(items({ ordinals: [9] })).toEqual([])
  })

  test('"them" is the list, "it" the item in focus or the only one shown', () => {
    expect(items({ pronoun: 'them' })).toEqual(list)
    expect(items({ pronoun: 'it' }, { shown: list.slice(0, 1) })).toEqual(['quiet-river-1994'])
    expect(refer(clause('seen', { pronoun: 'it' }), { ...fresh('c'), shown: list }, cinema).unclear?.items).toEqual(
      list,
    )
  })

  test('"the others" are the rest of the list, "both" its two or the two others', () => {
    const [first, second, third] = list
    expect(items({ pronoun: 'others' })).toEqual(list)
    expect(items({ pronoun: 'others' }, { focus: second as ItemId })).toEqual([first, third])
    expect(items({ pronoun: 'others' }, { saved: [first as ItemId] })).toEqual([second, third])
    expect(items({ pronoun: 'both' })).toEqual([])
    expect(items({ pronoun: 'both' }, { focus: third as ItemId })).toEqual([first, second])
    expect(items({ pronoun: 'both' }, { shown: list.slice(1) })).toEqual([second, third])
    const said = refer(clause('opinion', { pronoun: 'others' }), { ...fresh('c'), shown: list }, cinema, [
      first as ItemId,
    ])
    expect(said.items.map(({ item }) => item)).toEqual([second, third])
  })

  test('a shared name is clear when one of the two was just shown', () => {
    const both = [mention('red-moon-1979', 'like', ['red-moon-2019'])]
    expect(refer(clause('opinion', { items: both }), fresh('c'), cinema).unclear?.items).toEqual([
      'red-moon-1979',
      'red-moon-2019',
    ])
    expect(items({ items: both }, { shown: [id('red-moon-2019')] })).toEqual(['red-moon-2019'])
  })

  test('"the one by Lee" among those asked about', () => {
    const asked = { key: 'w', kind: 'choice', items: [id('red-moon-1979'), id('red-moon-2019')] } as const
    expect(items({ tags: [tag('director', 'Bo Chan')] }, { asked })).toEqual(['red-moon-2019'])
    expect(items({ tags: [tag('genre', 'horror')] }, { asked })).toEqual([])
  })

  test("a mention's own stance goes before its clause's", () => {
    const said = clause('opinion', {
      items: [mention('loud-city-2004', 'dislike'), mention('star-road-1999')],
      stance: 'like',
    })
    expect(refer(said, fresh('c'), cinema).items.map(({ stance }) => stance)).toEqual(['dislike', 'like'])
  })
})
