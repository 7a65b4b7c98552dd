import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Recommender } from '../../src/recommenders/contract.ts'
import { recipeShell } from '../../src/recommenders/recipe-shell.ts'

const made: object[] = []
const recipe = recipeShell(
  {
    name: 'shell',
    title: 'Shell',
    paper: 'none',
    needs: ['interactions'],
    gives: 'a test',
    schema: z.strictObject({ size: z.int().min(1) }),
    defaults: { size: 3 },
  },
  {
    create: (config) => remember({ config }),
    restore: (config, items, tensors) => remember({ config, items, tensors }),
  },
)
function remember<Made extends { config: Readonly<{ size: number }> }>(what: Made): Recommender<{ size: number }> {
  made.push(what)
  return what as unknown as Recommender<{ size: number }>
}

test('makes models of configs that are complete, checked and frozen', () => {
  expect(recipe.create().config).toEqual({ size: 3 })
  expect(Object.isFrozen(recipe.create({ size: 5 }).config)).toBe(true)
  const tensors = { a: new Uint32Array(2) }
  expect(recipe.restore({ size: 4 }, 2, tensors)).toEqual({ config: { size: 4 }, items: 2, tensors })
})

test('makes none of a config that is wrong, new or saved', () => {
  made.length = 0
  const refused = expect.objectContaining({ code: 'BAD_OPTION' })
  expect(() => recipe.create({ size: 0 })).toThrowError(refused)
  expect(() => recipe.restore({ size: 1.5 }, 2, {})).toThrowError(refused)
  expect(made).toEqual([])
})

test('shows the registry what it is, frozen, and keeps its making to itself', () => {
  expect(Object.keys(recipe).sort()).toEqual(
    ['name', 'title', 'paper', 'needs', 'gives', 'defaults', 'create', 'restore'].sort(),
  )
  expect([recipe, recipe.defaults].every(Object.isFrozen)).toBe(true)
})
