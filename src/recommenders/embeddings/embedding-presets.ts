import type { Item2vecConfig } from './item2vec.ts'
import type { Prod2vecConfig } from './prod2vec.ts'

/** What word2vec's programs do unless told otherwise; the studies name only what they change. */
const word2vec = {
  embeddingSize: 100,
  negatives: 5,
  learningRate: 0.025,
  vectors: 'input',
  workers: 1,
  parallel: 'synchronous',
  recency: 0,
} as const

const tuned = (window: number, epochs: number, subsample: number, exponent: number): Prod2vecConfig =>
  Object.freeze({ ...word2vec, window, epochs, subsample, exponent })

/**
 * The best settings by data set of Caselles-Dupré, Lesaint & Royo-Letelier, Word2vec Applied to Recommendation:
 * Hyperparameters Matter, RecSys 2018: windows over sequences, so they are prod2vec's. The last item alone is asked about.
 */
export const prod2vecPresets: Readonly<Record<string, Prod2vecConfig>> = Object.freeze({
  'music-1': tuned(3, 110, 1e-5, -0.5),
  'music-2': tuned(3, 130, 1e-5, -0.5),
  'e-commerce': tuned(3, 140, 1e-3, 1),
  kosarak: tuned(7, 150, 1e-5, -1),
})

const barkan = (embeddingSize: number, subsample: number): Item2vecConfig =>
  Object.freeze({
    ...word2vec,
    embeddingSize,
    subsample,
    epochs: 20,
    negatives: 15,
    exponent: 0.75,
    partners: 0,
  })

/** The settings of Barkan & Koenigstein 2016 for music of many listeners and a store of many orders: whole sets. */
export const item2vecPresets: Readonly<Record<string, Item2vecConfig>> = Object.freeze({
  'xbox-music': barkan(100, 1e-5),
  'xbox-store': barkan(40, 1e-3),
})
