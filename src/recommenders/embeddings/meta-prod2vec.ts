import { z } from 'zod'
import { embeddingRecipe, skipGramOptions } from './embedding-recipe.ts'
import { fieldTokens } from './field-tokens.ts'
import { metaTerms } from './meta-terms.ts'
import { windowPairs } from './pair-sources.ts'

/** λ of a term, by which its steps are scaled; 0 leaves the term out. */
const weight = z.number().min(0).max(100)
const schema = z.strictObject({
  ...skipGramOptions,
  /** c: how many events apart two items may be; drawn for each event from 1 to c. */
  window: z.int().min(1).max(1000),
  /** λ of M|I: from an item to a tag of its neighbour. */
  tagByItem: weight,
  /** λ of J|M: from a tag of an item to its neighbour. */
  itemByTag: weight,
  /** λ of M|M: from a tag of an item to a tag of its neighbour, of the same field. */
  tagByTag: weight,
  /** λ of I|M: from a tag of an item to the item itself. */
  itemByOwnTag: weight,
  /** By field of the catalogue: what its terms are scaled by on top; 1 where none is given, 0 = left out. */
  fieldWeights: z.record(z.string(), weight),
  /** Tags of fewer items than that tell nothing about others and are left out. */
  itemsPerTag: z.int().min(1).max(1e6),
  /** Where negatives come from: of the kind of the target (items, or values of that field), or all kinds together. */
  noise: z.enum(['separate', 'joint']),
})
export type MetaProd2vecConfig = z.infer<typeof schema>

/**
 * prod2vec with the tags of the catalogue as further words: L = L_J|I + sum over fields f of w_f (λ_mi L_M|I + λ_jm
 * L_J|M + λ_mm L_M|M + λ_im L_I|M), each skip-gram with negative sampling. Of an item with several values of a field
 * one is drawn each time.
 */
export const metaProd2vec = embeddingRecipe<MetaProd2vecConfig>({
  name: 'meta-prod2vec',
  title: 'Meta-Prod2Vec',
  paper: 'Vasile, Smirnova & Conneau, Meta-Prod2Vec: Product Embeddings Using Side-Information, RecSys 2016',
  needs: ['interactions', 'order', 'content'],
  gives: 'vectors of items and of tags in one space: "something with the taste of ...", and items that nobody took yet',
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
    tagByItem: 0.5,
    itemByTag: 0.5,
    tagByTag: 0.5,
    itemByOwnTag: 0.5,
    fieldWeights: {},
    itemsPerTag: 2,
    noise: 'separate',
  },
  schema,
  plan({ interactions, content = [] }, config, counts, keep) {
    const size = counts.length
    const fields = fieldTokens(content, size, counts, config).filter(({ tags }) => tags.length > 0)
    const { terms, visitor } = metaTerms(fields, counts, config)
    const notes = fields.length === 0 ? ['No item has a tag that another has as well: this is prod2vec.'] : []
    return {
      source: windowPairs(interactions, keep, config.window, visitor),
      terms,
      tags: fields.flatMap(({ tags }) => tags),
      tagsOf: (row) => fields.flatMap(({ offsets, tokens }) => [...tokens.subarray(offsets[row], offsets[row + 1])]),
      notes,
    }
  },
})
