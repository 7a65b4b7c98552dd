import { expect, test } from 'vitest'
import { type ItemRow, Vocabulary } from '../../src/datasets/vocabulary.ts'

test('ids and rows, both ways', () => {
  const items = new Vocabulary(['b', 'a'])
  expect(items.size).toBe(2)
  expect(items.row('a')).toBe(1)
  expect(items.id(0 as ItemRow)).toBe('b')
  expect(items.row('c')).toBeUndefined()
  expect(items.row('constructor')).toBeUndefined()
  expect(() => items.id(2 as ItemRow)).toThrow(RangeError)
})

test('an id that comes twice is refused', () => {
  expect(() => new Vocabulary(['a', 'b', 'a'])).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID' }))
})
