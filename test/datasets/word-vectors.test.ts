import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWordVectors } from '../../src/datasets/word-vectors.ts'
import { folder } from './folder.ts'

const file = (text: string) => join(folder({ 'vectors.txt': text }), 'vectors.txt')
const read = (text: string, ...words: string[]) => readWordVectors(file(text), new Set(words))

test('GloVe: the words that are wanted', () => {
  const { size, rows } = read('the 0.5 -1\ncat 2 3\ndog 4 5\n', 'cat', 'the', 'zebra')
  expect(size).toBe(2)
  expect([...rows].map(([word, row]) => [word, ...row])).toEqual([
    ['the', 0.5, -1],
    ['cat', 2, 3],
  ])
})

test('a line too short is told with its place; one of a word that nobody wants is not read', () => {
  expect(() => read('the 1 2\ncat 3\n', 'the', 'cat')).toThrow(
    expect.objectContaining({ code: 'BAD_ROW', message: expect.stringContaining('vectors.txt:2') }),
  )
  expect(read('the 1 2\ncat 3\n', 'the').rows.size).toBe(1)
})

test('the JSON of wink: norm and place behind the numbers are left out', () => {
  const json = JSON.stringify({ dimensions: 2, vectors: { cat: [1, 2, 2.2, 7], constructor: [3, 4, 5, 8] } })
  const { rows } = read(json, 'cat', 'toString', 'constructor')
  expect([...rows.keys()].sort()).toEqual(['cat', 'constructor'])
  expect([...(rows.get('cat') ?? [])]).toEqual([1, 2])
  expect(() => read('{"a": 1}', 'cat')).toThrow(expect.objectContaining({ code: 'BAD_ROW' }))
  expect(() => readWordVectors('/no/file', new Set())).toThrow(expect.objectContaining({ code: 'NO_FILE' }))
})
