import { describe, expect, test } from 'vitest'
import { at, captured, fill } from '../../src/conversation-tests/fill.ts'

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

describe('captured', () => {
  const trace = { changes: ['+number year >=1995 <=1999'], items: [{ year: 1979 }] }
  test('keeps a value, or the group that an expression finds in it', () => {
    expect(captured(trace, 'items[0].year')).toBe('1979')
    expect(captured(trace, 'changes[0] />=(\\d+)/')).toBe('1995')
  })
  test('is nothing where the path or the expression finds nothing', () => {
    expect(captured(trace, 'items[1].year')).toBeUndefined()
    expect(captured(trace, 'changes[0] /minutes (\\d+)/')).toBeUndefined()
    expect(captured(trace, 'changes[1] /(.)/')).toBeUndefined()
  })
})
