import { expect, test } from 'vitest'
import { type ItemRow, Vocabulary } from '../../../src/datasets/vocabulary.ts'
import { align } from '../../../src/dialogue/mind/align.ts'
import { linear } from './world.ts'

const model = linear([
  [0, 1, 2],
  [3, 0, 4],
  [5, 6, 0],
])
const fitted = new Vocabulary(['a', 'b', 'c'])

test('the same items in the same order need nothing', () => {
  expect(align(model, fitted, new Vocabulary(['a', 'b', 'c']))).toBe(model)
})

test('scores follow the ids; unknown items score 0 and unknown history is left out', () => {
  const other = align(model, fitted, new Vocabulary(['c', 'new', 'a', 'b']))
  const scores = new Float32Array(4).fill(9)
  other.score({ history: [0, 1, 2] as ItemRow[], strengths: [1, 5, 10] }, scores)
  // c alone gives a 5 and b 6; a with strength 10 gives b 10 and c 20
  expect([...scores]).toEqual([20, 0, 5, 16])
  other.score({ history: [1] as ItemRow[] }, scores)
  expect([...scores]).toEqual([0, 0, 0, 0])
})
