import { z } from 'zod'
import { sessionRecipe } from './session-recipe.ts'

const schema = z.strictObject({
  /** k: how many of the most similar sessions speak. */
  neighbours: z.int().min(1).max(1e6),
  /** How many of the newest sessions that share an item are compared. */
  sampleSize: z.int().min(1).max(1e6),
  /** Of sets of items: shared / sqrt(sizes) or shared / all. */
  similarity: z.enum(['cosine', 'jaccard']),
})
export type SKnnConfig = z.infer<typeof schema>

/** score(j) = sum over the k most similar past sessions that hold j of their similarity to the present one. */
export const sKnn = sessionRecipe<SKnnConfig>({
  name: 's-knn',
  title: 'Session neighbours',
  paper: 'Jannach & Ludewig, When Recurrent Neural Networks meet the Neighborhood, RecSys 2017',
  needs: ['interactions'],
  gives: 'what people with a similar evening took as well; instant, needs no training',
  defaults: { neighbours: 100, sampleSize: 1000, similarity: 'cosine' },
  schema,
  rules: (config) => ({ ...config, weighting: 'same', scoring: 'same', idf: 0 }),
})
