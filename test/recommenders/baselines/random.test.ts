import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { random } from '../../../src/recommenders/baselines/random.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask } from '../train.ts'

const interactions = interactionsOf([[0]], 1000)
const fitted = async (seed: number) => {
  const model = random.create()
  await model.fit({ interactions }, { random: new Random(seed) })
  return model
}

test('scores are spread over [0, 1) and differ by seed and listener', async () => {
  const model = await fitted(1)
  const scores = ask(model, 5)
  expect(new Set(scores).size).toBeGreaterThan(990)
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05)
  expect(ask(model, 6)).not.toEqual(scores)
  expect(ask(await fitted(2), 5)).not.toEqual(scores)
})

test('refuses saved chances that are no numbers', () => {
  const chances = new Float32Array([0.5, Number.NaN])
  expect(() => random.restore({}, 2, { chances })).toThrowError(expect.objectContaining({ code: 'BAD_ARTIFACT' }))
})
