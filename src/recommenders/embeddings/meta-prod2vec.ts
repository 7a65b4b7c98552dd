import { z } from 'zod'
import type { Noise, Term } from '../../kernels/noise-tables.ts'
import { embeddingRecipe, skipGramOptions } from './embedding-recipe.ts'
import { type FieldTokens, fieldTokens } from './field-tokens.ts'
import { noiseOf, type Visitor, windowPairs } from './pair-sources.ts'

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
    const { terms, visitor } = termsOf(fields, counts, config)
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

/** The terms of the loss that have a weight, and which pairs come of events and pairs of them. */
function termsOf(
  fields: readonly FieldTokens[],
  counts: Float64Array,
  config: MetaProd2vecConfig,
): { terms: Term[]; visitor: Visitor } {
  const { exponent, tagByItem, itemByTag, tagByTag, itemByOwnTag } = config
  const all = Float64Array.of(...counts, ...fields.flatMap((field) => [...field.counts]))
  const joint: Noise | undefined = config.noise === 'joint' ? { weights: noiseOf(all, exponent) } : undefined
  const items = joint ?? { weights: noiseOf(counts, exponent) }
  const terms: Term[] = [{ noise: items, weight: 1 }]
  /** The number of a term, -1 for one without weight. */
  const term = (noise: Noise, by: number) => (by > 0 ? terms.push({ noise, weight: by }) - 1 : -1)
  const plans = fields.map((field) => {
    const own = joint ?? { weights: noiseOf(field.counts, exponent), base: field.first }
    return {
      draw: field.draw,
      tagByItem: term(own, field.weight * tagByItem),
      itemByTag: term(items, field.weight * itemByTag),
      tagByTag: term(own, field.weight * tagByTag),
      itemByOwnTag: term(items, field.weight * itemByOwnTag),
    }
  })
  const visitor: Visitor = {
    event(row, random, push) {
      for (const plan of plans) {
        const tag = plan.itemByOwnTag < 0 ? -1 : plan.draw(row, random)
        if (tag >= 0) push(tag, row, plan.itemByOwnTag)
      }
    },
    pair(row, other, random, push) {
      push(row, other, 0)
      for (const plan of plans) {
        const from = plan.draw(row, random)
        const to = plan.draw(other, random)
        if (to >= 0 && plan.tagByItem >= 0) push(row, to, plan.tagByItem)
        if (from >= 0 && plan.itemByTag >= 0) push(from, other, plan.itemByTag)
        if (from >= 0 && to >= 0 && plan.tagByTag >= 0) push(from, to, plan.tagByTag)
      }
    },
  }
  return { terms, visitor }
}
