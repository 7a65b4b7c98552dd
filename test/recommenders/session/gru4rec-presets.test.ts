import { expect, test } from 'vitest'
import { gru4rec } from '../../../src/recommenders/session/gru4rec.ts'
import { gru4recPresets } from '../../../src/recommenders/session/gru4rec-presets.ts'

test('each is a whole and sound config', () => {
  for (const preset of Object.values(gru4recPresets)) expect(gru4rec.create(preset).config).toEqual(preset)
})

test('they are what was published', () => {
  expect(gru4recPresets['diginetica-bprmax']).toMatchObject({
    embedding: 'shared',
    hiddenSizes: [512],
    loss: 'bpr-max',
    activation: 'elu',
    elu: 1,
    bpreg: 0.9,
    logQ: 0,
    batchSize: 128,
    negatives: 2048,
    alpha: 0.3,
    dropoutEmbedding: 0.5,
    dropoutHidden: 0.3,
    learningRate: 0.05,
    momentum: 0.15,
    epochs: 10,
  })
  expect(gru4recPresets['rsc15-xe']).toMatchObject({ loss: 'cross-entropy', logQ: 1, learningRate: 0.2, momentum: 0.2 })
  expect(gru4recPresets['yoochoose-bprmax']).toMatchObject({ activation: 'linear', bpreg: 0.5, hiddenSizes: [448] })
  expect(Object.keys(gru4recPresets).length).toBe(12)
})
