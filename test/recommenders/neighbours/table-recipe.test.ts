import { expect, test } from 'vitest'
import { z } from 'zod'
import { TableBuilder } from '../../../src/recommenders/neighbours/table.ts'
import { type From, tableRecipe } from '../../../src/recommenders/neighbours/table-recipe.ts'
import { interactionsOf, rows } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

/** weight(i, j) = 10 i + j */
const recipe = tableRecipe<{ from: From }>({
  name: 'tens',
  title: 'Tens',
  paper: 'none',
  needs: ['interactions'],
  gives: 'a test',
  defaults: { from: 'profile' },
  schema: z.strictObject({ from: z.enum(['last', 'profile']) }),
  from: (config) => config.from,
  async build(data) {
    const items = data.interactions.items.size
    const builder = new TableBuilder(items)
    for (let row = 0; row < items; row++) {
      const columns = Uint32Array.from({ length: items }, (_, column) => column)
      builder.add(
        columns,
        items,
        Float64Array.from(columns, (column) => 10 * row + column),
        0,
      )
    }
    return { table: builder.build(), notes: ['a note'] }
  },
})
const interactions = interactionsOf([[0, 1, 2]], 3)

test('adds the rows of the whole history, or reads that of the last item', async () => {
  const { model, notes } = await train(recipe, {}, interactions)
  expect(notes).toEqual(['a note'])
  expect(ask(model, 1, 2)).toEqual([30, 32, 34])
  expect(ask((await train(recipe, { from: 'last' }, interactions)).model, 1, 2)).toEqual([20, 21, 22])
})

test('a repeated item counts once, as strongly as it came last', async () => {
  const { model } = await train(recipe, {}, interactions)
  expect(ask(model, 1, 2, 1, 1)).toEqual(ask(model, 2, 1))
  const scores = new Float32Array(3)
  model.score({ history: rows(1, 2, 1), strengths: [5, 1, 2] }, scores)
  expect([...scores]).toEqual([40, 43, 46])
})

test('restores with checked options', () => {
  const tensors = { offsets: Uint32Array.of(0, 0), columns: new Uint32Array(0), weights: new Float32Array(0) }
  expect(ask(recipe.restore({ from: 'last' }, 1, tensors), 0)).toEqual([0])
  expect(() => recipe.restore({ from: 'first' as From }, 1, tensors)).toThrowError(
    expect.objectContaining({ code: 'BAD_OPTION' }),
  )
})
