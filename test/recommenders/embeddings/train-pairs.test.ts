import { expect, test } from 'vitest'
import { SkipGram } from '../../../src/kernels/skip-gram.ts'
import type { CheckpointStore } from '../../../src/nn/checkpoint.ts'
import type { EpochRecord } from '../../../src/nn/epoch.ts'
import { Random } from '../../../src/random.ts'
import { setPairs } from '../../../src/recommenders/embeddings/pair-sources.ts'
import { type PairSource, trainPairs } from '../../../src/recommenders/embeddings/train-pairs.ts'
import { memoryStore } from '../../nn/memory-store.ts'

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
    finite: () => true,
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
  await trainPairs('toy', model, source, { epochs: 20, learningRate: 1 }, run)
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
  await trainPairs('toy', model, source, { epochs: 4, learningRate: 0.1 }, { random: new Random(1) })
  expect(calls.map(({ rate }) => rate)).toEqual([0.075, 0.05, 0.025, 0.0004].map((rate) => expect.closeTo(rate, 12)))
})

test('stops in the middle when it is called off', async () => {
  const { calls, model } = recorder(1)
  const control = new AbortController()
  const progress = (done: number) => {
    if (done > 6) control.abort(new Error('enough'))
  }
  const run = { random: new Random(1), signal: control.signal, progress }
  await expect(trainPairs('toy', model, source, { epochs: 5, learningRate: 1 }, run)).rejects.toThrow('enough')
  expect(calls.length).toBeLessThan(15)
})

const shape = {
  inputs: 6,
  outputs: 6,
  embeddingSize: 4,
  objective: {
    kind: 'negative-sampling',
    negatives: 2,
    terms: [{ noise: { weights: [1, 1, 1, 1, 1, 1] }, weight: 1 }],
  },
} as const
const sets = setPairs(
  { offsets: Uint32Array.of(0, 3, 5, 9), rows: Uint32Array.of(0, 1, 2, 3, 4, 0, 2, 4, 5) },
  new Float64Array(6).fill(0.8),
  2,
)

test('a loss that is no number ends training, with the epoch and a way out', async () => {
  const model = new SkipGram(shape, new Random(1))
  let told = 0
  const run = {
    random: new Random(1),
    epoch: () => {
      told++
      // What a step that is far too long leaves.
      if (told === 2) model.inputs.fill(Number.NaN)
    },
  }
  await expect(trainPairs('toy', model, sets, { epochs: 9, learningRate: 7 }, run)).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: 'toy: what is learned is no number any more in epoch 3',
    fix: 'Choose a learningRate below 7.',
  })
})

test('a number that no pair was looked at for is found in the end; nothing to learn is no fault', async () => {
  const model = new SkipGram(shape, new Random(1))
  model.outputs[4 * 5 + 1] = Number.POSITIVE_INFINITY
  const nothing: PairSource = { units: 1, events: () => 1, emit: () => {} }
  const losses: number[] = []
  const run = { random: new Random(1), epoch: ({ loss }: EpochRecord) => losses.push(loss) }
  await expect(trainPairs('toy', model, nothing, { epochs: 2, learningRate: 1 }, run)).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: expect.stringContaining('epoch 2'),
  })
  model.outputs.fill(0)
  await trainPairs('toy', model, nothing, { epochs: 2, learningRate: 1 }, run)
  expect(losses).toEqual([0, 0, 0])
})

test.each([1, 2])('cut off and begun again it ends with the same bits, with %i workers', async (workers) => {
  const learnt = async (store?: CheckpointStore, cutAfter = 99) => {
    const model = new SkipGram({ ...shape, workers }, new Random(1))
    const control = new AbortController()
    let told = 0
    const run = {
      random: new Random(1),
      signal: control.signal,
      ...(store && { checkpoint: store }),
      epoch: () => {
        if (++told === cutAfter) control.abort(new Error('cut off'))
      },
    }
    try {
      await trainPairs('toy', model, sets, { epochs: 7, learningRate: 0.5, pairsBetween: 1 }, run)
      return { told, model: [model.vectors('inputs', 4), model.vectors('outputs', 4)] }
    } finally {
      await model.close()
    }
  }
  const whole = await learnt()
  const store = memoryStore()
  await expect(learnt(store, 3)).rejects.toThrow('cut off')
  const resumed = await learnt(store)
  expect(resumed.told).toBe(4)
  expect(resumed.model).toEqual(whole.model)
})

test('a checkpoint of another model is refused', async () => {
  const store = memoryStore()
  const schedule = { epochs: 2, learningRate: 0.5, pairsBetween: 1 }
  const run = { random: new Random(1), checkpoint: store }
  await trainPairs('toy', new SkipGram(shape, new Random(1)), sets, schedule, run)
  const other = new SkipGram({ ...shape, embeddingSize: 8 }, new Random(1))
  await expect(trainPairs('toy', other, sets, schedule, run)).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH' })
})
