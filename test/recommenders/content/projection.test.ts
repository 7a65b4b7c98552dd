import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { collect, unitWeights } from '../../../src/recommenders/content/documents.ts'
import { project } from '../../../src/recommenders/content/projection.ts'

/** Documents of two topics that share no word, and one of nothing. */
function world() {
  const random = new Random(3)
  const bags = Array.from({ length: 60 }, (_, d) => {
    const topic = d < 30 ? 'a' : 'b'
    return new Map(Array.from({ length: 6 }, () => [`${topic}${random.int(12)}`, 1]))
  })
  const documents = collect([...bags, new Map()])
  return { documents, weights: unitWeights(documents, { kind: 'tf-idf' }) }
}

const dot = (vectors: Float32Array, size: number, i: number, j: number) => {
  let sum = 0
  for (let k = 0; k < size; k++) sum += vectors[i * size + k]! * vectors[j * size + k]!
  return sum
}

test('rows have length 1, what knows nothing is 0, and the seed gives the same bits', () => {
  const { documents, weights } = world()
  const vectors = project(documents, weights, 4, new Random(1))
  for (let d = 0; d < 60; d++) expect(dot(vectors, 4, d, d)).toBeCloseTo(1, 5)
  expect([...vectors.subarray(240)]).toEqual([0, 0, 0, 0])
  expect(project(documents, weights, 4, new Random(1))).toEqual(vectors)
})

test('two directions tell two topics apart', () => {
  const { documents, weights } = world()
  const vectors = project(documents, weights, 2, new Random(1))
  for (let d = 1; d < 30; d++) {
    expect(dot(vectors, 2, 0, d)).toBeGreaterThan(0.9)
    expect(Math.abs(dot(vectors, 2, 0, 30 + d))).toBeLessThan(0.3)
  }
})

test('with as many directions as there are, dot products are the cosines', () => {
  const { documents, weights } = world()
  const size = documents.support.length
  const vectors = project(documents, weights, size, new Random(2))
  const rows = Array.from({ length: 60 }, (_, d) => {
    const row = new Float64Array(size)
    for (let e = documents.offsets[d]!; e < documents.offsets[d + 1]!; e++) row[documents.terms[e]!] = weights[e]!
    return row
  })
  for (const [i, j] of [
    [0, 1],
    [2, 17],
    [3, 40],
    [31, 55],
  ] as const) {
    expect(dot(vectors, size, i, j)).toBeCloseTo(
      rows[i]!.reduce((sum, x, k) => sum + x * rows[j]![k]!, 0),
      4,
    )
  }
})
