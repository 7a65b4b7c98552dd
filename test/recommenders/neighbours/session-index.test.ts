import { expect, test } from 'vitest'
import { sequenceTensors, sessionIndex, sessionTensors } from '../../../src/recommenders/neighbours/session-index.ts'
import { interactionsOf } from '../../worlds/world.ts'

test('sessions become sets, the one that ended last at the end, empty ones gone', () => {
  const interactions = interactionsOf([[2, 1, 2], [], [0], [1]], 3)
  const order = { ...interactions, times: Float64Array.of(50, 60, 90, 70, 80) }
  expect(sessionTensors(order)).toEqual({ offsets: Uint32Array.of(0, 1, 2, 4), rows: Uint32Array.of(0, 1, 1, 2) })
})

test('without times sessions stay as they come', () => {
  const { rows } = sessionTensors(interactionsOf([[2], [0], [1]], 3, { timed: false }))
  expect([...rows]).toEqual([2, 0, 1])
})

test('each item knows its newest sessions and how many there were', () => {
  const tensors = sessionTensors(interactionsOf([[0, 1], [0], [1, 0], [0]], 3))
  const index = sessionIndex('m', 3, 2, tensors)
  expect([...index.support]).toEqual([4, 2, 0])
  expect([...index.itemOffsets]).toEqual([0, 2, 4, 4])
  expect([...index.sessions]).toEqual([2, 3, 0, 2])
})

test('tensors that are no sessions are BAD_ARTIFACT', () => {
  const bad = [
    {},
    { offsets: new Uint32Array(0), rows: new Uint32Array(0) },
    { offsets: Uint32Array.of(0, 1), rows: Uint32Array.of(3) },
    { offsets: Uint32Array.of(0, 2, 1), rows: Uint32Array.of(0) },
    { offsets: Uint32Array.of(0, 1), rows: Uint32Array.of(0), more: Uint32Array.of(0) },
  ]
  for (const tensors of bad) {
    expect(() => sessionIndex('m', 3, 2, tensors)).toThrowError(expect.objectContaining({ code: 'BAD_ARTIFACT' }))
  }
})

test('the order and the ends of sessions go with the sets', () => {
  const interactions = interactionsOf([[2, 1, 2], [], [0], [1]], 3)
  const timed = { ...interactions, times: Float64Array.of(50, 60, 90, 70, 80) }
  // sets {0}, {1}, {1, 2}; of the last, 1 stands at 1 and 2 came last at 2
  expect(sequenceTensors(timed)).toEqual({ positions: Uint32Array.of(0, 0, 1, 2), ends: Float64Array.of(70, 80, 90) })
  const timeless = { ...interactions, times: Float64Array.of(50, 60, 90, Number.NaN, 80) }
  expect([...sequenceTensors(timeless).ends]).toEqual([0, 0, 0])
})
