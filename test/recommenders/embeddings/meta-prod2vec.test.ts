import { expect, test } from 'vitest'
import type { Item } from '../../../src/catalogue/item.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { Random } from '../../../src/random.ts'
import type { Recommender, VectorModel } from '../../../src/recommenders/contract.ts'
import { metaProd2vec } from '../../../src/recommenders/embeddings/meta-prod2vec.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

const item = (row: number, colour: string): Item => ({
  id: `item-${row}` as ItemId,
  title: '',
  otherTitles: [],
  text: '',
  tags: { colour: [colour], serial: [`number ${row}`] },
  numbers: {},
})
// Items 0-5 are red and 6-11 blue; each person keeps to one colour. 12 and 13 are new.
const random = new Random(1)
const sequences = Array.from({ length: 300 }, (_, s) => {
  const first = s % 2 ? 6 : 0
  return Array.from({ length: 4 }, () => first + random.int(6))
})
const interactions = interactionsOf(sequences, 14)
const content = [...Array.from({ length: 12 }, (_, row) => item(row, row < 6 ? 'Red' : 'Blue')), item(12, 'red')]
const quick = { embeddingSize: 16 }
const cosine = (a: ArrayLike<number>, b: Float32Array) => b.reduce((sum, value, j) => sum + value * a[j]!, 0)
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
const vectorOf = (model: VectorModel, row: number) => model.vectors.subarray(row * 16, (row + 1) * 16)

test('items that share a tag are near, though few of them were ever taken together', async () => {
  // Two colours of 40 items each, and only 60 sessions of three.
  const few = Array.from({ length: 60 }, (_, s) => Array.from({ length: 3 }, () => 40 * (s % 2) + random.int(40)))
  const seen = new Set(few.flatMap((rows) => rows.flatMap((a) => rows.map((b) => `${a} ${b}`))))
  const data = interactionsOf(few, 80)
  const colours = Array.from({ length: 80 }, (_, row) => item(row, row < 40 ? 'red' : 'blue'))
  const gap = async (fieldWeights: Record<string, number>) => {
    const { model } = await train(metaProd2vec, { ...quick, fieldWeights }, data, colours)
    const [alike, unlike] = [[] as number[], [] as number[]]
    for (const a of new Set(few.flat())) {
      const scores = ask(model, a)
      for (const b of new Set(few.flat())) {
        if (!seen.has(`${a} ${b}`)) (a < 40 === b < 40 ? alike : unlike).push(scores[b]!)
      }
    }
    return mean(alike) - mean(unlike)
  }
  const plain = await gap({ colour: 0 })
  expect(await gap({})).toBeGreaterThan(plain + 0.2)
})

test('tags lie among their items; a tag of one item has no vector', async () => {
  const { model } = await train(metaProd2vec, quick, interactions, content)
  const space = model as Recommender & VectorModel
  const red = space.tag('colour', 'RED')!
  const likeness = Array.from({ length: 12 }, (_, row) => cosine(red, vectorOf(space, row)))
  expect(Math.min(...likeness.slice(0, 6))).toBeGreaterThan(Math.max(...likeness.slice(6)))
  expect(space.tag('serial', 'number 3')).toBeUndefined()
  expect(space.tag('colour', 'green')).toBeUndefined()
})

test('an item that nobody took lies where its tags are, one without tags nowhere', async () => {
  const { model } = await train(metaProd2vec, quick, interactions, content)
  const space = model as Recommender & VectorModel
  expect(cosine(space.tag('colour', 'red')!, vectorOf(space, 12))).toBeCloseTo(1, 5)
  expect([...vectorOf(space, 13)].every((value) => value === 0)).toBe(true)
  expect(ask(model, 0)[12]).toBeGreaterThan(ask(model, 6)[12]!)
})

test.each(['tagByItem', 'itemByTag', 'tagByTag', 'itemByOwnTag'] as const)(
  'the term %s alone brings tags and items together',
  async (term) => {
    const off = { tagByItem: 0, itemByTag: 0, tagByTag: 0, itemByOwnTag: 0, fieldWeights: { serial: 0 } }
    const { model } = await train(metaProd2vec, { ...quick, ...off, [term]: 1 }, interactions, content)
    const space = model as Recommender & VectorModel
    const red = space.tag('colour', 'red')!
    if (term === 'tagByTag') {
      // Items take no part in it: only the tags move, apart from each other.
      expect(cosine(red, space.tag('colour', 'blue')!)).toBeLessThan(0.5)
      return
    }
    const likeness = Array.from({ length: 12 }, (_, row) => cosine(red, vectorOf(space, row)))
    expect(mean(likeness.slice(0, 6))).toBeGreaterThan(mean(likeness.slice(6)) + 0.2)
  },
)

test('with one noise for all kinds it learns the same', async () => {
  const { model } = await train(metaProd2vec, { ...quick, noise: 'joint' }, interactions, content)
  expect(ask(model, 0)[4]).toBeGreaterThan(ask(model, 0)[9]!)
})

test('without any shared tag it is prod2vec, and says so', async () => {
  const { notes } = await train(metaProd2vec, quick, interactions)
  expect(notes).toEqual(['No item has a tag that another has as well: this is prod2vec.'])
})
