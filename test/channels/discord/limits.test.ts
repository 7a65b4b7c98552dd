import { describe, expect, test } from 'vitest'
import { cut, split } from '../../../src/channels/discord/limits.ts'

test('what is cut ends in an ellipsis, never in half a character', () => {
  expect(cut('short', 5)).toBe('short')
  expect(cut('longer than that', 8)).toBe('longer…')
  expect(cut('ab😀', 3)).toBe('ab…')
  expect(cut('a\\*bcd', 3)).toBe('a…')
})

describe('a long text in parts', () => {
  const parts = (text: string, most: number) => split(text, most)

  test('is broken at new lines, else at spaces, else anywhere', () => {
    expect(parts('one two\nthree four', 12)).toEqual(['one two', 'three four'])
    expect(parts('one two three', 9)).toEqual(['one two', 'three'])
    expect(parts('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(parts('', 4)).toEqual([''])
  })

  test('never within a character or behind a backslash', () => {
    expect(parts('abc😀def', 4)).toEqual(['abc', '😀de', 'f'])
    expect(parts('abc\\*de', 4)).toEqual(['abc', '\\*de'])
    expect(parts('ab\\\\cd', 4)).toEqual(['ab\\\\', 'cd'])
  })

  test('loses nothing but white space at the seams, and every part fits', () => {
    const text = Array.from({ length: 900 }, (_, i) => `word${i}${i % 7 === 0 ? '\n' : ''}`).join(' ')
    const all = parts(text, 200)
    expect(all.every((part) => part.length <= 200)).toBe(true)
    expect(all.join(' ').split(/\s+/)).toEqual(text.split(/\s+/))
  })
})
