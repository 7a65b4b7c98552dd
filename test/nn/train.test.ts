import { describe, expect, test } from 'vitest'
import { shuffledBatches } from '../../src/nn/batches.ts'
import type { EpochRecord } from '../../src/nn/epoch.ts'
import { type Trainee, type Training, train } from '../../src/nn/train.ts'
import { Random } from '../../src/random.ts'
import { memoryStore } from './memory-store.ts'

/** No network at all: the loop cannot tell. Each step moves a weight by what it draws and by which rows came. */
function toy(
  loss: (step: number) => number = () => 1,
): Trainee<Int32Array> & { readonly weights: { w: Float64Array } } {
  const weights = { w: Float64Array.of(0) }
  const memory = { steps: Float64Array.of(0) }
  return {
    weights,
    memory,
    step(batch, random) {
      memory.steps[0] = (memory.steps[0] as number) + 1
      for (const row of batch) weights.w[0] = (weights.w[0] as number) * 0.9 + row * random.next()
      return loss(memory.steps[0])
    },
  }
}
const setting = (trainee: Trainee<Int32Array>, more: Partial<Training<Int32Array>> = {}): Training<Int32Array> => ({
  trainee,
  batches: shuffledBatches(10, 4),
  epochs: 5,
  random: new Random(3),
  ...more,
})

test('runs all epochs and tells each: mean loss, events, where it is', async () => {
  const records: EpochRecord[] = []
  const done: number[] = []
  const trainee = toy((step) => step)
  const report = await train(
    setting(trainee, { epochs: 2, epoch: (record) => records.push(record), progress: (at, of) => done.push(at / of) }),
  )
  expect(records).toEqual([
    { epoch: 1, of: 2, loss: 2, events: 10 },
    { epoch: 2, of: 2, loss: 5, events: 10 },
  ])
  expect(done).toEqual([1, 2, 3, 4, 5, 6].map((step) => step / 6))
  expect(report).toEqual({ epochs: 2, steps: 6, loss: 5, stoppedEarly: false, resumed: false })
})

test('the same seed gives the same bits, another seed others', async () => {
  const run = async (seed: number) => {
    const trainee = toy()
    await train(setting(trainee, { random: new Random(seed) }))
    return trainee.weights.w[0]
  }
  expect(await run(1)).toBe(await run(1))
  expect(await run(1)).not.toBe(await run(2))
})

describe('early stopping', () => {
  const measured = (values: number[], better: 'higher' | 'lower', patience?: number) => {
    const trainee = toy()
    const seen: number[] = []
    let at = 0
    const measure = () => {
      seen.push(trainee.weights.w[0] as number)
      return values[at++] as number
    }
    const validation = { metric: 'm', better, measure, ...(patience !== undefined && { patience }) }
    return { trainee, seen, run: () => train(setting(trainee, { validation })) }
  }

  test('ends after so many epochs without a better value, and leaves the weights of the best', async () => {
    const { trainee, seen, run } = measured([0.1, 0.5, 0.4, 0.5, 0.9], 'higher', 2)
    expect(await run()).toMatchObject({ epochs: 4, stoppedEarly: true, best: { epoch: 2, value: 0.5 } })
    expect(trainee.weights.w[0]).toBe(seen[1])
    expect(new Set(seen).size).toBe(4)
  })

  test('without patience all epochs are run, and still the best remains; lower may be better', async () => {
    const { trainee, seen, run } = measured([5, 4, 1, 3, 2], 'lower')
    expect(await run()).toMatchObject({ epochs: 5, stoppedEarly: false, best: { epoch: 3, value: 1 } })
    expect(trainee.weights.w[0]).toBe(seen[2])
  })

  test('negative values can be best', async () => {
    expect((await measured([-5, -2, -3, -4, -9], 'higher').run()).best).toEqual({ epoch: 2, value: -2 })
  })
})

describe('a checkpoint', () => {
  const validation = (trainee: { weights: { w: Float64Array } }) => ({
    metric: 'm',
    better: 'lower' as const,
    measure: () => Math.abs((trainee.weights.w[0] as number) - 3),
  })

  test('resumed from any step, training gives the bits of training in one go', async () => {
    const whole = toy()
    const wanted = await train(setting(whole, { validation: validation(whole) }))
    const store = memoryStore()
    const first = toy()
    await train(setting(first, { validation: validation(first), checkpoint: { store, everySteps: 1 } }))
    const places = [...store.kept]
    expect(places.length).toBe(15 + 5)
    for (const place of places) {
      const later = toy()
      const from = memoryStore()
      from.kept.push(place)
      const report = await train(setting(later, { validation: validation(later), checkpoint: { store: from } }))
      expect(later.weights).toEqual(whole.weights)
      expect(later.memory).toEqual(whole.memory)
      expect(report).toEqual({ ...wanted, resumed: true })
    }
  })

  test('called off, it keeps its place, throws the reason and goes on from there', async () => {
    const store = memoryStore()
    const controller = new AbortController()
    const trainee = toy((step) => {
      if (step === 7) controller.abort(new Error('enough'))
      return 1
    })
    await expect(train(setting(trainee, { signal: controller.signal, checkpoint: { store } }))).rejects.toThrow(
      'enough',
    )
    expect(trainee.memory.steps?.[0]).toBe(7)
    const [later, whole] = [toy(), toy()]
    expect((await train(setting(later, { checkpoint: { store } }))).steps).toBe(15)
    await train(setting(whole))
    expect(later.weights).toEqual(whole.weights)
  })

  test('of another network is refused', async () => {
    const store = memoryStore()
    await train(setting(toy(), { checkpoint: { store } }))
    const other = { ...toy(), weights: { w: Float64Array.of(1, 2) } }
    await expect(train(setting(other, { checkpoint: { store } }))).rejects.toMatchObject({
      code: 'CHECKPOINT_MISMATCH',
    })
  })

  test('of training that is over gives what it came to', async () => {
    const store = memoryStore()
    const first = toy()
    const report = await train(setting(first, { checkpoint: { store } }))
    const again = toy()
    expect(await train(setting(again, { checkpoint: { store } }))).toEqual({ ...report, resumed: true })
    expect(again.weights).toEqual(first.weights)
  })
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  'a loss of %s ends it, and the error names the epoch',
  async (bad) => {
    const trainee = toy((step) => (step === 8 ? bad : 1))
    await expect(train(setting(trainee))).rejects.toMatchObject({
      code: 'NOT_FINITE',
      message: 'the loss is not a finite number in epoch 3, step 2',
    })
  },
)

test('weights that are no numbers get into no checkpoint', async () => {
  const store = memoryStore()
  const trainee = toy((step) => {
    if (step === 6) trainee.weights.w[0] = Number.POSITIVE_INFINITY
    return 1
  })
  await expect(train(setting(trainee, { checkpoint: { store } }))).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: 'the weights are not finite numbers in epoch 2, step 3',
  })
  expect(store.kept).toHaveLength(1)
})

test('a metric that is no number ends it too', async () => {
  const validation = { metric: 'recall', better: 'higher', measure: () => Number.NaN } as const
  await expect(train(setting(toy(), { validation }))).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: expect.stringContaining('recall'),
  })
})

test('nothing to train on is told', async () => {
  await expect(train(setting(toy(), { batches: shuffledBatches(0, 4) }))).rejects.toMatchObject({ code: 'NO_DATA' })
})
