import { describe, expect, test } from 'vitest'
import { ItemTable, type ItemTableOptions, type Precision, precisions } from '../../src/kernels/item-table.ts'
import { Random } from '../../src/random.ts'

/** Normal deviates, some rows much longer than others. */
function normals(items: number, width: number, seed: number): Float32Array {
  const random = new Random(seed)
  const vectors = new Float32Array(items * width)
  for (let row = 0; row < items; row++) {
    const length = 10 ** (2 * random.next() - 1)
    for (let k = 0; k < width; k++) vectors[row * width + k] = random.normal() * length
  }
  return vectors
}

const size = (vector: ArrayLike<number>) => Math.sqrt(Array.from(vector).reduce((sum, x) => sum + x * x, 0))
const largest = (vector: ArrayLike<number>) => Math.max(...Array.from(vector, Math.abs))
const rowOf = (vectors: Float32Array, width: number, row: number) => vectors.subarray(row * width, (row + 1) * width)

/** The definition, in float64. */
function plainScores(vectors: Float32Array, query: ArrayLike<number>, cosine = false): number[] {
  const width = query.length
  return Array.from({ length: vectors.length / width }, (_, row) => {
    const vector = rowOf(vectors, width, row)
    let sum = 0
    for (let k = 0; k < width; k++) sum += vector[k]! * query[k]!
    return cosine ? sum / size(vector) / size(query) : sum
  })
}

/** How far a score may be from the definition, by how the numbers of one row are rounded. */
function bound(precision: Precision, vector: ArrayLike<number>, query: ArrayLike<number>): number {
  const width = query.length
  const absolute = Array.from(query, Math.abs).reduce((a, b) => a + b)
  // float32 sums of `width` products
  const sums = size(vector) * size(query) * width * 2 ** -24
  if (precision === 'f32') return sums
  // 11 significant bits
  if (precision === 'f16') return sums + 2 ** -11 * size(vector) * size(query)
  // half a step of the row for each number of the query, and half a step of the query for each of the row
  return sums + (largest(vector) / 254) * absolute + (largest(query) / 2 / 16_000) * width * largest(vector)
}

// The loops that stand in for the kernels are held to the same.
const ways = precisions.flatMap((precision) => [false, true].map((plain) => ({ precision, plain })))

describe.each(ways)('$precision, plain: $plain', ({ precision, plain }) => {
  test.each([
    [1, 1],
    [7, 3],
    [64, 8],
    [131, 100],
    [40, 513],
  ])('%i vectors of %i numbers score as defined, within the bounds of their rounding', (items, width) => {
    const vectors = normals(items, width, 5)
    const table = new ItemTable(vectors, width, { precision, plain })
    const query = rowOf(normals(1, width, 9), width, 0)
    const scores = new Float32Array(items)
    table.scores(query, scores)
    plainScores(vectors, query).forEach((wanted, row) => {
      const limit = bound(precision, rowOf(vectors, width, row), query)
      expect(Math.abs(scores[row]! - wanted), `row ${row}`).toBeLessThanOrEqual(limit)
    })
  })

  test('cosines are within [-1, 1], 1 for a row with itself, 0 for a row of zeros', () => {
    const width = 20
    const vectors = normals(50, width, 2)
    vectors.fill(0, 3 * width, 4 * width)
    const table = new ItemTable(vectors, width, { precision, plain, cosine: true })
    const scores = new Float32Array(50)
    table.scores(rowOf(vectors, width, 8), scores)
    const slack = { f32: 1e-6, f16: 1e-3, int8: 0.02 }[precision]
    expect(scores[8]).toBeCloseTo(1, precision === 'int8' ? 2 : 3)
    expect(scores[3]).toBe(0)
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(1 + slack)
    const wanted = plainScores(vectors, rowOf(vectors, width, 8), true)
    for (const row of [0, 1, 2, 10]) expect(Math.abs(scores[row]! - wanted[row]!)).toBeLessThan(slack)
    table.scores(new Float32Array(width), scores)
    expect(scores.every((score) => score === 0)).toBe(true)
  })

  test('numbers of any size survive', () => {
    for (const scale of [1e-20, 1e-6, 1, 1e6, 1e15]) {
      const vectors = Float32Array.of(3, -4, 1, 2).map((x) => x * scale)
      const scores = new Float32Array(2)
      new ItemTable(vectors, 2, { precision, plain }).scores([2, 1], scores)
      expect(scores[0]! / scale).toBeCloseTo(2, 1)
      expect(scores[1]! / scale).toBeCloseTo(4, 1)
      new ItemTable(Float32Array.of(3, -4, 1, 2), 2, { precision, plain }).scores([2 * scale, scale], scores)
      expect(scores[1]! / scale).toBeCloseTo(4, 1)
    }
  })

  test('a row comes back as it is stored', () => {
    const width = 10
    const vectors = normals(20, width, 4)
    const table = new ItemTable(vectors, width, { precision, plain })
    for (let row = 0; row < 20; row++) {
      const given = rowOf(vectors, width, row)
      const step = { f32: 0, f16: 2 ** -11, int8: 1 / 254 }[precision] * largest(given) * 1.001
      table.vector(row).forEach((value, k) => {
        expect(Math.abs(value - given[k]!)).toBeLessThanOrEqual(step)
      })
    }
  })

  test('the nearest are the first of all, sorted', () => {
    const width = 12
    const vectors = normals(500, width, 6)
    const table = new ItemTable(vectors, width, { precision, plain })
    const scores = new Float32Array(500)
    for (let seed = 0; seed < 20; seed++) {
      const query = rowOf(normals(1, width, seed), width, 0)
      table.scores(query, scores)
      const gone = new Set([seed, 7, 499])
      const wanted = Array.from(scores, (score, row) => ({ row, score }))
        .filter(({ row }) => !gone.has(row))
        .sort((a, b) => b.score - a.score || a.row - b.row)
      for (const k of [0, 1, 3, 10, 497, 1000]) expect(table.nearest(query, k, gone)).toEqual(wanted.slice(0, k))
    }
  })
})

