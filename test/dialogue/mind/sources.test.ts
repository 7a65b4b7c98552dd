import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { save } from '../../../src/artifacts/save.ts'
import type { ItemRow } from '../../../src/datasets/vocabulary.ts'
import { contentOptions, readModels, sourcesFor } from '../../../src/dialogue/mind/sources.ts'
import { Random } from '../../../src/random.ts'
import { measureScale } from '../../../src/recommenders/blend.ts'
import { recipe } from '../../../src/recommenders/registry.ts'
import { catalogueOf } from './world.ts'

const catalogue = catalogueOf([
  { id: 'a', tags: { kind: ['card'] } },
  { id: 'b', tags: { kind: ['card'] } },
  { id: 'c', tags: { kind: ['dice'] } },
])
const interactions = {
  items: catalogue.vocabulary,
  offsets: Uint32Array.of(0, 2, 4, 5),
  rows: Uint32Array.of(0, 1, 0, 1, 2),
  times: new Float64Array(5).fill(Number.NaN),
  values: new Float32Array(5).fill(1),
  names: ['x', 'y', 'z'],
}
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tastebud-sources-'))
  for (const [name, metrics] of [
    ['popularity', { scale: 7 }],
    ['item-knn', {}],
  ] as const) {
    const model = recipe(name).create()
    await model.fit({ interactions }, { random: new Random(1) })
    const content = {
      model: name,
      config: model.config,
      items: catalogue.vocabulary.ids,
      data: { fingerprint: 'x', events: 5 },
      metrics,
    }
    await save(join(folder, name), content, model.tensors())
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('readModels and sourcesFor', () => {
  test('load what was saved, with the saved scale, else a measured one', async () => {
    const { models: sources } = await sourcesFor(catalogue, await readModels(folder))
    expect(sources.map((source) => source.name)).toEqual(['item-knn', 'popularity', 'content'])
    const [knn, popularity] = sources
    expect(popularity?.scale).toBe(7)
    expect(knn?.scale).toBe(measureScale(knn!.model, [2, 2, 1]))
    const scores = new Float32Array(3)
    knn?.model.score({ history: [0 as ItemRow] }, scores)
    expect(scores[1]).toBeGreaterThan(0)
    expect(scores[2]).toBe(0)
  })

  test('follow the catalogue where it has changed since', async () => {
    const changed = catalogueOf([{ id: 'c' }, { id: 'new' }, { id: 'b' }, { id: 'a' }])
    const { models: sources } = await sourcesFor(changed, await readModels(folder))
    const scores = new Float32Array(4)
    sources.find((source) => source.name === 'popularity')?.model.score({ history: [] }, scores)
    expect([...scores]).toEqual([1, 0, 2, 2])
  })

  test('without models there is content, and without anything to compare by nothing', async () => {
    const { models: sources } = await sourcesFor(catalogue, [])
    expect(sources.map((source) => source.name)).toEqual(['content'])
    const scores = new Float32Array(3)
    sources[0]?.model.score({ history: [0 as ItemRow] }, scores)
    expect(scores[1]).toBeGreaterThan(0)
    expect(await sourcesFor(catalogueOf([{ id: 'a' }, { id: 'b' }]), [])).toEqual({ models: [] })
  })

  test('a model of another program or without sense is refused as an artifact, with its folder', async () => {
    const [knn, popularity] = await readModels(folder)
    if (!knn || !popularity) throw new Error('nothing was read')
    const oracle = { ...knn, manifest: { ...knn.manifest, model: 'oracle' } }
    await expect(sourcesFor(catalogue, [oracle])).rejects.toMatchObject({
      code: 'ARTIFACT_VERSION',
      message: expect.stringContaining(join(folder, 'item-knn')),
    })
    const cut = { ...knn, tensors: {} }
    await expect(sourcesFor(catalogue, [cut])).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' })
    const flat = { ...popularity, manifest: { ...popularity.manifest, metrics: { scale: 0 } } }
    await expect(sourcesFor(catalogue, [flat])).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' })
  })

  test('a folder that is not there is refused with a way out', async () => {
    await expect(readModels(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ARTIFACT_MISSING' })
  })
})

test('contentOptions takes the weights of the fields from the domain', () => {
  expect(contentOptions(catalogue)).toEqual({ tagWeights: { kind: 1, maker: 1, mood: 1 } })
})
