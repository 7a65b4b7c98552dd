import { expect, test } from 'vitest'
import { rowTable, tablesOf, widthOf } from '../../../src/recommenders/session/branch-memory.ts'
import { gru4recDefaults } from '../../../src/recommenders/session/gru4rec-config.ts'
import { lengthsOf, shapeOf } from '../../../src/recommenders/session/gru4rec-weights.ts'

const options = { ...gru4recDefaults, hiddenSizes: [5, 7], embeddingSize: 6 }
const shape = (more: object = {}, network: Parameters<typeof shapeOf>[2] = {}) =>
  shapeOf({ ...options, ...more }, 11, network)

test.each([
  shape(),
  shape({ embedding: 'separate' }, { features: 3 }),
  shape({ embedding: 'one-hot' }),
  shape({ embedding: 'none' }, { prefix: 'feature', features: 4, scored: false }),
])('tables hold what is saved beside the items, rows padded to whole vectors', (one) => {
  const tables = tablesOf(one)
  const { items, ...lengths } = lengthsOf(one)
  expect(Object.fromEntries(tables.map(({ name, rows, columns }) => [name, rows * columns]))).toEqual(lengths)
  for (const { width, columns } of tables) {
    expect(width % 8).toBe(0)
    expect(width).toBeGreaterThanOrEqual(columns)
  }
})

test('a network without item vectors of its own has no segment of theirs', () => {
  expect(widthOf(shape())).toBe(8)
  expect(widthOf(shape({ hiddenSizes: [8] }))).toBe(16)
  expect(widthOf(shape({}, { scored: false }))).toBe(0)
})

test('row tables name the address of every row', () => {
  const rows = new Float32Array(new ArrayBuffer(256), 64, 40)
  const into = new Uint32Array(4)
  rowTable(into, rows, 10)
  expect([...into]).toEqual([64, 104, 144, 184])
})
