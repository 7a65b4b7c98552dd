import { expect, test } from 'vitest'
import { Arena, at } from '../../src/kernels/arena.ts'
import { Struct } from '../../src/kernels/struct.ts'

test('words lie in the order of the fields, each in its own kind', () => {
  const fields = { count: 'i32', factor: 'f32', list: 'u32', none: 'u32' } as const
  const arena = new Arena(Struct.room(fields) + 64)
  const struct = new Struct(arena, fields)
  const list = arena.f32(3)
  struct.set({ count: -2, factor: 0.5, list, none: undefined })
  const words = new DataView(arena.memory.buffer, struct.address, 16)
  expect([words.getInt32(0, true), words.getFloat32(4, true), words.getUint32(8, true)]).toEqual([-2, 0.5, at(list)])
  expect([struct.get('count'), struct.get('none')]).toEqual([-2, 0])
  struct.set({ count: 7 })
  expect([struct.get('count'), struct.get('factor')]).toEqual([7, 0.5])
  expect(struct.bytes).toBe(16)
})
