import { expect, test } from 'vitest'
import { stan } from '../../../src/recommenders/neighbours/stan.ts'
import { vStan } from '../../../src/recommenders/neighbours/vstan.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

const interactions = interactionsOf(
  [
    [0, 2],
    [1, 3],
    [1, 4],
    [4, 5],
  ],
  6,
)
const plain = { ownDecay: 0, sessionDays: 0, nearness: 0 }

test('with both of its own rules off it is STAN', async () => {
  const [one, two] = [await train(stan, {}, interactions), await train(vStan, { matchDecay: 0, idf: 0 }, interactions)]
  for (const history of [[0], [0, 1], [4, 1, 0]]) expect(ask(two.model, ...history)).toEqual(ask(one.model, ...history))
})

test('a session that shares an older item only counts less', async () => {
  const { model } = await train(vStan, { ...plain, matchDecay: 1, idf: 0 }, interactions)
  const scores = ask(model, 0, 1)
  expect(scores[2]! / scores[3]!).toBeCloseTo(Math.exp(-1), 6)
})

test('a rare item counts more', async () => {
  const { model } = await train(vStan, { ...plain, matchDecay: 0, idf: 2 }, interactions)
  const scores = ask(model, 1)
  expect(scores[3]! / scores[4]!).toBeCloseTo((1 + 2 * Math.log(4)) / (1 + 2 * Math.log(2)), 6)
})
