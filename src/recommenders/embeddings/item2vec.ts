import { z } from 'zod'
import { profilesOf } from '../neighbours/profiles.ts'
import { item2vecPresets } from './embedding-presets.ts'
import { embeddingRecipe, skipGramOptions } from './embedding-recipe.ts'
import { noiseOf, setPairs } from './pair-sources.ts'

const schema = z.strictObject({
  ...skipGramOptions,
  /** Of a longer session each item meets so many others an epoch, drawn anew each time; 0 = always all. */
  partners: z.int().min(0).max(1e6),
})
export type Item2vecConfig = z.infer<typeof schema>

/** Items of one session are each other's contexts, whatever their order. */
export const item2vec = embeddingRecipe<Item2vecConfig>({
  name: 'item2vec',
  title: 'item2vec',
  paper: 'Barkan & Koenigstein, Item2vec: Neural Item Embedding for Collaborative Filtering, MLSP 2016',
  needs: ['interactions'],
  gives: 'what goes with the same things, by vectors that can be added and taken away from each other',
  defaults: {
    embeddingSize: 64,
    epochs: 50,
    negatives: 5,
    exponent: 0.5,
    subsample: 0,
    learningRate: 0.05,
    vectors: 'sum',
    workers: 1,
    parallel: 'synchronous',
    recency: 1,
    partners: 5,
  },
  presets: item2vecPresets,
  schema,
  plan({ interactions }, { partners, exponent }, counts, keep) {
    const { offsets, items } = profilesOf(interactions)
    return {
      source: setPairs({ offsets, rows: items }, keep, partners),
      terms: [{ noise: { weights: noiseOf(counts, exponent) }, weight: 1 }],
    }
  },
})
