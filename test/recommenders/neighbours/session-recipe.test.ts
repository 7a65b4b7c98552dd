import { expect, test } from 'vitest'
import { z } from 'zod'
import { sessionRecipe } from '../../../src/recommenders/neighbours/session-recipe.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

const recipe = sessionRecipe<{ neighbours: number }>({
  name: 'sessions',
  title: 'Sessions',
  paper: 'none',
  needs: ['interactions'],
  gives: 'a test',
  defaults: { neighbours: 1 },
  schema: z.strictObject({ neighbours: z.int().min(1) }),
  rules: ({ neighbours }) => ({
    neighbours,
    sampleSize: 10,
    weighting: 'same',
    scoring: 'same',
    similarity: 'vec',
    idf: 0,
  }),
})

test('its options become the rules of the scorer', async () => {
  const interactions = interactionsOf(
    [
      [0, 1],
      [0, 2],
    ],
    4,
  )
  expect(ask((await train(recipe, {}, interactions)).model, 0)).toEqual([1, 0, 1, 0])
  const { model } = await train(recipe, { neighbours: 2 }, interactions)
  expect(ask(model, 0)).toEqual([2, 1, 1, 0])
  expect(ask(recipe.restore(model.config, 4, model.tensors()), 0)).toEqual([2, 1, 1, 0])
})
