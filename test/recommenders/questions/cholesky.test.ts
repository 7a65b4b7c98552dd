import { expect, test } from 'vitest'
import { factorOf } from '../../../src/recommenders/questions/cholesky.ts'

const squared = (l: Float64Array, n: number) =>
  Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n]
    let sum = 0
    for (let k = 0; k < n; k++) sum += l[i * n + k]! * l[j * n + k]!
    return sum
  })

test('L Lᵀ is the matrix', () => {
  const a = [4, 2, 0.6, 2, 3, 0.4, 0.6, 0.4, 1]
  squared(factorOf(a, 3), 3).forEach((value, at) => {
    expect(value).toBeCloseTo(a[at]!, 12)
  })
})

test('also where a direction has no variance', () => {
  const a = [1, 2, 0, 2, 4, 0, 0, 0, 3]
  squared(factorOf(a, 3), 3).forEach((value, at) => {
    expect(value).toBeCloseTo(a[at]!, 12)
  })
})
