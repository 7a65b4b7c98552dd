import { expect, test } from 'vitest'
import { plainKernels } from '../../src/kernels/plain.ts'

test('a half counts its value less 112 in the exponent, with its sign', () => {
  const buffer = new ArrayBuffer(64)
  // 1, -2, the largest half and the smallest normal one; and zeros of both signs
  new Uint16Array(buffer, 0, 8).set([0x3c00, 0xc000, 0x7bff, 0x0400, 0, 0x8000, 0, 0])
  new Float32Array(buffer, 16, 1).set([2 ** 112])
  plainKernels['item-table'](buffer).dotsHalf!(16, 0, 8, 1, 1, 32)
  expect([...new Float32Array(buffer, 32, 8)]).toEqual([1, -2, 65_504, 2 ** -14, 0, -0, 0, 0].map((x) => x + 0))
})

test('what is left out is not found, and no more than there is', () => {
  const buffer = new ArrayBuffer(64)
  new Float32Array(buffer, 0, 4).set([1, Number.NEGATIVE_INFINITY, 3, 3])
  const found = new Int32Array(buffer, 32, 4).fill(-1)
  expect(plainKernels['item-table'](buffer).top!(0, 4, 4, 32)).toBe(3)
  expect([...found]).toEqual([2, 3, 0, -1])
})
