import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { checkpointOf, start } from '../../../src/recommenders/session/gru4rec-checkpoint.ts'
import { gru4recDefaults } from '../../../src/recommenders/session/gru4rec-config.ts'
import { Gru4RecMemory } from '../../../src/recommenders/session/gru4rec-memory.ts'
import type { Course } from '../../../src/recommenders/session/gru4rec-training.ts'
import { initialWeights, shapeOf } from '../../../src/recommenders/session/gru4rec-weights.ts'
import { memoryStore } from '../../nn/memory-store.ts'

const config = { ...gru4recDefaults, hiddenSizes: [5], batchSize: 4, negatives: 4 }
const shape = shapeOf(config, 9)
const networks = { shapes: [shape], mixing: 'beside' } as const
const course: Course = { name: 'toy', networks, epochs: 6, passes: () => [] }
const memory = () => new Gru4RecMemory(config, networks, new Array<number>(9).fill(1), { workers: 1 }, 2)
const weights = (seed: number) => initialWeights(shape, new Random(seed))

/** Weights, Adagrad's sums and velocities of an epoch, and another epoch that was the best. */
async function written(best?: { value: number; epoch: number; weights: ReturnType<typeof weights> }) {
  const store = memoryStore()
  const one = memory()
  one.load(weights(1))
  one.load(weights(2), 'Squares')
  one.load(weights(3), 'Velocity')
  await store.write(checkpointOf(one, 4, best))
  return store
}

test('what was written is all that the next epoch needs, and tells where it goes on', async () => {
  const best = { value: 0.3, epoch: 2, weights: weights(4) }
  for (const kept of [undefined, best]) {
    const one = memory()
    const told: number[][] = []
    const run = { random: new Random(9), checkpoint: await written(kept), resumed: (...at: number[]) => told.push(at) }
    const begun = await start(one, course, kept !== undefined, run)
    expect(begun).toEqual({ done: 4, ...(kept && { best: kept }) })
    expect(told).toEqual([[4, 6]])
    expect([one.save(), one.save('Squares'), one.save('Velocity')]).toEqual([weights(1), weights(2), weights(3)])
  }
})

test('without one the weights are drawn, and nothing is said to go on', async () => {
  const one = memory()
  const run = { random: new Random(9), checkpoint: memoryStore(), resumed: () => expect.fail('nothing to resume') }
  expect(await start(one, course, false, run)).toEqual({ done: 0 })
  expect(one.save()).toEqual(initialWeights(shape, new Random(9).fork('gru4rec weights')))
})

test('one with or without a best epoch is not taken for the other, nor one of more epochs', async () => {
  const refused = (validated: boolean, epochs: number, store: ReturnType<typeof memoryStore>) =>
    expect(
      start(memory(), { ...course, epochs }, validated, { random: new Random(9), checkpoint: store }),
    ).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH' })
  await refused(true, 6, await written())
  await refused(false, 6, await written({ value: 0.3, epoch: 2, weights: weights(4) }))
  await refused(false, 3, await written())
})
