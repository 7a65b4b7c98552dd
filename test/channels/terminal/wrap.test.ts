import { describe, expect, test } from 'vitest'
import { columns, wrap } from '../../../src/channels/terminal/wrap.ts'

describe('columns', () => {
  test.each([
    ['film', 4],
    ['Amélie', 6],
    ['Ame\u0301lie', 6],
    ['千と千尋', 8],
    ['👩‍👩‍👧!', 3],
    ['', 0],
  ])('%s takes %i', (text, width) => {
    expect(columns(text)).toBe(width)
  })
})

describe('wrap', () => {
  test('breaks at spaces and leaves no line too wide', () => {
    const text = 'Hello there, this is a rather long sentence about films that nobody has seen so far.'
    const lines = wrap(text, 30).split('\n')
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.every((line) => columns(line) <= 30)).toBe(true)
    expect(lines.join(' ')).toBe(text)
  })

  test('continued lines stand under the text of numbers and dashes', () => {
    expect(wrap('   - because you liked a film with a long name', 26)).toBe(
      '   - because you liked a\n     film with a long name',
    )
    expect(wrap('1. A title that is long enough', 20)).toBe('1. A title that is\n   long enough')
  })

  test('breaks a word that is wider than a line, between characters', () => {
    const lines = wrap(`${'a'.repeat(45)} ${'👍🏽'.repeat(15)}`, 20).split('\n')
    expect(lines.every((line) => columns(line) <= 20)).toBe(true)
    expect(lines.join('').replace(' ', '')).toBe(`${'a'.repeat(45)}${'👍🏽'.repeat(15)}`)
  })

  test('keeps empty lines, and terminals narrower than 20 columns are treated as 20', () => {
    expect(wrap('a\n\nb', 80)).toBe('a\n\nb')
    expect(wrap('abcdefghij klmnop', 5)).toBe('abcdefghij klmnop')
  })
})
