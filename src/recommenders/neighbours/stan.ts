import { z } from 'zod'
import { sessionRecipe } from './session-recipe.ts'

/** What STAN and VSTAN have in common; each λ weighs by exp(-distance / λ), and 0 turns it off. */
export const stanOptions = {
  /** k: how many of the most similar sessions speak. */
  neighbours: z.int().min(1).max(1e6),
  /** How many of the newest sessions that share an item are compared. */
  sampleSize: z.int().min(1).max(1e6),
  /** λ of an item of the present session, by how many came after it (λ_spw). */
  ownDecay: z.number().min(0).max(1e6),
  /** λ of a past session, in days since it ended (λ_snh). */
  sessionDays: z.number().min(0).max(1e6),
  /** λ of an item of a past session, by how far it stands from the latest shared one there (λ_inh). */
  nearness: z.number().min(0).max(1e6),
} as const

const schema = z.strictObject(stanOptions)
export type StanConfig = z.infer<typeof schema>

/**
 * score(j) = sum over the k most similar sessions with j of
 * cosine of the weighted items * exp(-days / λ) * exp(-places of j from the latest shared item / λ).
 */
export const stan = sessionRecipe<StanConfig>({
  name: 'stan',
  title: 'Session neighbours that know order and time',
  paper:
    'Garg, Gupta, Malhotra, Vig & Shroff, Sequence and Time Aware Neighborhood for Session-based Recommendations, SIGIR 2019',
  needs: ['interactions'],
  gives: 'what came near this in the latest sessions like the present one; instant, needs no training',
  defaults: { neighbours: 500, sampleSize: 5000, ownDecay: 1, sessionDays: 10, nearness: 1 },
  // the tuned settings of Ludewig, Mauro, Latifi & Jannach's comparison (session-rec)
  presets: {
    'rsc15-mrr': { neighbours: 1500, sampleSize: 10_000, ownDecay: 1e-5, sessionDays: 2.5, nearness: 4 },
    'rsc15-hr': { neighbours: 500, sampleSize: 5000, ownDecay: 1, sessionDays: 10, nearness: 1 },
    'rsc15-window': { neighbours: 1000, sampleSize: 10_000, ownDecay: 1e-5, sessionDays: 10, nearness: 2 },
    'diginetica-window': { neighbours: 500, sampleSize: 10_000, ownDecay: 1.225, sessionDays: 20, nearness: 4.9 },
    'retailrocket-window': { neighbours: 500, sampleSize: 1000, ownDecay: 1.81, sessionDays: 100, nearness: 0.4525 },
  },
  schema,
  rules: ({ neighbours, sampleSize, ...sequences }) => ({
    neighbours,
    sampleSize,
    weighting: 'exp',
    scoring: 'same',
    similarity: 'cosine',
    idf: 0,
    sequences: { ...sequences, matchDecay: 0 },
  }),
})
