import { describe, expect, test } from 'vitest'
import type { Recipe, RowQuery } from '../../src/recommenders/contract.ts'
import { itemKnn } from '../../src/recommenders/neighbours/item-knn.ts'
import { recipe, recipes } from '../../src/recommenders/registry.ts'
import { recommenderChecks } from './recommender-suite.ts'

describe.each(recipes.map((one) => [one.name, one] as const))('%s', (_, one) => {
  test.each(recommenderChecks.filter((check) => check.applies(one)))('$name', (check) => check.run(one))
})

describe('the suite itself', () => {
  const failures = async (subject: Recipe) => {
    const failed: string[] = []
    for (const check of recommenderChecks.filter((one) => one.applies(subject))) {
      await check.run(subject).catch(() => failed.push(check.name))
    }
    return failed
  }

  test('the random recommender fails it, by what it learns and by nothing else', async () => {
    expect(await failures(recipe('random'))).toEqual(['finds the held-out cell of a checkerboard'])
  })

  /** Item neighbours with something done to the query or the scores after each call. */
  const broken = (damage: (query: RowQuery, scores: Float32Array) => void): Recipe => ({
    ...itemKnn,
    create(options) {
      const model = itemKnn.create(options)
      return {
        name: model.name,
        config: model.config,
        get items() {
          return model.items
        },
        fit: (data, run) => model.fit(data, run),
        tensors: () => model.tensors(),
        score(query, scores) {
          model.score(query, scores)
          damage(query, scores)
        },
      }
    },
  })
  let asked = 0

  test.each<[string, string, (query: RowQuery, scores: Float32Array) => void]>([
    ['does nothing wrong', '', () => {}],
    ['answers nothing with NaN', 'writes every score', ({ history }, scores) => scores.fill(history.length ? 0 : NaN)],
    ['remembers', 'answers by the query alone', (_, scores) => scores.fill(++asked, 0, 1)],
    ['sorts the history', 'leaves the query', ({ history }) => (history as unknown as number[]).sort()],
    ['adds noise', 'gives the same bits', (_, scores) => scores.set([scores[0]! + 1e-6])],
  ])('a recommender that %s is found out by "%s"', async (_, name, damage) => {
    const failed = await failures(broken(damage))
    if (name === '') expect(failed).toEqual([])
    else expect(failed.some((one) => one.startsWith(name))).toBe(true)
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
