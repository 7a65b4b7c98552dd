import { expect, test } from 'vitest'
import type { SkipGram } from '../../../src/kernels/skip-gram.ts'
import type { EpochRecord } from '../../../src/nn/epoch.ts'
import { Random } from '../../../src/random.ts'
import { type PairSource, trainPairs } from '../../../src/recommenders/embeddings/train-pairs.ts'

/** A trainer that only writes down what it is given. */
function recorder(capacity: number) {
  const calls: { pairs: number[][]; rate: number }[] = []
  const pairs = new Uint32Array(3 * capacity)
  const model = {
    capacity,
    pairs,
    train: (count: number, rate: number) =>
      calls.push({ pairs: Array.from({ length: count }, (_, p) => [...pairs.slice(3 * p, 3 * p + 3)]), rate }),
    takeLoss: () => 0.5,
  }
  return { calls, model: model as unknown as SkipGram }
}
const source: PairSource = {
  units: 3,
  events: (unit) => unit + 1,
  emit(unit, _, push) {
    for (let i = 0; i <= unit; i++) push(unit, i, 7)
  },
}

test('every epoch trains all pairs once, in buffers of the right size, in another order', async () => {
  const { calls, model } = recorder(4)
  const epochs: EpochRecord[] = []
  const run = { random: new Random(1), epoch: (record: EpochRecord) => epochs.push(record) }
  await trainPairs(model, source, { epochs: 20, learningRate: 1 }, run)
  const all = ['0,0,7', '1,0,7', '1,1,7', '2,0,7', '2,1,7', '2,2,7']
  const trained = calls.flatMap((call) => call.pairs.map(String))
  const orders = Array.from({ length: 20 }, (_, epoch) => trained.slice(6 * epoch, 6 * epoch + 6))
  for (const order of orders) expect(order.toSorted()).toEqual(all)
  expect(new Set(orders.map(String)).size).toBeGreaterThan(1)
  expect(Math.max(...calls.map((call) => call.pairs.length))).toBe(4)
  expect(epochs.map(({ epoch, of, loss, events }) => [epoch, of, loss, events])).toEqual(
    Array.from({ length: 20 }, (_, e) => [e + 1, 20, 0.5, 6]),
  )
})

test('the learning rate falls linearly and never below its floor', async () => {
  const { calls, model } = recorder(1000)
  await trainPairs(model, source, { epochs: 4, learningRate: 0.1 }, { random: new Random(1) })
  expect(calls.map(({ rate }) => rate)).toEqual([0.075, 0.05, 0.025, 0.0004].map((rate) => expect.closeTo(rate, 12)))
})

test('stops in the middle when it is called off', async () => {
  const { calls, model } = recorder(1)
  const control = new AbortController()
  const progress = (done: number) => {
    if (done > 6) control.abort(new Error('enough'))
  }
  const run = { random: new Random(1), signal: control.signal, progress }
  await expect(trainPairs(model, source, { epochs: 5, learningRate: 1 }, run)).rejects.toThrow('enough')
  expect(calls.length).toBeLessThan(15)
})
