import { expect, test } from 'vitest'
import { checkedVectors, ItemSpace, unitRows } from '../../../src/recommenders/embeddings/item-space.ts'
import { rows } from '../../worlds/world.ts'

const half = Math.SQRT1_2
// 0 east, 1 north, 2 between them, 3 unknown, 4 west
const space = new ItemSpace(Float32Array.of(1, 0, 0, 1, half, half, 0, 0, -1, 0), 2)
const ask = (recency: number, history: number[], strengths?: number[]) => {
  const scores = new Float32Array(5)
  space.score({ history: rows(...history), ...(strengths ? { strengths } : {}) }, recency, scores)
  return [...scores].map((score) => Number(score.toFixed(6)))
}
const h = Number(half.toFixed(6))

test('recency 0: the cosine to the last item, itself left out', () => {
  expect(ask(0, [1, 0])).toEqual([0, 0, h, 0, -1])
})

test('recency 1: the sum over all, each left out of its own score', () => {
  expect(ask(1, [1, 0])).toEqual([0, 0, Number((2 * half).toFixed(6)), 0, -1])
})

test('between them the past fades by each event', () => {
  expect(ask(0.5, [1, 0])).toEqual([0, 0, Number((1.5 * half).toFixed(6)), 0, -1])
  expect(ask(0.5, [1, 0, 0])).toEqual([0, 0, Number((1.25 * half).toFixed(6)), 0, -1])
})

test('strengths multiply, and a repeated item counts as it came last', () => {
  expect(ask(1, [1, 0], [1, 3])).toEqual([0, 0, Number((4 * half).toFixed(6)), 0, -3])
  expect(ask(0.5, [0, 1, 0], [9, 1, 1])).toEqual(ask(0.5, [1, 0]))
})

test('what nothing is known about says nothing and gets nothing', () => {
  expect(ask(1, [3])).toEqual([0, 0, 0, 0, 0])
  expect(ask(1, [])).toEqual([0, 0, 0, 0, 0])
  expect(ask(1, [3, 0])).toEqual(ask(1, [0]))
})

test('rows become of length 1, or stay nothing', () => {
  expect([...unitRows(Float32Array.of(3, 4, 0, 0), 2)].map((x) => x.toFixed(3))).toEqual([
    '0.600',
    '0.800',
    '0.000',
    '0.000',
  ])
})

test.each([
  ['none', undefined],
  ['of another type', new Float64Array(4)],
  ['too few', new Float32Array(3)],
  ['not finite', Float32Array.of(1, 2, Number.NaN, 4)],
])('saved vectors that are %s are refused', (_, vectors) => {
  expect(() => checkedVectors('m', vectors, 2, 2)).toThrow(expect.objectContaining({ code: 'BAD_ARTIFACT' }))
})
