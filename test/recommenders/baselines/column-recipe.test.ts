import { expect, test } from 'vitest'
import { z } from 'zod'
import { columnRecipe } from '../../../src/recommenders/baselines/column-recipe.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

/** Every item's number is its row; a history adds its length. */
const recipe = columnRecipe({
  name: 'rows',
  title: 'Rows',
  paper: 'none',
  needs: ['interactions'],
  gives: 'a test',
  schema: z.strictObject({}),
  defaults: {},
  column: 'numbers',
  type: Float32Array,
  build: ({ interactions }) => Float32Array.from({ length: interactions.items.size }, (_, row) => row),
  score(numbers, { history }, scores) {
    for (let row = 0; row < numbers.length; row++) scores[row] = numbers[row]! + history.length
  },
})
const interactions = interactionsOf([[0, 1]], 3)

test('scores by its column, also after it was saved and loaded', async () => {
  const { model } = await train(recipe, {}, interactions)
  expect(ask(model, 1, 1)).toEqual([2, 3, 4])
  expect(ask(recipe.restore({}, 3, model.tensors()))).toEqual([0, 1, 2])
})

test('has nothing to say, and nothing to save, before it has learnt', () => {
  const unfitted = expect.objectContaining({ code: 'NOT_FITTED' })
  expect(() => recipe.create().tensors()).toThrowError(unfitted)
  expect(() => ask(recipe.create())).toThrowError(unfitted)
})

test.each([
  ['of another type', 2, { numbers: new Uint32Array(2) }],
  ['of another length', 3, { numbers: new Float32Array(2) }],
  ['with something beside it', 2, { numbers: new Float32Array(2), more: new Float32Array(2) }],
  ['with what is no number', 2, { numbers: new Float32Array([1, Number.POSITIVE_INFINITY]) }],
])('refuses a saved column %s', (_, items, tensors) => {
  expect(() => recipe.restore({}, items, tensors)).toThrowError(expect.objectContaining({ code: 'BAD_ARTIFACT' }))
})
