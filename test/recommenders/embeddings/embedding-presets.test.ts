import { expect, test } from 'vitest'
import { item2vecPresets, prod2vecPresets } from '../../../src/recommenders/embeddings/embedding-presets.ts'
import { optionsOf, recipe } from '../../../src/recommenders/registry.ts'

// By hand from the tables: window (or size of the vectors), epochs, subsampling, exponent.
test.each([
  ['music-1', 3, 110, 0.00001, -0.5],
  ['music-2', 3, 130, 0.00001, -0.5],
  ['e-commerce', 3, 140, 0.001, 1],
  ['kosarak', 7, 150, 0.00001, -1],
])('prod2vec %s', (preset, window, epochs, subsample, exponent) => {
  const { config } = recipe('prod2vec').create(optionsOf('prod2vec', { preset }))
  expect(config).toMatchObject({ window, epochs, subsample, exponent, vectors: 'input', learningRate: 0.025 })
})

test.each([
  ['xbox-music', 100, 0.00001],
  ['xbox-store', 40, 0.001],
])('item2vec %s', (preset, embeddingSize, subsample) => {
  const { config } = recipe('item2vec').create(optionsOf('item2vec', { preset }))
  expect(config).toMatchObject({ embeddingSize, subsample, epochs: 20, negatives: 15, exponent: 0.75, partners: 0 })
})

test('there are no others, and what is set beside one goes first', () => {
  expect([...Object.keys(prod2vecPresets), ...Object.keys(item2vecPresets)].length).toBe(6)
  expect(optionsOf('prod2vec', { preset: 'kosarak', epochs: 5 })).toMatchObject({ window: 7, epochs: 5 })
})
