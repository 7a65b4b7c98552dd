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

/** A world where every epoch but the first makes it worse: the newest sessions go round the other way. */
const turned = {
  ...data.interactions,
  rows: data.interactions.rows.map((row, at) => (at > data.interactions.rows.length * 0.9 ? 19 - row : row)),
}

test('with validation the best epoch is kept, its figure told, and without a better one it ends early', async () => {
  const learnt = async (more: object, run: Partial<FitRun> = {}) => {
    const model = gru4rec.create({ ...options, epochs: 8, validation: 0.1, ...more })
    const records: EpochRecord[] = []
    const told = { epoch: (record: EpochRecord) => records.push(record) }
    const { notes } = await model.fit({ interactions: turned }, { random: new Random(3), ...told, ...run })
    return { records, notes, tensors: model.tensors() }
  }
  const whole = await learnt({})
  expect(whole.records.length).toBe(8)
  const values = whole.records.map(({ metric }) => metric!.value)
  const best = values.indexOf(Math.max(...values)) + 1
  expect(whole.records.every(({ metric }) => metric!.name === 'mrr@20')).toBe(true)
  expect(best).toBeLessThan(6)
  expect(whole.notes).toEqual([
    `The newest 40 sessions were not learned; by them epoch ${best} of 8 was best and is kept, mrr@20 ${values[best - 1]!.toFixed(4)}.`,
  ])
  // What is kept is what a training of just so many epochs ends with.
  expect((await learnt({ epochs: best })).tensors).toEqual(whole.tensors)
  const early = await learnt({ patience: 2 })
  expect(early.records.length).toBe(best + 2)
  expect(early.tensors).toEqual(whole.tensors)

  // Cut off and resumed it knows the best epoch still, and that it is over.
  const checkpoint = keep()
  await learnt({ patience: 2 }, { checkpoint })
  const again = await learnt({ patience: 2 }, { checkpoint })
  expect(again.records).toEqual([])
  expect(again.tensors).toEqual(whole.tensors)
  checkpoint.kept.splice(best)
  expect((await learnt({ patience: 2 }, { checkpoint })).tensors).toEqual(whole.tensors)
  await expect(learnt({ validation: undefined }, { checkpoint })).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH' })
})

test('without validation nothing of it is in the config, and patience has nothing to wait for', () => {
  expect(gru4rec.create(options).config).not.toHaveProperty('validation')
  expect(() => gru4rec.create({ patience: 2 })).toThrow('patience: needs a share of the sessions')
  expect(() => gru4rec.create({ nonsense: 2 } as object)).toThrow(
    expect.objectContaining({ fix: expect.stringMatching(/validation, patience/) }),
  )
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

test.each([
  ['bpr-max', '0.69'],
  ['cross-entropy', '3.6'],
])('a loss far above that of guessing is told, with what to lower: %s', async (loss, guessing) => {
  const wild = await trained({ loss, learningRate: 10, momentum: 0.999 })
  expect(wild.report.notes).toEqual([
    expect.stringMatching(/^The loss ended at \S+, where .*: choose a lower learningRate than 10, or less momentum\.$/),
  ])
  expect(wild.report.notes[0]).toContain(`guessing costs some ${guessing}:`)
  expect((await trained({ loss })).report.notes).toEqual([])
})
