import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMovieLens } from '../../../bench/parts/worlds.ts'
import type { Item } from '../../../src/catalogue/item.ts'
import type { Interactions } from '../../../src/datasets/interactions.ts'
import { Random } from '../../../src/random.ts'
import type { Recommender, VectorModel } from '../../../src/recommenders/contract.ts'
import { metaProd2vec } from '../../../src/recommenders/embeddings/meta-prod2vec.ts'
import {
  aimOf,
  answer,
  cosineTable,
  isVectorModel,
  type VectorQuestion,
} from '../../../src/recommenders/embeddings/vector-questions.ts'
import { recipe } from '../../../src/recommenders/registry.ts'
import { interactionsOf as fromCatalogue } from '../../../tools/build-models.ts'
import { dataFolder } from '../../../tools/data-folder.ts'
import { demoCatalogue, simulateViewers } from '../../../tools/simulate-viewers.ts'
import { rows } from '../../worlds/world.ts'

const r = (row: number) => rows(row)[0]!
/** A toy space of east, north and up; row 6 is unknown, and "sour" points up. */
const s = Math.SQRT1_2
const points = [
  [1, 0, 0], // 0 east
  [0, 1, 0], // 1 north
  [s, s, 0], // 2 north-east
  [s, 0, s], // 3 east and up
  [0, 0, 1], // 4 up
  [0.9, 0.4, Math.sqrt(1 - 0.97)], // 5 nearly east, a little north
  [0, 0, 0], // 6
  [-1, 0, 0], // 7 west
]
const toy: VectorModel = {
  items: points.length,
  embeddingSize: 3,
  vectors: Float32Array.from(points.flat()),
  tag: (field, value) => (field === 'taste' && value.toLowerCase() === 'sour' ? Float32Array.of(0, 0, 1) : undefined),
}
/** One question of a model, answered. */
function askVectors(model: VectorModel, question: VectorQuestion, scores: Float32Array) {
  const aim = aimOf(model, question)
  answer(aim, cosineTable(model), scores)
  return aim
}

const sour = { field: 'taste', value: 'Sour' }

function ask(question: VectorQuestion) {
  const scores = new Float32Array(toy.items)
  const answer = askVectors(toy, question, scores)
  const order = [...scores.keys()].filter((row) => scores[row] !== 0).sort((a, b) => scores[b]! - scores[a]!)
  return { ...answer, scores: [...scores], order }
}

describe('in a space that one can see', () => {
  test('like A: the nearest by angle, itself left out', () => {
    const { order, scores, known } = ask({ like: rows(0) })
    expect(known).toBe(true)
    expect(order.slice(0, 1)).toEqual([5])
    expect(order.at(-1)).toBe(7)
    expect(scores[0]).toBe(0)
    expect(scores[2]).toBeCloseTo(s, 6)
    expect(scores[7]).toBeCloseTo(-1, 6)
  })

  test('like A and B: what lies with both comes before what lies with one', () => {
    expect(ask({ like: rows(0, 4) }).order[0]).toBe(3)
    expect(ask({ like: rows(0, 1) }).order[0]).toBe(2)
  })

  test('like A but not B: what A has and B has not', () => {
    expect(ask({ like: rows(2) }).order[0]).toBe(5)
    expect(ask({ like: rows(2), unlike: rows(0) }).order[0]).toBe(1)
    const { scores } = ask({ like: rows(2), unlike: rows(1) })
    expect(scores[0]).toBeGreaterThan(scores[3]!)
    expect(scores[4]).toBeCloseTo(0, 6)
  })

  test('A with the taste of T, not with it, and T alone', () => {
    expect(ask({ like: rows(0), tags: [sour] }).order[0]).toBe(3)
    expect(ask({ tags: [sour] }).order.slice(0, 2)).toEqual([4, 3])
    expect(ask({ like: rows(3), unlikeTags: [sour] }).order[0]).toBe(0)
  })

  test('between A and B: as near to one as to the other', () => {
    const { order, scores } = ask({ between: [r(0), r(1)] })
    expect(order[0]).toBe(2)
    expect(scores[2]).toBeCloseTo(s, 6)
    // 5 is nearer to the middle than 4 or 3 but leans to one side
    expect(scores[5]).toBeCloseTo(0.4, 6)
    expect(ask({ between: [r(0), r(1)], tags: [sour] }).scores[3]).toBeGreaterThan(0.4)
  })

  test('what is not known is told, and alone gives no answer', () => {
    expect(ask({ like: rows(6) })).toMatchObject({ known: false, unknownRows: [6], order: [] })
    const sweet = { field: 'taste', value: 'sweet' }
    expect(ask({ tags: [sweet] })).toMatchObject({ known: false, unknownTags: [sweet], order: [] })
    expect(ask({ like: rows(0, 6), tags: [sweet] }).scores).toEqual(ask({ like: rows(0) }).scores)
    expect(ask({ unlike: rows(0) }).known).toBe(false)
    expect(ask({ between: [r(0), r(7)], like: rows(7) })).toMatchObject({ known: false })
    expect(() => ask({ like: rows(8) })).toThrow(RangeError)
  })

  test('tells who can be asked', () => {
    expect(isVectorModel(recipe('meta-prod2vec').create())).toBe(true)
    expect(isVectorModel(recipe('ease').create())).toBe(false)
  })
})

