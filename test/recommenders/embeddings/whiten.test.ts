import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { whiten } from '../../../src/recommenders/embeddings/whiten.ts'

const random = new Random(1)
const d = 3
/** 300 points in a long, thin, slanted cloud, then one that does not belong to it. */
const cloud = Float32Array.from(
  [...Array(300).keys()].flatMap(() => {
    const [a, b, c] = [10 * random.normal(), random.normal(), 0.1 * random.normal()]
    return [5 + a, a + b, c - b]
  }),
)
const rows = [...Array(300).keys()]

function covariance(vectors: Float32Array): number[][] {
  const mean = (j: number) => rows.reduce((sum, row) => sum + vectors[row * d + j]!, 0) / rows.length
  const means = [0, 1, 2].map(mean)
  return [0, 1, 2].map((i) =>
    [0, 1, 2].map(
      (j) =>
        rows.reduce((s, row) => s + (vectors[row * d + i]! - means[i]!) * (vectors[row * d + j]! - means[j]!), 0) /
        rows.length,
    ),
  )
}

test('afterwards all directions are as wide, about a mean of 0', () => {
  const vectors = Float32Array.of(...cloud, 7, 7, 7)
  whiten(vectors, d, rows, 1e-9)
  covariance(vectors).forEach((line, i) => {
    line.forEach((value, j) => {
      expect(value).toBeCloseTo(i === j ? 1 : 0, 3)
    })
  })
  expect(vectors[0]! + vectors[3]!).not.toBe(cloud[0]! + cloud[3]!)
  expect([...vectors.slice(-3)]).toEqual([7, 7, 7])
})

test('what is thinner than the ridge is not blown up', () => {
  const vectors = cloud.slice()
  whiten(vectors, d, rows, 1)
  const trace = covariance(vectors).reduce((sum, line, i) => sum + line[i]!, 0)
  expect(trace).toBeGreaterThan(1)
  expect(trace).toBeLessThan(2)
})
