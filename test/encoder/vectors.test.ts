import { expect, test } from 'vitest'
import { WordVectors } from '../../src/encoder/vectors.ts'

const vectors = new WordVectors(['b', 'a'], 2, Float32Array.of(1, 2, 3, 4))

test('writes the vector of a word, and zeros for one that it lacks or for none', () => {
  const to = new Float32Array(6).fill(9)
  vectors.write('a', to, 1)
  expect([...to]).toEqual([9, 3, 4, 9, 9, 9])
  vectors.write('c', to, 1)
  vectors.write(undefined, to, 4)
  expect([...to]).toEqual([9, 0, 0, 9, 0, 0])
})

test('a slice keeps what is asked for and there, sorted', () => {
  const slice = vectors.slice(['a', 'z', 'b', 'a'])
  expect(slice.words).toEqual(['a', 'b'])
  expect([...slice.data]).toEqual([3, 4, 1, 2])
})
