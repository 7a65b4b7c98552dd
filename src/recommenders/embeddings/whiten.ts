/**
 * Centres rows and makes their directions count alike: y = G⁻¹ (x - mean) with G Gᵀ = C + ridge * I, C the covariance of
 * the rows. A difference of two means in y is then the direction of Fisher's linear discriminant in x.
 *
 * @param vectors (rows, d); changed in place
 * @param rows those that count and are changed; the others stay
 * @param ridge > 0: directions of less variance than that are not blown up
 */
export function whiten(vectors: Float32Array, d: number, rows: readonly number[], ridge: number): void {
  const mean = new Float64Array(d)
  for (const row of rows) for (let j = 0; j < d; j++) mean[j]! += vectors[row * d + j]! / rows.length
  const g = new Float64Array(d * d)
  const x = new Float64Array(d)
  for (const row of rows) {
    for (let j = 0; j < d; j++) x[j] = vectors[row * d + j]! - mean[j]!
    for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) g[i * d + j]! += (x[i]! * x[j]!) / rows.length
  }
  // Cholesky, in place in the lower triangle.
  for (let i = 0; i < d; i++) {
    g[i * d + i]! += ridge
    for (let j = 0; j <= i; j++) {
      let sum = g[i * d + j]!
      for (let k = 0; k < j; k++) sum -= g[i * d + k]! * g[j * d + k]!
      g[i * d + j] = i === j ? Math.sqrt(sum) : sum / g[j * d + j]!
    }
  }
  for (const row of rows) {
    for (let i = 0; i < d; i++) {
      let sum = vectors[row * d + i]! - mean[i]!
      for (let k = 0; k < i; k++) sum -= g[i * d + k]! * x[k]!
      x[i] = sum / g[i * d + i]!
    }
    vectors.set(x, row * d)
  }
}
