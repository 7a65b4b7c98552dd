import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { hyperplane } from '../../../src/recommenders/embeddings/hyperplane.ts'

const options = { pairs: 250, learningRate: 0.5, lambda: 0.001 }
const dot = (w: Float64Array, x: readonly number[]) => x.reduce((sum, value, j) => sum + value * w[j]!, 0)

test('without pairs: mean of the preferred, by weight, minus mean of the others', () => {
  const vectors = Float32Array.of(1, 0, 0, 1, 4, 4, 0, 2)
  const w = hyperplane(vectors, 2, [0, 1], [3, 1], [2, 3], { ...options, pairs: 0 })
  expect([...w]).toEqual([0.75 - 2, 0.25 - 3])
})

test('parts what the means do not part', () => {
  // The upper two are preferred, but the others reach further to the right, and means look there.
  const points = [
    [0, 0.5],
    [10, 0.5],
    [0, -0.5],
    [12, -0.5],
  ]
  const vectors = Float32Array.from(points.flat())
  const ranked = (pairs: number) => {
    const w = hyperplane(vectors, 2, [0, 1], [1, 1], [2, 3], { pairs, learningRate: 0.02, lambda: 0 })
    return [0, 1].every((a) => [2, 3].every((b) => dot(w, points[a]!) > dot(w, points[b]!)))
  }
  expect(ranked(0)).toBe(false)
  expect(ranked(4000)).toBe(true)
})

test('descends the loss that it names', () => {
  const random = new Random(1)
  const d = 8
  const vectors = Float32Array.from({ length: 40 * d }, () => random.normal())
  const [liked, others] = [[0, 1, 2, 3, 4], Array.from({ length: 35 }, (_, i) => 5 + i)]
  const rowOf = (row: number) => [...vectors.subarray(row * d, (row + 1) * d)]
  const loss = (w: Float64Array) =>
    liked.reduce(
      (sum, i) => sum + others.reduce((s, j) => s + Math.log1p(Math.exp(dot(w, rowOf(j)) - dot(w, rowOf(i)))), 0),
      0,
    )
  const gentle = { pairs: 1500, learningRate: 0.1, lambda: 0 }
  const start = loss(hyperplane(vectors, d, liked, [1, 1, 1, 1, 1], others, { ...options, pairs: 0 }))
  expect(loss(hyperplane(vectors, d, liked, [1, 1, 1, 1, 1], others, gentle))).toBeLessThan(0.8 * start)
})

test('a strong pull keeps it at its start', () => {
  const vectors = Float32Array.of(1, 0, 0, 1, 0.5, 0.5)
  const start = hyperplane(vectors, 2, [0], [1], [1, 2], { ...options, pairs: 0 })
  const w = hyperplane(vectors, 2, [0], [1], [1, 2], { pairs: 200, learningRate: 0.01, lambda: 40 })
  w.forEach((value, j) => {
    expect(value).toBeCloseTo(start[j]!, 1)
  })
})
