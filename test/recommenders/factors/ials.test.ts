import { expect, test } from 'vitest'
import type { EpochRecord } from '../../../src/nn/epoch.ts'
import { Random } from '../../../src/random.ts'
import { type IalsConfig, ials } from '../../../src/recommenders/factors/ials.ts'
import { optionsOf } from '../../../src/recommenders/registry.ts'
import { noise } from '../../worlds/noise.ts'
import { interactionsOf, rows } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

const items = 15
const interactions = interactionsOf(noise(new Random(2), items, 60, 8), items)
const config = { embeddingSize: 4, unobserved: 0.3, lambda: 0.05, epochs: 5 }

const fitted = async (workers: number, epoch?: (record: EpochRecord) => void) => {
  const model = ials.create(config)
  await model.fit({ interactions }, { random: new Random(3), workers, ...(epoch ? { epoch } : {}) })
  return model
}

/** What the vector of one who has `history` costs, by the definition of the loss. */
function lossOf(vectors: Float32Array, w: readonly number[], history: readonly number[]): number {
  const score = (row: number) => w.reduce((sum, value, k) => sum + value * vectors[row * 4 + k]!, 0)
  const all = Array.from({ length: items }, (_, row) => score(row))
  const taken = new Set(history)
  const misfit = [...taken].reduce((sum, row) => sum + (all[row]! - 1) ** 2, 0)
  const rest = all.reduce((sum, value) => sum + value ** 2, 0)
  const length = w.reduce((sum, value) => sum + value ** 2, 0)
  return misfit + config.unobserved * rest + config.lambda * (taken.size + config.unobserved * items) * length
}

test('each epoch lowers the loss, and tells it', async () => {
  const told: EpochRecord[] = []
  await fitted(1, (record) => told.push(record))
  expect(told.map(({ epoch, of }) => [epoch, of])).toEqual([1, 2, 3, 4, 5].map((epoch) => [epoch, 5]))
  const pairs = new Set(
    interactions.names.flatMap((name, s) => {
      return [...interactions.rows.subarray(interactions.offsets[s], interactions.offsets[s + 1])].map(
        (row) => `${name} ${row}`,
      )
    }),
  )
  for (const { events } of told) expect(events).toBe(pairs.size)
  const losses = told.map(({ loss }) => loss)
  expect(losses.toSorted((a, b) => b - a)).toEqual(losses)
  expect(losses[4]!).toBeLessThan(0.9 * losses[0]!)
})

test('who asks gets the vector that costs least: no step in any direction is cheaper', async () => {
  const model = await fitted(1)
  const { vectors } = model.tensors() as { vectors: Float32Array }
  for (const history of [[3], [1, 2, 7], [0, 1, 2, 3, 4, 5, 6]]) {
    const scores = ask(model, ...history)
    // Four of the scores give the vector: solve by least squares through the normal equations, here by descent.
    const w = [0, 0, 0, 0]
    for (let step = 0; step < 4000; step++) {
      const gradient = w.map((_, k) => {
        const moved = (by: number) =>
          lossOf(
            vectors,
            w.map((value, j) => (j === k ? value + by : value)),
            history,
          )
        return (moved(1e-4) - moved(-1e-4)) / 2e-4
      })
      gradient.forEach((slope, k) => {
        w[k]! -= 0.01 * slope
      })
    }
    const wanted = Array.from({ length: items }, (_, row) =>
      w.reduce((sum, value, k) => sum + value * vectors[row * 4 + k]!, 0),
    )
    wanted.forEach((value, row) => {
      expect(scores[row]).toBeCloseTo(value, 4)
    })
  }
})

test('a repeat counts once, a strength as much as it says', async () => {
  const model = await fitted(1)
  expect(ask(model, 4, 2, 4)).toEqual(ask(model, 2, 4))
  const scores = (strengths: number[]) => {
    const found = new Float32Array(items)
    model.score({ history: rows(2, 9), strengths }, found)
    return found
  }
  expect([...scores([1, 1])]).toEqual(ask(model, 2, 9))
  expect(scores([1, 5])[9]).toBeGreaterThan(scores([1, 1])[9]!)
  expect(scores([5, 1])[2]).toBeGreaterThan(scores([1, 1])[2]!)
})

test('the same bits for any number of threads', async () => {
  expect((await fitted(2)).tensors()).toEqual((await fitted(1)).tensors())
})

test('tells its progress to the end', async () => {
  const shares: number[] = []
  const run = { random: new Random(1), progress: (done: number, total: number) => shares.push(done / total) }
  await ials.create({ epochs: 2 }).fit({ interactions }, run)
  expect(shares.length).toBe(4)
  expect(shares.at(-1)).toBe(1)
})

test('vectors that are none of that many items are refused', async () => {
  const { model } = await train(ials, config, interactions)
  const { vectors } = model.tensors() as { vectors: Float32Array }
  const restore = (tensor: Float32Array) => () => ials.restore(model.config, items, { vectors: tensor })
  expect(restore(vectors.map((value, at) => (at === 7 ? Number.NaN : value)))).toThrow('not finite')
  expect(restore(vectors.slice(4))).toThrow('vectors of 4')
})

test('systems without a solution end the training, with the epoch and a way out', async () => {
  // 32 numbers for 15 items, and next to nothing on the diagonal.
  const model = ials.create({ ...config, embeddingSize: 32, lambda: 1e-300 })
  await expect(model.fit({ interactions }, { random: new Random(3) })).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: expect.stringMatching(/^ials: .* in epoch 1$/),
    fix: expect.stringContaining('lambda above 1e-300'),
  })
})

// By hand from the paper: numbers a vector, alpha 0, lambda, epochs.
test.each([
  ['ml-20m', 2048, 0.1, 0.003, 16],
  ['msd', 8192, 0.02, 0.002, 16],
  ['ml-1m', 192, 0.3, 0.007, 12],
  ['pinterest', 192, 0.007, 0.02, 16],
])('the preset %s is what was published', (preset, embeddingSize, unobserved, lambda, epochs) => {
  const wanted = { embeddingSize, unobserved, lambda, epochs, exponent: 1 }
  expect(ials.create(optionsOf('ials', { preset }) as Partial<IalsConfig>).config).toEqual(wanted)
})
