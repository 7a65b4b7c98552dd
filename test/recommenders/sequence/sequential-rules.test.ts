import { expect, test } from 'vitest'
import { sequentialRules } from '../../../src/recommenders/sequence/sequential-rules.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, nearly, train } from '../train.ts'

const interactions = interactionsOf([[0, 1, 2, 3, 1]], 4)

test.each([
  ['div', [0, 1 + 1 / 4, 1 / 2, 1 / 3]],
  ['quadratic', [0, 1 + 1 / 16, 1 / 4, 1 / 9]],
  ['linear', [0, 0.9 + 0.6, 0.8, 0.7]],
  ['log', [0, 1 / Math.log10(2.7) + 1 / Math.log10(5.7), 1 / Math.log10(3.7), 1 / Math.log10(4.7)]],
  ['same', [0, 2, 1, 1]],
] as const)('%s weighs what follows by its gap', async (weighting, expected) => {
  const { model } = await train(sequentialRules, { weighting }, interactions)
  expect(nearly(ask(model, 3, 0), expected)).toBe(true)
})

test('looks no further than its steps', async () => {
  const { model } = await train(sequentialRules, { steps: 2, weighting: 'same' }, interactions)
  expect(ask(model, 0)).toEqual([0, 1, 1, 0])
})
