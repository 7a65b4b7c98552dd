import type { Random } from '../../src/random.ts'

/** A Aᵀ / n + I of normal deviates: positive definite, well conditioned. (n, n) */
export function positive(n: number, random: Random): Float64Array {
  const a = Float64Array.from({ length: n * n }, () => random.normal())
  const product = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? n : 0
      for (let k = 0; k < n; k++) sum += a[i * n + k]! * a[j * n + k]!
      product[i * n + j] = sum / n
    }
  }
  return product
}
