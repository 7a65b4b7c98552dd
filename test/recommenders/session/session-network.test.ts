import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { gru4recDefaults } from '../../../src/recommenders/session/gru4rec-config.ts'
import { shapeOf } from '../../../src/recommenders/session/gru4rec-weights.ts'
import { type Design, SessionNetwork } from '../../../src/recommenders/session/session-network.ts'
import { cycle } from '../../worlds/cycle.ts'

const config = { ...gru4recDefaults, hiddenSizes: [8], negatives: 8, workers: 1, epochs: 2 }
const { data } = cycle(new Random(7))
/** Reads one number of each item. */
const design = (given: number): Design<typeof config> => ({
  name: 'one-number',
  networks: (_, items) => ({ shapes: [shapeOf(config, items, { features: 1 })], mixing: 'beside' }),
  course: () => ({ epochs: 2, passes: () => [{ alone: false, learns: [0] }] }),
  features: () => new Float32Array(20).fill(given),
})
const fitted = async (given: number) => {
  const model = new SessionNetwork(design(given), config)
  await model.fit(data, { random: new Random(1) })
  return model
}

test('what is given of the items is saved with the weights, and read while serving', async () => {
  const model = await fitted(0.5)
  const { features, ...weights } = model.tensors()
  expect(features).toEqual(new Float32Array(20).fill(0.5))
  const scoresOf = (given: number) => {
    const other = new SessionNetwork(design(0), config)
    other.restore(20, { ...weights, features: new Float32Array(20).fill(given) })
    const [state, scores] = [other.start(), new Float32Array(20)]
    other.advance(state, 3 as never)
    other.scoreState(state, scores)
    return scores
  }
  expect(scoresOf(0.5)).toEqual(scoresOf(0.5))
  expect(scoresOf(0.5)).not.toEqual(scoresOf(-0.5))
})

test('asked before it has learned it says so', () => {
  const model = new SessionNetwork(design(1), config)
  expect(() => model.tensors()).toThrow(expect.objectContaining({ code: 'NOT_FITTED' }))
  expect(() => model.scoreState(new Float32Array(8), new Float32Array(20))).toThrow(
    expect.objectContaining({ code: 'NOT_FITTED' }),
  )
})

test('progress, checkpoints and errors carry its name', async () => {
  const model = new SessionNetwork(design(1), { ...config, learningRate: 1e30 })
  await expect(model.fit(data, { random: new Random(1) })).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: expect.stringContaining('one-number'),
  })
})

test('the items lie in memory once: what was restored is let go, and comes back bit for bit', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const saved = (await fitted(0.5)).tensors()
  const model = new SessionNetwork(design(0), config)
  const given = () => {
    const copy = structuredClone(saved) as Record<string, Float32Array>
    model.restore(20, copy)
    return [new WeakRef(copy.items!), new WeakRef(copy.features!)] as const
  }
  const [items, features] = given()
  await new Promise((resolve) => setTimeout(resolve))
  collect()
  expect(items.deref()).toBeUndefined()
  expect(features.deref()).toBeDefined()
  expect(model.tensors()).toEqual(saved)
})
