import { expect, test } from 'vitest'
import { Arena, at } from '../../src/kernels/arena.ts'

test('arrays lie apart, on lines of 64 bytes, and hold zeros', () => {
  const arena = new Arena(Arena.room(12, 8, 3))
  const arrays = [arena.f32(3), arena.f64(1), arena.u8(3)]
  arrays.forEach((array, i) => {
    expect(at(array) % 64).toBe(0)
    array.fill(i + 1)
  })
  expect(arrays.map((array) => [...array])).toEqual([[1, 1, 1], [2], [3, 3, 3]])
  expect([...arena.f32(2)]).toEqual([0, 0])
})

test('an arena that is full says so', () => {
  const arena = new Arena(64)
  expect(() => arena.f64(10_000)).toThrow(RangeError)
})

test('what no machine has is an error with a way out', () => {
  expect(() => new Arena(2 ** 33)).toThrow(expect.objectContaining({ code: 'NO_MEMORY' }))
})
