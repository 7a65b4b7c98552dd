import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveBlendWeights } from '../../../src/artifacts/blend-weights.ts'
import { loadMind } from '../../../src/dialogue/mind/load.ts'
import { blendDefaults } from '../../../src/recommenders/blend.ts'
import { writeHome } from './home.ts'
import { nothing } from './world.ts'

let home: Awaited<ReturnType<typeof writeHome>>
beforeAll(async () => {
  home = await writeHome()
})
afterAll(() => home.remove())

test('loads catalogue, models and understanding of a home', async () => {
  const mind = await loadMind(home.source)
  expect(mind.catalogue.size).toBe(30)
  expect(mind.popularity?.[7]).toBe(7)
  expect(mind.engine.recommend({ ...nothing, count: 1 }).items[0]?.item).toBe('g29')
  expect(mind.understanding.understand('I loved Game 3', { shown: [] }).clauses.length).toBeGreaterThan(0)
})

test('without models there is no popularity, and content still recommends', async () => {
  const { models: _, ...source } = home.source
  const mind = await loadMind(source)
  expect(mind.popularity).toBeUndefined()
  const { items } = mind.engine.recommend({ ...nothing, tags: [{ field: 'kind', value: 'card', weight: 1 }] })
  expect(items.map((one) => mind.catalogue.get(one.item).tags.kind)).toEqual([['card'], ['card'], ['card']])
})

test('the limits of the operator reach the engine', async () => {
  const mind = await loadMind({ ...home.source, limits: { blocked: [{ field: 'kind', value: 'card' }] } })
  expect(mind.engine.recommend(nothing).candidates).toBe(15)
})

test('what cannot be read is told with a code', async () => {
  await expect(loadMind({ ...home.source, catalogue: ['/nowhere.jsonl'] })).rejects.toMatchObject({ code: 'NO_FILE' })
})

test('weights that were fitted for a home are used in its blend', async () => {
  const before = await loadMind(home.source)
  const { parts } = before.engine.recommend({ ...nothing, count: 1 }).items[0]!
  await saveBlendWeights(home.source.models!, {
    weights: { popularity: 10 },
    data: { fingerprint: '' },
    metrics: {},
  })
  const after = await loadMind(home.source)
  expect(after.engine.recommend({ ...nothing, count: 1 }).items[0]!.parts.popularity).toBeCloseTo(
    (10 / blendDefaults.weights.popularity!) * parts.popularity!,
    4,
  )
})
