import type { Random } from '../../random.ts'
import type { Documents } from './documents.ts'

/** Rounds of subspace iteration; after four, vectors of documents change by no more than noise. */
const rounds = 4

/**
 * Documents in the space of their largest singular directions (latent semantic analysis, Deerwester et al. 1990), by
 * randomised subspace iteration (Halko, Martinsson & Tropp 2011): rows of U S, brought to length 1, so that dot products
 * are about the cosines of the documents; 0 for a document without a weighed term. The same seed gives the same bits.
 * @param weights (entries) of the terms of the documents
 * @returns (documents, size)
 */
export function project(documents: Documents, weights: Float64Array, size: number, random: Random): Float32Array {
  const { offsets, terms, support } = documents
  const count = offsets.length - 1
  // A little more room than is asked for, as the last directions come out worst.
  const wide = size + 8
  let basis = Float64Array.from({ length: support.length * wide }, () => random.normal())
  let rows = new Float64Array(0)
  for (let round = 0; round <= rounds; round++) {
    // Terms are many: only the last time is it they whose directions are made orthogonal.
    if (round === rounds) orthonormalise(basis, wide)
    rows = new Float64Array(count * wide)
    for (let d = 0; d < count; d++) {
      for (let e = offsets[d]!; e < offsets[d + 1]!; e++) addRow(basis, terms[e]!, rows, d, weights[e]!, wide)
    }
    if (round === rounds) break
    orthonormalise(rows, wide)
    basis = new Float64Array(support.length * wide)
    for (let d = 0; d < count; d++) {
      for (let e = offsets[d]!; e < offsets[d + 1]!; e++) addRow(rows, d, basis, terms[e]!, weights[e]!, wide)
    }
  }
  return unitRows(rows, wide, size, count)
}

/** to[toRow] += weight * from[fromRow] */
function addRow(
  from: Float64Array,
  fromRow: number,
  to: Float64Array,
  toRow: number,
  weight: number,
  width: number,
): void {
  if (weight === 0) return
  const [source, target] = [fromRow * width, toRow * width]
  for (let k = 0; k < width; k++) to[target + k]! += weight * from[source + k]!
}

/** Columns made orthogonal and of length 1, twice over (Gram-Schmidt); columns that depend on others become 0. */
function orthonormalise(matrix: Float64Array, width: number): void {
  const rows = matrix.length / width
  const dots = new Float64Array(width)
  const scale = Math.sqrt(matrix.reduce((most, x) => Math.max(most, x * x), 0) * rows)
  for (let k = 0; k < width; k++) {
    for (let twice = 0; twice < 2; twice++) {
      dots.fill(0)
      for (let at = 0; at < matrix.length; at += width) {
        for (let j = 0; j < k; j++) dots[j]! += matrix[at + j]! * matrix[at + k]!
      }
      for (let at = 0; at < matrix.length; at += width) {
        for (let j = 0; j < k; j++) matrix[at + k]! -= dots[j]! * matrix[at + j]!
      }
    }
    let square = 0
    for (let at = k; at < matrix.length; at += width) square += matrix[at]! ** 2
    const factor = Math.sqrt(square) > 1e-9 * scale ? 1 / Math.sqrt(square) : 0
    for (let at = k; at < matrix.length; at += width) matrix[at]! *= factor
  }
}

function unitRows(rows: Float64Array, wide: number, size: number, count: number): Float32Array {
  // Columns come in no order of size; the last ones are the smallest as Gram-Schmidt began with the first.
  const vectors = new Float32Array(count * size)
  for (let d = 0; d < count; d++) {
    let square = 0
    for (let k = 0; k < size; k++) square += rows[d * wide + k]! ** 2
    if (square === 0) continue
    for (let k = 0; k < size; k++) vectors[d * size + k] = rows[d * wide + k]! / Math.sqrt(square)
  }
  return vectors
}
