import { expect, test } from 'vitest'
import { content } from '../../../src/recommenders/content/content.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'
import { itemOf } from './item-of.ts'

const nobody = (items: number) => interactionsOf([], items)
const shelf = [
  itemOf({ text: 'A lighthouse keeper in a storm.', tags: { genre: ['drama'], director: ['Ada'] } }),
  itemOf({ text: 'The storm took the lighthouse.', tags: { genre: ['horror'], director: ['Bo'] } }),
  itemOf({ text: 'Two clowns and one cake.', tags: { genre: ['comedy'], director: ['Ada'] } }),
  itemOf({ text: 'One cake too many.', tags: { genre: ['comedy'], director: ['Cy'] } }),
  itemOf({ text: '', tags: {} }),
]

test.each(['bm25', 'tf-idf'] as const)(
  'by words alone, the film of the same words is nearest (%s)',
  async (weighting) => {
    const { model } = await train(content, { weighting, textShare: 1, commonest: 0.5 }, nobody(5), shelf)
    const scores = ask(model, 0)
    expect(scores[1]).toBeGreaterThan(0.5)
    expect(scores.slice(2)).toEqual([0, 0, 0])
    expect(scores[0]).toBe(0)
  },
)

test('by tags alone, and a field can be made to count', async () => {
  const near = async (tagWeights: Record<string, number>) => {
    const { model } = await train(content, { textShare: 0, tagWeights }, nobody(5), shelf)
    return ask(model, 2)
  }
  const genres = await near({ genre: 3 })
  expect(genres[3]).toBeGreaterThan(genres[0]!)
  const directors = await near({ director: 3 })
  expect(directors[0]).toBeGreaterThan(directors[3]!)
  expect((await near({ director: 0 }))[0]).toBe(0)
})

test('likeness is mutual and at most 1', async () => {
  const { model } = await train(content, { commonest: 1 }, nobody(5), [...shelf.slice(0, 4), shelf[0]])
  for (let a = 0; a < 5; a++) {
    for (let b = 0; b < 5; b++) expect(ask(model, a)[b]).toBeCloseTo(ask(model, b)[a]!, 6)
  }
  expect(ask(model, 0)[4]).toBeCloseTo(1, 6)
})

test('keeps its nearest only', async () => {
  const { model } = await train(content, { neighbours: 1, commonest: 1 }, nobody(5), shelf)
  for (let row = 0; row < 4; row++) expect(ask(model, row).filter((score) => score > 0)).toHaveLength(1)
})

test('words that are everywhere are left out', async () => {
  const { model } = await train(content, { textShare: 1, commonest: 0.1 }, nobody(30), [
    ...Array.from({ length: 28 }, () => itemOf({ text: 'film' })),
    itemOf({ text: 'film snow' }),
    itemOf({ text: 'film snow' }),
  ])
  expect(ask(model, 0).every((score) => score === 0)).toBe(true)
  expect(ask(model, 28)[29]).toBeGreaterThan(0.9)
})

test('items without a description score 0, and that is said; none at all is NO_DATA', async () => {
  const { model, notes } = await train(content, {}, nobody(3), [shelf[2], undefined, shelf[3]])
  expect(notes).toEqual(['1 of 3 items have no description and score 0.'])
  expect(ask(model, 0)[1]).toBe(0)
  expect(ask(model, 1)).toEqual([0, 0, 0])
  await expect(train(content, {}, interactionsOf([[0, 1]], 2))).rejects.toMatchObject({ code: 'NO_DATA' })
})
