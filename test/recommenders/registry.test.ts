import { expect, test } from 'vitest'
import { optionsOf, recipe, recipes, testRecipes } from '../../src/recommenders/registry.ts'

test('finds each recommender by its name', () => {
  for (const one of [...recipes, ...testRecipes]) expect(recipe(one.name)).toBe(one)
  const names = recipes.map((one) => one.name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
})

test('lists no recommender that is for tests', () => {
  expect(recipes.map((one) => one.name)).not.toContain('random')
  expect(testRecipes.map((one) => one.name)).toEqual(['random'])
})

test('each says what it is, where from and what it gives', () => {
  for (const one of recipes) {
    for (const text of [one.title, one.paper, one.gives]) expect(text.length).toBeGreaterThan(5)
    expect(one.needs.length).toBeGreaterThan(0)
    expect(Object.isFrozen(one.defaults)).toBe(true)
  }
})

test.each([
  ['eas', 'ease'],
  ['ItemKNN', 'item-knn'],
  ['vsknn', 'v-sknn'],
  ['popular', 'popularity'],
])('"%s" is unknown, "%s" is offered first', (wrong, near) => {
  expect(() => recipe(wrong)).toThrowError(
    expect.objectContaining({ code: 'UNKNOWN_MODEL', message: expect.stringContaining(`the nearest are ${near},`) }),
  )
})

test('neither an endless name nor one of Object is found', () => {
  for (const name of ['', 'x'.repeat(1e6), '__proto__', 'constructor']) {
    expect(() => recipe(name)).toThrowError(expect.objectContaining({ code: 'UNKNOWN_MODEL' }))
  }
})

test('every preset is options that its recommender takes', () => {
  for (const one of recipes) {
    for (const preset of Object.values(one.presets ?? {})) expect(one.create(preset).config).toEqual({ ...preset })
  }
})

test('options from a preset; what is said beside it goes first', () => {
  const preset = recipe('gru4rec').presets?.['diginetica-bprmax']
  expect(optionsOf('gru4rec', { preset: 'diginetica-bprmax', epochs: 3 })).toEqual({ ...preset, epochs: 3 })
  expect(optionsOf('ease', { lambda: 5 })).toEqual({ lambda: 5 })
  for (const [name, preset] of [
    ['gru4rec', 'diginetica'],
    ['gru4rec', 'constructor'],
    ['gru4rec', 7],
    ['ease', 'best'],
  ] as const) {
    expect(() => optionsOf(name, { preset })).toThrowError(expect.objectContaining({ code: 'BAD_OPTION' }))
  }
})
