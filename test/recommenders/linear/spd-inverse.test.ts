import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { SpdInverse } from '../../../src/kernels/spd.ts'
import { Random } from '../../../src/random.ts'
import { type Invertible, PlainInverse, spdInverse } from '../../../src/recommenders/linear/spd-inverse.ts'
import { positive } from '../../worlds/positive.ts'

/** Fills in what may be read, the lower triangle, and gives the inverse as (n, n). */
async function inverted(a: Float64Array, n: number, matrix: Invertible): Promise<Float64Array | undefined> {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) matrix.values[i * matrix.stride + j] = j <= i ? a[i * n + j]! : 1e300
  }
  const positiveDefinite = await matrix.invert()
  await matrix.close()
  if (!positiveDefinite) return undefined
  const inverse = new Float64Array(n * n)
  for (let i = 0; i < n; i++) inverse.set(matrix.values.subarray(i * matrix.stride, i * matrix.stride + n), i * n)
  return inverse
}

describe.each<[string, (n: number) => Invertible]>([
  ['plain', (n) => new PlainInverse(n)],
  ['kernels', (n) => new SpdInverse(n, { workers: 2 })],
])('%s', (_, make) => {
  test.each([1, 2, 3, 12, 31, 64, 67, 130, 300])('A times its inverse is one, %d rows', async (n) => {
    const a = positive(n, new Random(n))
    const inverse = (await inverted(a, n, make(n)))!
    let worst = 0
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = i === j ? -1 : 0
        for (let k = 0; k < n; k++) sum += a[i * n + k]! * inverse[k * n + j]!
        worst = Math.max(worst, Math.abs(sum))
        if (inverse[i * n + j] !== inverse[j * n + i]) expect.fail(`not symmetric at ${i}, ${j}`)
      }
    }
    expect(worst).toBeLessThan(1e-11)
  })

  test('a matrix that is not positive definite is told, not inverted', async () => {
    expect(await inverted(Float64Array.of(1, 2, 2, 1), 2, make(2))).toBe(undefined)
    expect(await inverted(Float64Array.of(0), 1, make(1))).toBe(undefined)
    expect(await inverted(Float64Array.of(Number.NaN), 1, make(1))).toBe(undefined)
    const n = 260
    const late = positive(n, new Random(1))
    late[n * n - 1] = -1
    expect(await inverted(late, n, make(n))).toBe(undefined)
  })

  test('the share done grows to the end, and what is thrown in between stops it', async () => {
    const n = 500
    const shares: number[] = []
    const matrix = make(n)
    for (let i = 0; i < n; i++) matrix.values[i * matrix.stride + i] = 1
    await matrix.invert(async (share) => {
      shares.push(share)
    })
    await matrix.close()
    expect(shares.length).toBeGreaterThan(10)
    expect(shares.at(-1)).toBe(1)
    expect(shares.every((share, at) => share >= (shares[at - 1] ?? 0) && share <= 1)).toBe(true)
    const other = make(4)
    for (let i = 0; i < 4; i++) other.values[i * other.stride + i] = 1
    await expect(other.invert(() => Promise.reject(new Error('enough')))).rejects.toThrow('enough')
    await other.close()
  })
})

test('kernels come within rounding of plain loops', async () => {
  const n = 250
  const a = positive(n, new Random(3))
  const plain = (await inverted(a, n, new PlainInverse(n)))!
  const kernels = (await inverted(a, n, new SpdInverse(n)))!
  let worst = 0
  for (let at = 0; at < plain.length; at++) worst = Math.max(worst, Math.abs(plain[at]! - kernels[at]!))
  expect(worst).toBeLessThan(1e-13)
})

test('a runtime without WebAssembly gets the plain loops', () => {
  expect(spdInverse(3)).toBeInstanceOf(SpdInverse)
  const script = `import { spdInverse } from './dist/recommenders/linear/spd-inverse.js'
    console.log(spdInverse(3).constructor.name)`
  const { stdout } = spawnSync(process.execPath, ['--jitless', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect(stdout.trim()).toBe('PlainInverse')
})
