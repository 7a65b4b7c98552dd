import { expect, test } from 'vitest'
import { Arena } from '../../src/kernels/arena.ts'
import { Arrays } from '../../src/kernels/arrays.ts'

test('arrays are taken by name from an arena that has just room for them', () => {
  const arrays = new Arrays()
  arrays.want('f32', 'weights', 100)
  arrays.want('u8', 'flags', 3)
  arrays.want('f64', 'sum', 1)
  const arena = new Arena(arrays.bytes)
  arrays.take(arena)
  arrays.f32('weights').fill(1)
  arrays.f64('sum')[0] = 2
  expect([arrays.f32('weights').length, arrays.u8('flags').length, arrays.f64('sum')[0]]).toEqual([100, 3, 2])
  expect(arrays.u8('flags').every((flag) => flag === 0)).toBe(true)
  expect(arrays.bytes).toBe(448 + 64 + 64)
})

test('a name that is not there, is of another kind, or is wanted twice is a mistake of the caller', () => {
  const arrays = new Arrays()
  arrays.want('i32', 'rows', 2)
  expect(() => arrays.want('f32', 'rows', 2)).toThrow(RangeError)
  arrays.take(new Arena(arrays.bytes))
  expect(() => arrays.f32('rows')).toThrow(RangeError)
  expect(() => arrays.i32('columns')).toThrow(RangeError)
  expect(arrays.find('columns')).toBe(undefined)
})

test('what is shared is found by all, what is own hides it', () => {
  const shared = new Arrays()
  const own = new Arrays(shared)
  shared.want('f32', 'weights', 2)
  shared.want('f32', 'state', 2)
  own.want('f32', 'state', 3)
  const arena = new Arena(shared.bytes + own.bytes)
  for (const arrays of [shared, own]) arrays.take(arena)
  expect(own.f32('weights')).toBe(shared.f32('weights'))
  expect([own.f32('state').length, shared.f32('state').length]).toEqual([3, 2])
})
