import { z } from 'zod'
import { sessionRecipe } from './session-recipe.ts'
import { stanOptions } from './stan.ts'

const schema = z.strictObject({
  ...stanOptions,
  /** λ of a past session, by how many items came after the latest shared one in the present session (λ_ipw). */
  matchDecay: z.number().min(0).max(1e6),
  /** λ of the rarity 1 + λ ln(sessions / support); 0 = off. */
  idf: z.number().min(0).max(1000),
})
export type VStanConfig = z.infer<typeof schema>

/** The score of STAN, times exp(-items after the latest shared one / λ) and the rarity of j, as in V-SKNN. */
export const vStan = sessionRecipe<VStanConfig>({
  name: 'vstan',
  title: 'Session neighbours that know order, time and rarity',
  paper: 'Ludewig, Mauro, Latifi & Jannach, Empirical Analysis of Session-based Recommendation Algorithms, UMUAI 2020',
  needs: ['interactions'],
  gives: 'the best of the session neighbours: order, time and rarity weigh; instant, needs no training',
  defaults: { neighbours: 500, sampleSize: 5000, ownDecay: 1, sessionDays: 10, nearness: 1, matchDecay: 1, idf: 1 },
  schema,
  rules: ({ neighbours, sampleSize, idf, ...sequences }) => ({
    neighbours,
    sampleSize,
    weighting: 'exp',
    scoring: 'exp',
    similarity: 'cosine',
    idf,
    sequences,
  }),
})
