import { expect, test } from 'vitest'
import { fresh } from '../../../src/dialogue/track/state.ts'
import { axisEvent, numberEvent, tagEvent } from '../../../src/dialogue/track/wants.ts'
import { cinema, clause, id, tag } from '../../worlds/cinema.ts'

const at = { start: 0, end: 1 }
const shown = ['quiet-river-1994', 'loud-city-2004', 'small-steps-2011'].map(id)
const state = { ...fresh('c'), shown }

test('a bare tag is a wish, "it is all right" is nothing', () => {
  expect(tagEvent(tag('genre', 'horror'), clause('unclear'))).toMatchObject([{ stance: 'want' }])
  expect(tagEvent(tag('genre', 'horror'), clause('opinion'))).toEqual([])
  expect(tagEvent(tag('genre', 'horror'), clause('opinion', { stance: 'dislike' }))).toMatchObject([
    { stance: 'dislike' },
  ])
})

test('relative bounds are measured from the item named, in focus, or the middle of the list', () => {
  const newer = (more: object) =>
    numberEvent({ ...at, surface: 'newer', field: 'year', relative: { direction: 1, ...more } }, state, cinema)
  expect(newer({})).toEqual([{ type: 'number', field: 'year', min: 2005 }])
  expect(newer({ to: id('red-moon-1979') })).toEqual([{ type: 'number', field: 'year', min: 1980 }])
  const shorter = { ...at, surface: 'shorter', field: 'minutes', relative: { direction: -1 } } as const
  expect(numberEvent(shorter, { ...state, focus: id('cold-front-1966') }, cinema)).toEqual([
    { type: 'number', field: 'minutes', max: 159 },
  ])
  expect(numberEvent(shorter, fresh('c'), cinema)).toEqual([])
})

test('a shift remembers the level that it is measured from', () => {
  const shift = (surface: string, direction: 1 | -1) =>
    axisEvent({ ...at, surface, axis: 'humour', direction }, state, cinema, [])
  expect(shift('funnier', 1)).toMatchObject({ reference: (1 + 3 + 3) / 3 })
  expect(
    axisEvent({ ...at, surface: 'funny', axis: 'humour', direction: 1 }, fresh('c'), cinema, [id('cold-front-1966')]),
  ).toMatchObject({ reference: 1 })
})
