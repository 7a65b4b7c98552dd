import { expect, test } from 'vitest'
import { stan } from '../../../src/recommenders/neighbours/stan.ts'
import { interactionsOf, rows } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

const day = 86_400
const interactions = (() => {
  const sessions = interactionsOf(
    [
      [0, 1],
      [0, 2],
      [4, 3, 0, 5, 6],
    ],
    7,
  )
  sessions.times.set([0, 0, 10 * day, 10 * day, 10 * day, 10 * day, 10 * day, 10 * day, 10 * day])
  return sessions
})()
const off = { ownDecay: 0, sessionDays: 0, nearness: 0 }

test('a session of ten days ago counts less than one of today, and the less the later it is asked', async () => {
  const { model } = await train(stan, { ...off, sessionDays: 10 }, interactions)
  const scores = ask(model, 0)
  expect(scores[1]! / scores[2]!).toBeCloseTo(Math.exp(-1), 6)
  const later = new Float32Array(7)
  model.score({ history: rows(0), at: 30 * day }, later)
  expect(later[2]! / scores[2]!).toBeCloseTo(Math.exp(-2), 6)
})

test('what stood next to the shared item counts more than what stood further away', async () => {
  const { model } = await train(stan, { ...off, nearness: 2 }, interactions)
  const scores = ask(model, 0)
  expect(scores[3]).toBeCloseTo(scores[5]!, 6)
  expect(scores[4]! / scores[3]!).toBeCloseTo(Math.exp(-0.5), 6)
})

test('without times all sessions are of one day', async () => {
  const timeless = interactionsOf(
    [
      [0, 1],
      [0, 2],
    ],
    3,
    { timed: false },
  )
  const { model } = await train(stan, { ...off, sessionDays: 1 }, timeless)
  const scores = ask(model, 0)
  expect(scores[1]).toBe(scores[2])
  expect(scores[1]).toBeGreaterThan(0)
})

test('tensors without the order or the times are refused', async () => {
  const { model } = await train(stan, {}, interactions)
  const { positions, ends, ...sets } = model.tensors()
  for (const tensors of [sets, { ...sets, positions: positions! }, { ...sets, ends: ends! }]) {
    expect(() => stan.restore(model.config, 7, tensors)).toThrowError(expect.objectContaining({ code: 'BAD_ARTIFACT' }))
  }
})
