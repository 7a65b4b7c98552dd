import { describe, expect, test } from 'vitest'
import { recipe, recipes } from '../../src/recommenders/registry.ts'
import { recommenderChecks } from './recommender-suite.ts'

describe.each(recipes.map((one) => [one.name, one] as const))('%s', (_, one) => {
  test.each(recommenderChecks.filter((check) => check.applies(one)))('$name', (check) => check.run(one))
})

describe('the suite itself', () => {
  const failures = async (name: string) => {
    const failed: string[] = []
    for (const check of recommenderChecks.filter((one) => one.applies(recipe(name)))) {
      await check.run(recipe(name)).catch(() => failed.push(check.name))
    }
    return failed
  }

  test('the random recommender fails it, by what it learns and by nothing else', async () => {
    expect(await failures('random')).toEqual(['finds the held-out cell of a checkerboard'])
  })

  test('each check applies to some recommender', () => {
    for (const check of recommenderChecks)
      expect(
        recipes.some((one) => check.applies(one)),
        check.name,
      ).toBe(true)
  })

  test('every recommender but popularity is asked a riddle', () => {
    const riddles = recommenderChecks.filter((check) => check.name.startsWith('finds'))
    const spared = recipes.filter((one) => !riddles.some((check) => check.applies(one)))
    expect(spared.map((one) => one.name)).toEqual(['popularity'])
  })
})
