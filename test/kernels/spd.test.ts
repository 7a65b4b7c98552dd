import { expect, test } from 'vitest'
import { SpdInverse } from '../../src/kernels/spd.ts'
import { Random } from '../../src/random.ts'
import { positive } from '../worlds/positive.ts'

// That it inverts is tested beside the plain loops, in test/recommenders/linear/spd-inverse.test.ts.

async function inverted(a: Float64Array, n: number, workers: number): Promise<Float64Array> {
  const inverse = new SpdInverse(n, { workers })
  const { values, stride } = inverse
  for (let i = 0; i < n; i++) values.set(a.subarray(i * n, i * n + i + 1), i * stride)
  expect(await inverse.invert()).toBe(true)
  await inverse.close()
  return values
}

test.each([400, 700])('any number of threads gives the same bits, %d rows', async (n) => {
  const a = positive(n, new Random(3))
  const one = await inverted(a, n, 1)
  for (const workers of [2, 3]) {
    expect(Buffer.from((await inverted(a, n, workers)).slice().buffer).equals(Buffer.from(one.slice().buffer))).toBe(
      true,
    )
  }
})

test('rows that would lie on the same lines of the cache are moved apart', () => {
  const { stride, values } = new SpdInverse(1530, { workers: 1 })
  expect(stride).toBe(1544)
  expect(values.length).toBe(1536 * 1544)
})
