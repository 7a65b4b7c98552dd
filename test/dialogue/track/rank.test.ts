import { expect, test } from 'vitest'
import { ranked } from '../../../src/dialogue/track/rank.ts'
import { cinema, id } from '../../worlds/cinema.ts'

const list = [id('quiet-river-1994'), id('loud-city-2004'), id('cold-front-1966')]
const order = (kind: 'number' | 'axis', by: string, direction: 1 | -1) =>
  ranked(list, { kind, by, direction }, cinema).map(({ item, value }) => `${item} ${value}`)

test('by a number, by the year and by an axis, most or least first', () => {
  expect(order('number', 'minutes', 1)).toEqual(['cold-front-1966 160', 'quiet-river-1994 130', 'loud-city-2004 95'])
  expect(order('number', 'year', -1)[0]).toBe('cold-front-1966 1966')
  expect(order('axis', 'humour', 1)[0]).toMatch(/^loud-city-2004 /)
})

test('what is not known comes last, in the order given', () => {
  expect(order('number', 'weight', 1)).toEqual(list.map((item) => `${item} undefined`))
})
