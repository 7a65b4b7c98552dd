import { z } from 'zod'
import { basketsOf } from './baskets.ts'
import { embeddingRecipe, skipGramOptions } from './embedding-recipe.ts'
import { basketPairs, noiseOf } from './pair-sources.ts'

const schema = z.strictObject({
  ...skipGramOptions,
  /** n: how many baskets apart two items may be; drawn for each basket from 1 to n. */
  window: z.int().min(1).max(1000),
  /**
   * What a basket is: events of one sequence with at most so many seconds from each to the next. 0: those of the very
   * same time, as on one receipt. Events without a time are baskets of their own.
   */
  gap: z.number().min(0).max(1e9),
  /** Of a larger neighbouring basket each item meets so many items, drawn anew each time; 0 = always all. */
  partners: z.int().min(0).max(1e6),
})
export type BaggedProd2vecConfig = z.infer<typeof schema>

/** Items of neighbouring baskets are each other's contexts, those of the same basket are not. */
export const baggedProd2vec = embeddingRecipe<BaggedProd2vecConfig>({
  name: 'bagged-prod2vec',
  title: 'bagged-prod2vec',
  paper: 'Grbovic et al., E-commerce in Your Inbox: Product Recommendations at Scale, KDD 2015',
  needs: ['interactions', 'order'],
  gives: 'what is taken on the next occasion, not what is taken together',
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
    window: 3,
    gap: 0,
    partners: 5,
  },
  schema,
  plan: ({ interactions }, { window, gap, partners, exponent }, counts, keep) => ({
    source: basketPairs(interactions, basketsOf(interactions, gap), keep, window, partners),
    terms: [{ noise: { weights: noiseOf(counts, exponent) }, weight: 1 }],
  }),
})