/** Asks about many items: how many of the first ten have a tag, with it in the question and without. */
function shares(model: VectorModel, content: readonly (Item | undefined)[], field: string, value: string) {
  const has = (row: number) => content[row]?.tags[field]?.some((one) => one.toLowerCase() === value) ?? false
  const scores = new Float32Array(model.items)
  const share = (question: VectorQuestion) => {
    askVectors(model, question, scores)
    const top = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 10)
    return top.filter(has).length / 10
  }
  const asked = Array.from({ length: 40 }, (_, i) => Math.floor((i * model.items) / 40)).filter((row) => !has(row))
  const mean = (question: (row: number) => VectorQuestion) =>
    asked.reduce((sum, row) => sum + share(question(row)), 0) / asked.length
  const tags = [{ field, value }]
  return {
    plain: mean((row) => ({ like: rows(row) })),
    with: mean((row) => ({ like: rows(row), tags })),
    without: mean((row) => ({ like: rows(row), unlikeTags: tags })),
  }
}

async function fitted(interactions: Interactions, items: readonly Item[]) {
  const byId = new Map(items.map((item) => [item.id, item]))
  const content = interactions.items.ids.map((id) => byId.get(id))
  const model = metaProd2vec.create({
    embeddingSize: 16,
    epochs: 3,
    window: 2,
    fieldWeights: { cast: 0, director: 0 },
  })
  await model.fit({ interactions, content }, { random: new Random(1) })
  return { model: model as Recommender & VectorModel, content }
}

test('the demo: "with the taste of" brings more of a genre, "not" brings less', async () => {
  const catalogue = await demoCatalogue()
  const liked = simulateViewers(catalogue)
    .slice(0, 500)
    .map((viewer) => viewer.sessions.flatMap((session) => session.liked))
  const { model, content } = await fitted(fromCatalogue(catalogue, liked), catalogue.items)
  const horror = shares(model, content, 'genre', 'horror')
  expect(horror.with).toBeGreaterThan(2 * horror.plain)
  expect(horror.without).toBeLessThanOrEqual(horror.plain)
})

const folder = join(dataFolder(), 'ml-latest-small')
test.skipIf(!existsSync(folder))('the same on real ratings (ml-latest-small)', async () => {
  const { items, interactions } = await readMovieLens(folder, join(dataFolder(), 'wikipedia-movies'))
  const { model, content } = await fitted(interactions, items)
  const scores = new Float32Array(model.items)
  const rowOf = (title: string) => r(content.findIndex((item) => item?.title.includes(title)))
  // The second film of a series is among the nearest to the first.
  askVectors(model, { like: [rowOf('Fellowship of the Ring')] }, scores)
  const rank = (row: number) => scores.filter((score) => score >= scores[row]!).length
  expect(rank(rowOf('The Two Towers'))).toBeLessThanOrEqual(10)
  const animation = shares(model, content, 'genre', 'animation')
  expect(animation.with).toBeGreaterThan(animation.plain + 0.2)
  expect(animation.without).toBeLessThanOrEqual(animation.plain)
})
