import { expect, test } from 'vitest'
import type { EpochRecord } from '../../../src/nn/epoch.ts'
import { Random } from '../../../src/random.ts'
import { prod2vec } from '../../../src/recommenders/embeddings/prod2vec.ts'
import { checkerboard } from '../../worlds/checkerboard.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

const quick = { embeddingSize: 8, epochs: 30 }
const pairs = interactionsOf(
  Array.from({ length: 60 }, (_, s) => (s % 2 ? [0, 1, 0, 1] : [2, 3, 2, 3])),
  6,
)

test('an item that nobody took has no vector: it says nothing and gets nothing', async () => {
  const { model } = await train(prod2vec, quick, pairs)
  expect(ask(model, 4)).toEqual([0, 0, 0, 0, 0, 0])
  expect(ask(model, 0).slice(4)).toEqual([0, 0])
})

test('scores are cosines: what goes together is near 1, the item itself is left out', async () => {
  const { model } = await train(prod2vec, quick, pairs)
  const [own, partner, other] = ask(model, 0)
  expect(own).toBeCloseTo(0, 6)
  expect(partner).toBeGreaterThan(0.9)
  expect(partner).toBeLessThan(1.000001)
  expect(other).toBeLessThan(0.5)
})

test('the loss falls from epoch to epoch, below that of knowing nothing', async () => {
  const epochs: EpochRecord[] = []
  const model = prod2vec.create({ ...quick, negatives: 3 })
  const { data } = checkerboard(new Random(1))
  await model.fit(data, { random: new Random(1), epoch: (record) => epochs.push(record) })
  expect(epochs.length).toBe(30)
  expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss)
  // four rows at even odds
  expect(epochs.at(-1)!.loss).toBeLessThan(4 * Math.LN2)
})

test('several workers give the same bits every time and nothing to tell, unless they are let loose', async () => {
  const { data } = checkerboard(new Random(1))
  const learnt = (options: object) => train(prod2vec, { ...quick, ...options }, data.interactions)
  const one = await learnt({ workers: 2 })
  expect(one.notes).toEqual([])
  expect((await learnt({ workers: 2 })).model.tensors()).toEqual(one.model.tensors())
  const { notes, model } = await train(prod2vec, { ...quick, workers: 2, parallel: 'hogwild' }, pairs)
  expect(notes).toEqual([
    '2 workers shared the vectors without locks (Hogwild): the next run gives slightly different ones.',
  ])
  const [, partner, other] = ask(model, 0)
  expect(partner! - other!).toBeGreaterThan(0.3)
})

test('two-step neighbours are near by input vectors, one-step ones by the sum as well', async () => {
  // 0 is always followed by 1 and 2 by 3, nothing else: 0 and 2 have no neighbour in common, nor has 0 one with 1.
  const data = interactionsOf(
    Array.from({ length: 60 }, (_, s) => (s % 2 ? [0, 1] : [2, 3])),
    4,
  )
  const near = async (vectors: 'input' | 'sum') =>
    ask((await train(prod2vec, { ...quick, vectors }, data)).model, 0)[1]!
  expect(await near('sum')).toBeGreaterThan(0.8)
  expect(await near('sum')).toBeGreaterThan((await near('input')) + 0.2)
})
