import { expect, test } from 'vitest'
import { markov } from '../../../src/recommenders/sequence/markov.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

test('counts what came right after the last item, itself included, and not across sequences', async () => {
  const { model } = await train(markov, {}, interactionsOf([[0, 1, 1, 2], [0, 1], [1, 0], [3]], 4))
  expect(ask(model, 0)).toEqual([0, 2, 0, 0])
  expect(ask(model, 0, 1)).toEqual([1, 1, 1, 0])
  expect(ask(model, 2)).toEqual([0, 0, 0, 0])
  expect(ask(model)).toEqual([0, 0, 0, 0])
})
