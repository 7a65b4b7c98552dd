import { describe, expect, test } from 'vitest'
import { at, fill } from '../../src/conversation-tests/fill.ts'

describe('fill', () => {
  test('replaces names wherever text stands, keys included', () => {
    expect(fill({ '{{a}}': ['x {{a}} {{ b }}', 3, null] }, { a: '1', b: '2' })).toEqual({ '1': ['x 1 2', 3, null] })
  })
  test('an unknown name stays, and what is filled in is not filled again', () => {
    expect(fill('{{a}} {{nobody}}', { a: '{{a}}' })).toBe('{{a}} {{nobody}}')
  })
})

describe('at', () => {
  const trace = { items: [{ id: 'a' }, { id: 'b' }], asked: 'genre' }
  test('follows a path', () => {
    expect(at(trace, 'items[1].id')).toBe('b')
    expect(at(trace, 'asked')).toBe('genre')
  })
  test('leads nowhere without complaint', () => {
    expect(at(trace, 'items[2].id')).toBeUndefined()
    expect(at(trace, 'asked.x.y')).toBeUndefined()
  })
})
