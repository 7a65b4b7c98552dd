/**
 * The recommenders that a conversation blends, with their options there, unless a home says otherwise. What they add is
 * in docs/blend.md; the weight of each is in `blend.ts`.
 */
export const usualModels: Readonly<Record<string, object>> = Object.freeze({
  popularity: {},
  'sequential-rules': {},
  'item-knn': {},
  ease: {},
  // Half the default: the solve for a chat's likes is four times as quick, and no table shows the difference.
  ials: { embeddingSize: 64 },
  content: {},
  'meta-prod2vec': {},
  gru4rec: {},
})
