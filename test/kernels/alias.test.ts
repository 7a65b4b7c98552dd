import { expect, test } from 'vitest'
import { aliasTable } from '../../src/kernels/alias.ts'
import { at } from '../../src/kernels/arena.ts'
import { probe } from './probe.ts'

/** What a table gives each row, exactly: what its own column keeps and what other columns pass on. */
function shares({ keep, other }: ReturnType<typeof aliasTable>): Float64Array {
  const found = new Float64Array(keep.length)
  keep.forEach((part, column) => {
    found[column]! += part / 2 ** 32 / keep.length
    found[other[column]!]! += (1 - part / 2 ** 32) / keep.length
  })
  return found
}

test.each([
  ['one row', [3]],
  ['equal rows', [1, 1, 1, 1]],
  ['a row that is never drawn', [0, 1, 2]],
  ['very uneven rows', [1e-6, 1, 1000, 7, 0, 0.5]],
])('gives each row its share: %s', (_, weights) => {
  const sum = weights.reduce((a, b) => a + b)
  const found = shares(aliasTable(weights))
  weights.forEach((weight, row) => {
    expect(found[row]).toBeCloseTo(weight / sum, 8)
  })
})

test('kernels draw from it as it says', () => {
  const weights = [1, 0, 3, 6]
  const { arena, kernels } = probe()
  const into = { keep: arena.u32(4), other: arena.u32(4) }
  aliasTable(weights, into)
  const n = 100_000
  const y = arena.u32(n)
  kernels.draws!(at(arena.f64(1)), at(into.keep), at(into.other), 4, at(y), n)
  const counts = [0, 0, 0, 0]
  for (const row of y) counts[row]! += 1
  expect(counts[1]).toBe(0)
  // standard deviations of some 0.001 to 0.0016
  expect(counts.map((count) => Number((count / n).toFixed(1)))).toEqual([0.1, 0, 0.3, 0.6])
})

test.each([[[]], [[0, 0]], [[1, -1]], [[Number.NaN]]])('refuses what is no distribution: %j', (weights) => {
  expect(() => aliasTable(weights)).toThrow(RangeError)
})
