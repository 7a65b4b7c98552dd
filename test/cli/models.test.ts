import { expect, test } from 'vitest'
import { command, modelsJson, modelsText } from '../../src/cli/models.ts'
import { recipes } from '../../src/recommenders/registry.ts'

test('every recommender with paper, needs and gift', () => {
  const text = modelsText(recipes)
  for (const { name, paper, gives, needs } of recipes) {
    expect(text).toContain(`${name}: `)
    expect(text).toContain(paper)
    expect(text).toContain(gives)
    expect(text).toContain(needs.join(', '))
  }
  expect(text).toContain('presets  rsc15-mrr, rsc15-hr, ')
  expect(text).not.toContain('random')
})

test('as JSON', () => {
  const parsed = JSON.parse(modelsJson(recipes)) as { name: string; needs: string[] }[]
  expect(parsed.map(({ name }) => name)).toEqual(recipes.map(({ name }) => name))
  expect(parsed.find(({ name }) => name === 'content')?.needs).toEqual(['content'])
  expect(command().name()).toBe('models')
})
