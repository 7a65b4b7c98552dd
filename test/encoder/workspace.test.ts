import { expect, test } from 'vitest'
import { padded, Workspace } from '../../src/encoder/workspace.ts'

test('measuring without memory says what the same layout takes', () => {
  const lay = (space: Workspace) => {
    space.f32(5)
    return space.matrix(24, 48)
  }
  const measured = new Workspace()
  lay(measured)
  const space = new Workspace(measured.bytes)
  const { data, at, table } = lay(space)
  expect(data).toHaveLength(24 * 48)
  expect(() => space.f32(100_000)).toThrow(RangeError)
  const addresses = new Uint32Array(data.buffer, table, 24)
  expect([addresses[0], addresses[23]]).toEqual([at, at + 23 * 48 * 4])
})

test('sizes are rounded up to whole tiles', () => {
  expect([1, 24, 25].map(padded)).toEqual([24, 24, 48])
})
