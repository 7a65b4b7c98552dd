import { expect, test } from 'vitest'
import { fresh, knows, placeOf, type State, within } from '../../../src/dialogue/track/state.ts'
import { cinema, id } from '../../worlds/cinema.ts'

const here = id('quiet-river-1994')
const gone = id('no-longer-held')
const liked = (item: typeof here) => ({ item, opinion: 'like', strength: 1, because: 1 }) as const

test('what the catalogue no longer holds is not known', () => {
  const tag = { value: 'x', stance: 'like', strength: 1, hard: false, because: 1 } as const
  const state: State = {
    ...fresh('c'),
    opinions: [liked(here), liked(gone)],
    seen: [gone],
    shown: [here, gone],
    lists: [[gone], [here, gone]],
    tags: [
      { ...tag, field: 'genre' },
      { ...tag, field: 'no-field' },
    ],
    focus: gone,
  }
  const kept = within(state, cinema)
  expect(kept.opinions.map(({ item }) => item)).toEqual([here])
  expect(kept).toMatchObject({ seen: [], shown: [here], lists: [[], [here]] })
  expect(kept.tags.map(({ field }) => field)).toEqual(['genre'])
  expect(kept.focus).toBeUndefined()
})

test('an item is known by an opinion or by having been seen', () => {
  expect(knows({ ...fresh('c'), opinions: [liked(here)] }, here)).toBe(true)
  expect(knows({ ...fresh('c'), seen: [here] }, here)).toBe(true)
  expect(knows(fresh('c'), here)).toBe(false)
})

test('a list is found by all of its items in their order', () => {
  const lists = [[here], [here, gone]]
  expect(placeOf([here, gone], lists)).toBe(1)
  expect(placeOf([gone, here], lists)).toBe(-1)
})
