import { expect, test } from 'vitest'
import { bytesPerNumber, fromBytes, toBytes, typeOf, viewOf } from '../../src/artifacts/binary.ts'

test.each([
  ['float32', Float32Array.of(1.5, -0, Number.MIN_VALUE, 3e38)],
  ['float64', Float64Array.of(0.1, -1e308, 5e-324)],
  ['uint32', Uint32Array.of(0, 0xffffffff)],
  ['int32', Int32Array.of(-1, 2 ** 31 - 1)],
  ['uint8', Uint8Array.of(0, 255)],
] as const)('%s comes back bit for bit', (type, tensor) => {
  expect(typeOf(tensor)).toBe(type)
  expect(bytesPerNumber(type)).toBe(tensor.BYTES_PER_ELEMENT)
  expect(fromBytes(type, toBytes(tensor))).toEqual(tensor)
})

test('the smallest byte comes first', () => {
  expect([...toBytes(Uint32Array.of(0x01020304))]).toEqual([4, 3, 2, 1])
  expect([...toBytes(Float32Array.of(1))]).toEqual([0, 0, 0x80, 0x3f])
})

test('a part of a larger buffer is that part only, and what is read is a copy', () => {
  const whole = Uint32Array.of(1, 2, 3)
  const bytes = toBytes(whole.subarray(1, 2))
  expect([...bytes]).toEqual([2, 0, 0, 0])
  const read = fromBytes('uint32', bytes)
  whole[1] = 9
  expect([...read]).toEqual([2])
})

test('a Buffer out of the pool of Node is read alone', () => {
  const pooled = Buffer.from([7, 1, 0, 0, 0, 9]).subarray(1, 5)
  expect([...fromBytes('uint32', pooled)]).toEqual([1])
})

test('bytes that lie askew are read all the same', () => {
  const askew = Uint8Array.of(7, 1, 0, 0, 0).subarray(1)
  expect([...fromBytes('uint32', askew)]).toEqual([1])
})

test('what has a buffer of its own is read where it lies, a part of one apart', () => {
  const bytes = Uint8Array.from(toBytes(Float32Array.of(1.5, -2)))
  const read = viewOf('float32', bytes)
  expect(read).toEqual(Float32Array.of(1.5, -2))
  expect(read.buffer).toBe(bytes.buffer)
  const part = viewOf('float32', bytes.subarray(4))
  expect(part).toEqual(Float32Array.of(-2))
  expect(part.buffer).not.toBe(bytes.buffer)
})
