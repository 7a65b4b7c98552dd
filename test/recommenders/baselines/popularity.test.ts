import { expect, test } from 'vitest'
import { popularity } from '../../../src/recommenders/baselines/popularity.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

test('scores are numbers of events, whoever asks', async () => {
  const { model } = await train(popularity, {}, interactionsOf([[0, 2, 2], [2], [1]], 4))
  expect(ask(model)).toEqual([1, 1, 3, 0])
  expect(ask(model, 3, 2)).toEqual([1, 1, 3, 0])
})
