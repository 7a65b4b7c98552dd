import { z } from 'zod'
import { prod2vecPresets } from './embedding-presets.ts'
import { embeddingRecipe, skipGramOptions } from './embedding-recipe.ts'
import { noiseOf, windowPairs } from './pair-sources.ts'

const schema = z.strictObject({
  ...skipGramOptions,
  /** c: how many events apart two items may be; drawn for each event from 1 to c. */
  window: z.int().min(1).max(1000),
})
export type Prod2vecConfig = z.infer<typeof schema>

/** Items near each other in a sequence are each other's contexts. */
export const prod2vec = embeddingRecipe<Prod2vecConfig>({
  name: 'prod2vec',
  title: 'prod2vec',
  paper: 'Grbovic et al., E-commerce in Your Inbox: Product Recommendations at Scale, KDD 2015',
  needs: ['interactions', 'order'],
  gives: 'what is taken around the same time, by vectors that can be added and taken away from each other',
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
    recency: 0.5,
    window: 5,
  },
  presets: prod2vecPresets,
  schema,
  plan: ({ interactions }, { window, exponent }, counts, keep) => ({
    source: windowPairs(interactions, keep, window),
    terms: [{ noise: { weights: noiseOf(counts, exponent) }, weight: 1 }],
  }),
})
