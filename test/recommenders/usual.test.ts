import { expect, test } from 'vitest'
import { blendDefaults } from '../../src/recommenders/blend.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { usualModels } from '../../src/recommenders/usual.ts'

test('every usual model can be made with its options and has a weight in the blend', () => {
  for (const [name, options] of Object.entries(usualModels)) {
    expect(recipe(name).create(options).config).toMatchObject(options)
    expect(blendDefaults.weights[name]).toBeGreaterThanOrEqual(0)
  }
  expect(Object.keys(blendDefaults.weights).sort()).toEqual(Object.keys(usualModels).sort())
})