test.each([false, true])('equal scores go by row, however many there are, plain: %s', (plain) => {
  const items = 103
  const table = new ItemTable(
    new Float32Array(items).map((_, row) => (row % 5 === 2 ? 1 : 0)),
    1,
    { plain },
  )
  const rows = (k: number) => table.nearest([1], k).map(({ row }) => row)
  expect(rows(4)).toEqual([2, 7, 12, 17])
  expect(rows(24).slice(20)).toEqual([102, 0, 1, 3])
})

test('the nearest of 100,000 are exact', () => {
  const [items, width] = [100_000, 16]
  // Whole numbers from -8 to 7: every sum is exact in any order, and many scores are equal.
  const vectors = new Float32Array(items * width)
  const random = new Random(4)
  for (let i = 0; i < vectors.length; i++) vectors[i] = (random.bits() & 15) - 8
  const table = new ItemTable(vectors, width)
  for (const row of [0, 77_777]) {
    const query = rowOf(vectors, width, row)
    const wanted = plainScores(vectors, query)
      .map((score, at) => ({ row: at, score }))
      .sort((a, b) => b.score - a.score || a.row - b.row)
    expect(table.nearest(query, 50)).toEqual(wanted.slice(0, 50))
  }
})

test('halves rank almost as single precision does, bytes nearly so, in half and a quarter of the room', () => {
  const width = 100
  const items = 5000
  const random = new Random(1)
  const vectors = new Float32Array(items * width).map(() => random.normal())
  const kept = (options: ItemTableOptions) => {
    const [exact, packed] = [new ItemTable(vectors, width), new ItemTable(vectors, width, options)]
    let sum = 0
    for (let query = 0; query < 40; query++) {
      const vector = Float32Array.from({ length: width }, () => random.normal())
      const wanted = new Set(exact.nearest(vector, 20).map(({ row }) => row))
      sum += packed.nearest(vector, 20).filter(({ row }) => wanted.has(row)).length
    }
    return { agreement: sum / 800, size: packed.bytes / exact.bytes }
  }
  // measured: 0.998 and 0.985
  const half = kept({ precision: 'f16' })
  expect(half.agreement).toBeGreaterThan(0.99)
  expect(half.size).toBe(0.5)
  const byte = kept({ precision: 'int8' })
  expect(byte.agreement).toBeGreaterThan(0.96)
  expect(byte.size).toBeLessThan(0.28)
})

test('refuses what is no table, no vector, no row', () => {
  expect(() => new ItemTable(new Float32Array(5), 2)).toThrow(RangeError)
  expect(() => new ItemTable(new Float32Array(5), 0)).toThrow(RangeError)
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    for (const precision of precisions) {
      expect(() => new ItemTable(Float32Array.of(1, bad), 2, { precision })).toThrow(RangeError)
    }
  }
  const table = new ItemTable(new Float32Array(6), 2)
  expect(() => table.scores([1, 2], new Float32Array(4))).toThrow(RangeError)
  expect(() => table.scores([1], new Float32Array(3))).toThrow(RangeError)
  expect(() => table.nearest([1, Number.NaN], 1)).toThrow(RangeError)
  expect(() => table.nearest([1, 2], -1)).toThrow(RangeError)
  expect(() => table.nearest([1, 2], 1, [3])).toThrow(RangeError)
  expect(() => table.vector(3)).toThrow(RangeError)
})

test('in single precision a row is what was given, where it lies', () => {
  const vectors = normals(5, 7, 1)
  const table = new ItemTable(vectors, 7)
  for (let row = 0; row < 5; row++) expect(table.row(row)).toEqual(rowOf(vectors, 7, row))
  expect(table.row(2).buffer).toBe(table.row(4).buffer)
  expect(() => new ItemTable(vectors, 7, { precision: 'f16' }).row(1)).toThrow(RangeError)
  expect(() => table.row(5)).toThrow(RangeError)
})

test('a table of nothing has no neighbours', () => {
  expect(new ItemTable(new Float32Array(0), 4).nearest([1, 2, 3, 4], 5)).toEqual([])
})
