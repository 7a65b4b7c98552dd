import { expect, test } from 'vitest'
import { checkRows, TableBuilder, tableFromTensors, transpose } from '../../../src/recommenders/neighbours/table.ts'

/** Builds a table from dense rows. */
function tableOf(dense: readonly (readonly number[])[], keep = 0) {
  const builder = new TableBuilder(dense.length)
  for (const row of dense) {
    const columns = Uint32Array.from(row.keys()).reverse()
    builder.add(columns, row.length, Float64Array.from(row), keep)
  }
  return builder.build()
}

test('rows hold their weights by ascending column, zeros left out', () => {
  const table = tableOf([
    [0, 2, 1],
    [0, 0, 0],
    [-1, 0, 3],
  ])
  expect([...table.offsets]).toEqual([0, 2, 2, 4])
  expect([...table.columns]).toEqual([1, 2, 0, 2])
  expect([...table.weights]).toEqual([2, 1, -1, 3])
})

test('keeps the largest by size, and of equal ones the earlier columns', () => {
  expect([...tableOf([[1, -5, 2, 5, 2], [], [], [], []], 3).columns]).toEqual([1, 2, 3])
  expect([...tableOf([[2, 2, 2, 2], [], [], []], 2).columns]).toEqual([0, 1])
})

test('grows with what it is given; rows never added are empty', () => {
  const builder = new TableBuilder(5000)
  const columns = Uint32Array.from({ length: 5000 }, (_, column) => column)
  for (let row = 0; row < 3; row++) builder.add(columns, 5000, new Float64Array(5000).fill(row + 1), 0)
  const { offsets, weights } = builder.build()
  expect(offsets[3]).toBe(15_000)
  expect(offsets[5000]).toBe(15_000)
  expect(weights[14_999]).toBe(3)
})

test('a transposed table reads the other way, twice is the same again', () => {
  const table = tableOf([
    [0, 2, 1],
    [4, 0, 0],
    [-1, 0, 3],
  ])
  const turned = transpose(table)
  expect([...turned.offsets]).toEqual([0, 2, 3, 5])
  expect([...turned.columns]).toEqual([1, 2, 0, 0, 2])
  expect([...turned.weights]).toEqual([4, -1, 2, 1, 3])
  expect(transpose(turned)).toEqual(table)
})

const sound = {
  offsets: Uint32Array.of(0, 1, 2),
  columns: Uint32Array.of(1, 0),
  weights: Float32Array.of(0.5, 0.25),
}

test('sound tensors are a table', () => {
  expect(tableFromTensors('m', 2, sound)).toEqual(sound)
  expect(() => checkRows('m', 2, Uint32Array.of(0, 2), Uint32Array.of(0, 1), 1)).not.toThrow()
})

test.each([
  ['another type', { weights: Float64Array.of(0.5, 0.25) }],
  ['a weight that is NaN', { weights: Float32Array.of(0.5, Number.NaN) }],
  ['a weight missing', { weights: Float32Array.of(0.5) }],
  ['a column outside', { columns: Uint32Array.of(1, 2) }],
  ['offsets that fall', { offsets: Uint32Array.of(0, 3, 2) }],
  ['offsets that start late', { offsets: Uint32Array.of(1, 1, 2) }],
  ['offsets that end early', { offsets: Uint32Array.of(0, 1, 1) }],
  ['an unknown tensor', { more: Uint32Array.of(1) }],
])('%s is BAD_ARTIFACT', (_, change) => {
  expect(() => tableFromTensors('m', 2, { ...sound, ...change })).toThrowError(
    expect.objectContaining({ code: 'BAD_ARTIFACT' }),
  )
})
