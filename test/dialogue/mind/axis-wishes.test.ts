import { expect, test } from 'vitest'
import { AxisWishes } from '../../../src/dialogue/mind/axis-wishes.ts'
import { Filter } from '../../../src/dialogue/mind/constraints.ts'
import { wishDefaults } from '../../../src/dialogue/mind/wish-weights.ts'
import { catalogueOf, id, like, nothing } from './world.ts'

const catalogue = catalogueOf([
  { id: 'zero', numbers: { luck: 0 } },
  { id: 'one', numbers: { luck: 1 } },
  { id: 'three', numbers: { luck: 3 } },
  { id: 'unknown' },
])
const wishes = new AxisWishes(catalogue, new Filter(catalogue), wishDefaults)
const luckier = { ...nothing, axes: { luck: 1 } }

test('a wish starts from what is near, else from the likes, else from all, unknown levels left out', () => {
  expect(wishes.reference(luckier, 'luck')).toBeCloseTo(4 / 3, 12)
  const liked = { ...luckier, likes: [like('zero'), like('three')] }
  expect(wishes.reference(liked, 'luck')).toBe(1.5)
  expect(wishes.reference({ ...liked, near: [id('one')] }, 'luck')).toBe(1)
  expect(wishes.reference({ ...liked, near: [id('unknown')] }, 'luck')).toBe(1.5)
})

test('further along is a gain, the wrong way a cost, and staying a quarter of one', () => {
  const along = (row: number, side: 1 | -1, axes: Record<string, number>) =>
    wishes.along(wishes.of({ ...nothing, near: [id('one')], axes }), row, side)
  expect(along(2, 1, { luck: 1 })).toBe(2 * wishDefaults.axisBoosts)
  expect(along(2, -1, { luck: 1 })).toBe(0)
  expect(along(1, -1, { luck: 1 })).toBe(0.25 * wishDefaults.axisCosts)
  expect(along(0, -1, { luck: 1 })).toBe(1.25 * wishDefaults.axisCosts)
  expect(along(0, 1, { luck: -2 })).toBe(2 * wishDefaults.axisBoosts)
  for (const side of [1, -1] as const) expect(along(3, side, { luck: 1 })).toBe(0)
})

test('an axis that the domain lacks, or that is wished by nothing, is no wish', () => {
  expect(wishes.of({ ...nothing, axes: { luck: 0, sadness: 1 } })).toEqual([])
})
