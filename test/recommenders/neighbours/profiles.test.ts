import { expect, test } from 'vitest'
import { addTogether, profilesOf } from '../../../src/recommenders/neighbours/profiles.ts'
import { interactionsOf } from '../../worlds/world.ts'

const profiles = profilesOf(interactionsOf([[2, 0, 2], [], [1, 2]], 4))

test('counts what each sequence holds, in both directions', () => {
  expect([...profiles.offsets]).toEqual([0, 2, 2, 4])
  expect([...profiles.items]).toEqual([0, 2, 1, 2])
  expect([...profiles.counts]).toEqual([1, 2, 1, 1])
  expect([...profiles.itemOffsets]).toEqual([0, 1, 2, 4, 4])
  expect([...profiles.sequences]).toEqual([0, 2, 0, 2])
  expect([...profiles.itemCounts]).toEqual([1, 1, 2, 1])
})

test.each([
  [true, [1, 1, 2, 0]],
  [false, [2, 1, 5, 0]],
])('counts what comes together (binary: %s)', (binary, expected) => {
  const dense = new Float64Array(4)
  const met = new Uint32Array(4)
  const count = addTogether(profiles, 2, binary, dense, met)
  expect([...dense]).toEqual(expected)
  expect([...met.subarray(0, count)].sort()).toEqual([0, 1, 2])
})
