import { z } from 'zod'
import { decays } from './decay.ts'
import { sessionRecipe } from './session-recipe.ts'

const schema = z.strictObject({
  /** k: how many of the most similar sessions speak. */
  neighbours: z.int().min(1).max(1e6),
  /** How many of the newest sessions that share an item are compared. */
  sampleSize: z.int().min(1).max(1e6),
  /** What an item at position p of a session of length L counts: p/L, (p/L)^2, 1/log10(L - p + 1.7), 1. */
  weighting: z.enum(['div', 'quadratic', 'log', 'same']),
  /** What a past session counts by how far from the end its latest shared item is, 1 = the last. */
  scoring: z.enum(decays),
  /** Weighted cosine, or the weights that are shared by the number of items. */
  similarity: z.enum(['cosine', 'vec']),
  /** λ of the rarity 1 + λ ln(sessions / support); 0 = off. */
  idf: z.number().min(0).max(1000),
})
export type VSKnnConfig = z.infer<typeof schema>

/** score(j) = sum over the k most similar sessions with j of similarity * scoring(step) * (1 + λ idf_j). */
export const vSKnn = sessionRecipe<VSKnnConfig>({
  name: 'v-sknn',
  title: 'Session neighbours, the latest items weigh more',
  paper: 'Ludewig & Jannach, Evaluation of Session-based Recommendation Algorithms, UMUAI 2018',
  needs: ['interactions'],
  gives: 'what fits the last few things somebody took; instant, needs no training',
  defaults: {
    neighbours: 100,
    sampleSize: 1000,
    weighting: 'quadratic',
    scoring: 'div',
    similarity: 'cosine',
    idf: 1,
  },
  schema,
  rules: (config) => config,
})
