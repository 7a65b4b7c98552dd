import { expect, test } from 'vitest'
import { type ItemRow, Vocabulary } from '../../../src/datasets/vocabulary.ts'
import { align } from '../../../src/dialogue/mind/align.ts'
import { isSessionModel } from '../../../src/recommenders/checks.ts'
import type { Model } from '../../../src/recommenders/contract.ts'
import { ToySession } from '../../worlds/session-model.ts'
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

test('a few rows are what all rows are', () => {
  const quick: Model = {
    ...model,
    scoreRows: (query, rows, values) => {
      const all = new Float32Array(3)
      model.score(query, all)
      rows.forEach((row, r) => {
        values[r] = all[row]!
      })
    },
  }
  const other = align(quick, fitted, new Vocabulary(['c', 'new', 'a', 'b']))
  const values = new Float32Array(3).fill(9)
  other.scoreRows!({ history: [0, 2, 3] as ItemRow[], strengths: [1, 10, 2] }, [3, 1, 0], values)
  const scores = new Float32Array(4)
  other.score({ history: [0, 2, 3] as ItemRow[], strengths: [1, 10, 2] }, scores)
  expect([...values]).toEqual([scores[3], 0, scores[0]])
  expect(align(model, fitted, new Vocabulary(['c'])).scoreRows).toBeUndefined()
})

test('a session model stays one; an item that it never met is no step', () => {
  const inner = new ToySession(3)
  const other = align(inner, fitted, new Vocabulary(['c', 'new', 'a', 'b']))
  if (!isSessionModel(other)) throw new Error('it is none')
  const state = other.start()
  for (const row of [0, 1, 2] as ItemRow[]) other.advance(state, row)
  const scores = new Float32Array(4)
  other.scoreState(state, scores)
  const wanted = new Float32Array(3)
  inner.score({ history: [2, 0] as ItemRow[] }, wanted)
  expect([...scores]).toEqual([wanted[2], 0, wanted[0], wanted[1]])
  const values = new Float32Array(2)
  other.scoreStateRows!(state, [1, 3], values)
  expect([...values]).toEqual([0, wanted[1]])
})
