import type { Noise, Term } from '../../kernels/noise-tables.ts'
import type { FieldTokens } from './field-tokens.ts'
import type { MetaProd2vecConfig } from './meta-prod2vec.ts'
import { noiseOf, type Visitor } from './pair-sources.ts'

/** Of the options, what its terms are made by. */
export type MetaTermsConfig = Pick<
  MetaProd2vecConfig,
  'exponent' | 'noise' | 'tagByItem' | 'itemByTag' | 'tagByTag' | 'itemByOwnTag'
>

/** The terms of the loss that have a weight, and which pairs come of events and pairs of them. */
export function metaTerms(
  fields: readonly FieldTokens[],
  counts: Float64Array,
  config: MetaTermsConfig,
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
