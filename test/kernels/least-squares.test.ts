import { describe, expect, test } from 'vitest'
import { AlternatingSquares, FoldIn, type Side } from '../../src/kernels/least-squares.ts'
import { Random } from '../../src/random.ts'

type Vector = readonly number[]

/** w by its definition: the system is built word for word and solved by Gauss and Jordan. */
function plain(all: readonly Vector[], rows: Vector, weights: Vector, alpha: number, ridge: number): number[] {
  const d = all[0]!.length
  const system = Array.from({ length: d }, (_, i) =>
    Array.from({ length: d + 1 }, (__, j) => {
      const had = (of: (v: Vector) => number) => rows.reduce((sum, row, r) => sum + weights[r]! * of(all[row]!), 0)
      if (j === d) return had((v) => v[i]!)
      const square = all.reduce((sum, v) => sum + v[i]! * v[j]!, 0)
      return had((v) => v[i]! * v[j]!) + alpha * square + (i === j ? ridge : 0)
    }),
  )
  for (let p = 0; p < d; p++) {
    const pivot = system[p]!.map((value) => value / system[p]![p]!)
    for (let i = 0; i < d; i++) {
      const factor = system[i]![p]!
      system[i] = i === p ? pivot : system[i]!.map((value, j) => value - factor * pivot[j]!)
    }
  }
  return system.map((row) => row[d]!)
}

const vectorsOf = (n: number, d: number, random: Random): Vector[] =>
  Array.from({ length: n }, () => Array.from({ length: d }, () => Math.fround(random.normal())))

describe.each([false, true])('one who asks, by loops: %s', (loops) => {
  test.each([
    [1, 5, 2],
    [3, 40, 1],
    [12, 100, 70],
    [20, 150, 130],
    [33, 10, 0],
  ])('%i numbers, %i items, %i of them taken: agrees with its definition', (d, n, taken) => {
    const random = new Random(d)
    const all = vectorsOf(n, d, random)
    const foldIn = new FoldIn(Float32Array.from(all.flat()), d, loops)
    for (let round = 0; round < 3; round++) {
      const rows = random.shuffle(all.map((_, row) => row)).slice(0, taken)
      const weights = rows.map(() => 0.5 + random.next())
      const found = foldIn.solve(rows, weights, 0.3, 0.7)
      const wanted = plain(all, rows, weights, 0.3, 0.7)
      expect(found.length).toBe(d)
      wanted.forEach((value, k) => {
        expect(Math.abs(found[k]! - value)).toBeLessThan(1e-10 * (1 + Math.abs(value)))
      })
    }
  })
})

describe('both sides in turn', () => {
  const [people, items, d] = [37, 90, 10]
  const random = new Random(8)
  const has = Array.from({ length: people }, (_, u) =>
    random.shuffle(Array.from({ length: items }, (__, i) => i)).slice(0, u === 5 ? 0 : 1 + random.int(80)),
  )
  const side = (lists: readonly Vector[], ridge: (list: Vector) => number): Side => ({
    offsets: [0, ...lists.map((_, at) => lists.slice(0, at + 1).flat().length)],
    others: lists.flat(),
    ridges: lists.map(ridge),
  })
  const had = Array.from({ length: items }, (_, i) => has.flatMap((list, u) => (list.includes(i) ? [u] : [])))
  const sides = [side(has, (list) => 1 + list.length), side(had, () => 2)] as const
  const start = vectorsOf(items, d, random)

  async function solved(workers: number) {
    const both = new AlternatingSquares(sides, d, workers)
    start.forEach((vector, row) => {
      both.vectors[1].set(vector, row * both.stride)
    })
    const told: number[] = []
    await both.solve(0, 0.2, async (rows) => {
      told.push(rows)
    })
    expect(told.at(-1)).toBe(people)
    await both.solve(1, 0.2)
    const [w, h] = both.vectors.map((vectors) => vectors.slice())
    const squares = both.squares(0).slice()
    await both.close()
    return { w: w!, h: h!, squares, stride: both.stride }
  }

  test('every row is the solution of its own system', async () => {
    const { w, h, squares, stride } = await solved(1)
    const tableOf = (vectors: Float64Array, rows: number) =>
      Array.from({ length: rows }, (_, row) => [...vectors.subarray(row * stride, row * stride + d)])
    const [people_, items_] = [tableOf(w, people), tableOf(h, items)]
    has.forEach((list, u) => {
      const wanted = plain(
        start,
        list,
        list.map(() => 1),
        0.2,
        1 + list.length,
      )
      wanted.forEach((value, k) => {
        expect(people_[u]![k]).toBeCloseTo(value, 9)
      })
    })
    had.forEach((list, i) => {
      const wanted = plain(
        people_,
        list,
        list.map(() => 1),
        0.2,
        2,
      )
      wanted.forEach((value, k) => {
        expect(items_[i]![k]).toBeCloseTo(value, 9)
      })
    })
    expect(people_[5]!.every((value) => value === 0)).toBe(true)
    for (let i = 0; i < d; i++) {
      for (let j = i; j < d; j++) {
        const sum = people_.reduce((total, v) => total + v[i]! * v[j]!, 0)
        expect(squares[i * stride + j]).toBeCloseTo(sum, 9)
      }
    }
  })

  test('any number of threads gives the same bits', async () => {
    const one = await solved(1)
    for (const workers of [2, 3]) {
      const { w, h } = await solved(workers)
      expect(Buffer.from(w.buffer).equals(Buffer.from(one.w.buffer))).toBe(true)
      expect(Buffer.from(h.buffer).equals(Buffer.from(one.h.buffer))).toBe(true)
    }
  })
})
