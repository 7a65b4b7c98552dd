import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { invertSpd } from '../../../src/recommenders/linear/spd-inverse.ts'

/** A Aᵀ / n + I of normal deviates: positive definite, well conditioned. */
function positive(n: number, random: Random): Float64Array {
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

test.each([1, 2, 3, 31, 32, 33, 64, 67, 130, 300])('A times its inverse is one, %d rows', async (n) => {
  const a = positive(n, new Random(n))
  const inverse = a.slice()
  // only the lower triangle may be read
  for (let i = 0; i < n; i++) inverse.fill(Number.NaN, i * n + i + 1, (i + 1) * n)
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) inverse[i * n + j] = 0
  expect(await invertSpd(inverse, n)).toBe(true)
  let worst = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? -1 : 0
      for (let k = 0; k < n; k++) sum += a[i * n + k]! * inverse[k * n + j]!
      worst = Math.max(worst, Math.abs(sum))
      expect(inverse[i * n + j]).toBe(inverse[j * n + i])
    }
  }
  expect(worst).toBeLessThan(1e-11)
})

test('a matrix that is not positive definite is told, not inverted', async () => {
  expect(await invertSpd(Float64Array.of(1, 2, 2, 1), 2)).toBe(false)
  expect(await invertSpd(Float64Array.of(0), 1)).toBe(false)
  expect(await invertSpd(Float64Array.of(Number.NaN), 1)).toBe(false)
})

test('the share done grows to the end, and what is thrown in between stops it', async () => {
  const shares: number[] = []
  const n = 200
  await invertSpd(positive(n, new Random(1)), n, async (share) => {
    shares.push(share)
  })
  expect(shares.length).toBe(21)
  expect(shares.every((share, at) => share >= (shares[at - 1] ?? 0) && share <= 1)).toBe(true)
  const stop = () => Promise.reject(new Error('enough'))
  await expect(invertSpd(positive(4, new Random(1)), 4, stop)).rejects.toThrow('enough')
})
