import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import type { Gru4RecServing } from '../../../src/recommenders/session/gru4rec-serving.ts'
import { holdNewest, metricName } from '../../../src/recommenders/session/gru4rec-validation.ts'
import { interactionsOf } from '../../worlds/world.ts'

// Four sessions; the third in the file is the newest. Of the second one the last event is later than its start.
const data = interactionsOf(
  [
    [0, 1],
    [2, 3, 4],
    [5, 0, 6, 7],
    [1, 2],
  ],
  30,
)
data.times.set([10, 11, 12, 13, 50, 40, 41, 42, 43, 20, 21])

test('the newest sessions are held out, and nothing that happened since is learned', () => {
  const { train, sessions } = holdNewest(data, 0.25)
  expect(sessions).toBe(1)
  expect([...train.rows]).toEqual([0, 1, 2, 3, 1, 2])
  // Rows stay those of the whole data.
  expect(train.items.size).toBe(30)
})

test('every event from the second on is ranked from a fresh state, ties for the worst, 0 beyond 20', async () => {
  expect(metricName).toBe('mrr@20')
  const { measure } = holdNewest(data, 0.25)
  /** Gives the item after the one it has just read a rank that follows from the item. */
  const serving = {
    stateSize: 1,
    advance: (state: Float32Array, row: number) => {
      expect(state[0] === 0).toBe(row === 5)
      state[0] = row + 1
    },
    logits: (state: Float32Array, scores: Float32Array) => {
      scores.fill(-1)
      // After 5: item 0 is first. After 0: items 1 to 6 score alike, so that 6 is sixth. After 6: all alike, 7 is 30th.
      if (state[0] === 6) scores[0] = 1
      if (state[0] === 1) scores.fill(1, 1, 7)
    },
  } as unknown as Gru4RecServing
  expect(await measure(serving, { random: new Random(1) })).toBeCloseTo((1 + 1 / 6 + 0) / 3, 12)
})
