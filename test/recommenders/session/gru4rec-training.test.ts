import { expect, test } from 'vitest'
import type { CheckpointStore } from '../../../src/nn/checkpoint.ts'
import type { EpochRecord } from '../../../src/nn/epoch.ts'
import { Random } from '../../../src/random.ts'
import type { FitRun, Tensors } from '../../../src/recommenders/contract.ts'
import { gru4rec } from '../../../src/recommenders/session/gru4rec.ts'
import { cycle } from '../../worlds/cycle.ts'
import { interactionsOf } from '../../worlds/world.ts'

const { data } = cycle(new Random(7))
const options = { hiddenSizes: [12], negatives: 20, batchSize: 16, epochs: 4, workers: 1 }

async function trained(more: object = {}, run: Partial<FitRun> = {}) {
  const model = gru4rec.create({ ...options, ...more })
  const report = await model.fit(data, { random: new Random(3), ...run })
  return { tensors: model.tensors(), report }
}

/** A checkpoint in memory; what is written is copied, as a file would. */
function keep(): CheckpointStore & { kept: Tensors[] } {
  const kept: Tensors[] = []
  return {
    kept,
    write: async (tensors) => void kept.push(structuredClone(tensors)),
    read: async () => kept.at(-1),
    remove: async () => void kept.splice(0),
  }
}

test('the same seed gives the same bits, another one others; workers change nothing', async () => {
  const one = await trained()
  expect((await trained()).tensors).toEqual(one.tensors)
  for (const workers of [2, 3]) {
    const more = await trained({ workers })
    expect(more.tensors).toEqual(one.tensors)
    expect(more.report.notes).toEqual([])
  }
  expect((await trained({}, { random: new Random(4) })).tensors).not.toEqual(one.tensors)
})

test('tells each epoch with all its events, and a loss that falls', async () => {
  const records: EpochRecord[] = []
  const told: number[] = []
  await trained(
    {},
    {
      epoch: (record) => records.push(record),
      progress: (done, total) => told.push(done / total),
    },
  )
  const { rows, names } = data.interactions
  expect(records.map(({ epoch, of, events }) => [epoch, of, events])).toEqual(
    [1, 2, 3, 4].map((epoch) => [epoch, 4, rows.length - names.length]),
  )
  expect(records[3]!.loss).toBeLessThan(records[0]!.loss)
  expect(told.at(-1)).toBe(1)
  expect(told).toEqual([...told].sort((a, b) => a - b))
})

test('threads that are let loose learn every event as well, and the report says what they did', async () => {
  const records: EpochRecord[] = []
  const loose = { parallel: 'hogwild' } as const
  const { report } = await trained({ ...loose, workers: 3 }, { epoch: (record) => records.push(record) })
  const { rows, names } = data.interactions
  expect(records.map(({ events }) => events)).toEqual(new Array(4).fill(rows.length - names.length))
  expect(records[3]!.loss).toBeLessThan(records[0]!.loss)
  expect(report.notes).toEqual([expect.stringContaining('3 workers shared the weights without locks (Hogwild)')])
  // one thread has nobody to race with
  const alone = await trained(loose)
  expect(alone.tensors).toEqual((await trained()).tensors)
  expect(alone.report.notes).toEqual([])
})

test('cut off and resumed is uninterrupted, bit for bit', async () => {
  const whole = await trained({ momentum: 0.4 })
  const checkpoint = keep()
  const controller = new AbortController()
  const cut = trained(
    { momentum: 0.4 },
    {
      checkpoint,
      signal: controller.signal,
      // in the middle of the third epoch
      progress: (_, __, note) => note?.startsWith('epoch 3') && controller.abort(new Error('called off')),
    },
  )
  await expect(cut).rejects.toThrow('called off')
  expect(checkpoint.kept.length).toBe(2)
  const records: EpochRecord[] = []
  const resumed = await trained({ momentum: 0.4 }, { checkpoint, epoch: (record) => records.push(record) })
  expect(records.map(({ epoch }) => epoch)).toEqual([3, 4])
  expect(resumed.tensors).toEqual(whole.tensors)
})

test('the learning rate does not fall from epoch to epoch: the ninth teaches what the first would', async () => {
  // Nothing that is drawn, so that epochs differ in nothing but their number.
  const still = { negatives: 0, dropoutEmbedding: 0, dropoutHidden: 0, loss: 'cross-entropy' }
  const begun = keep()
  await trained({ ...still, epochs: 1 }, { checkpoint: begun })
  const after = async (done: number) => {
    const checkpoint = keep()
    await checkpoint.write({ ...begun.kept[0]!, epochs: Uint32Array.of(done) })
    return (await trained({ ...still, epochs: done + 1 }, { checkpoint })).tensors
  }
  expect(await after(8)).toEqual(await after(0))
})

test('a checkpoint of another model is refused', async () => {
  const checkpoint = keep()
  await trained({}, { checkpoint })
  for (const other of [{ hiddenSizes: [13] }, { momentum: 0 }, { embedding: 'separate' }, { epochs: 3 }]) {
    await expect(trained(other, { checkpoint })).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH' })
  }
})

test('a loss that is no number any more names the epoch', async () => {
  const checkpoint = keep()
  await trained({ epochs: 2 }, { checkpoint })
  const broken = structuredClone(checkpoint.kept[1]!)
  broken.layer0State!.fill(3e38)
  await checkpoint.write(broken)
  await expect(trained({}, { checkpoint })).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: expect.stringContaining('in epoch 3'),
  })
})

test('sequences of single events teach nothing, and the report says so', async () => {
  const model = gru4rec.create(options)
  const report = await model.fit({ interactions: interactionsOf([[1], [2], [0]], 3) }, { random: new Random(1) })
  expect(report.notes).toEqual([expect.stringContaining('two events')])
})
