import type { Item } from '../../catalogue/item.ts'
import { type Bm25, bm25, idf, termsOf } from './terms.ts'

/** Terms of a set of documents as numbers; a term of few documents tells more. */
export interface Documents {
  /** (documents + 1) */
  readonly offsets: Uint32Array
  /** (entries) term numbers, each once a document */
  readonly terms: Uint32Array
  /** (entries) how often, before any weighting */
  readonly counts: Float64Array
  /** (terms) in how many documents */
  readonly support: Uint32Array
}

/** Terms of one document with how often (or how much) each counts. */
export type Bag = ReadonlyMap<string, number>

/** Words of the title and the text. */
export function wordsOf(item: Item): Bag {
  const bag = new Map<string, number>()
  for (const word of termsOf(`${item.title} ${item.text}`)) bag.set(word, (bag.get(word) ?? 0) + 1)
  return bag
}

/** Tags as terms `field value`, each counting the weight of its field (1 where none is given). */
export function tagsOf(item: Item, weights: Readonly<Record<string, number>>): Bag {
  const bag = new Map<string, number>()
  for (const [field, values] of Object.entries(item.tags)) {
    const weight = weights[field] ?? 1
    if (weight > 0) for (const value of values) bag.set(`${field}\u0000${value.toLowerCase()}`, weight)
  }
  return bag
}

/** Numbers the terms in the order in which they come. */
export function collect(bags: readonly Bag[]): Documents {
  const numbers = new Map<string, number>()
  const support: number[] = []
  const offsets = new Uint32Array(bags.length + 1)
  const terms: number[] = []
  const counts: number[] = []
  bags.forEach((bag, document) => {
    for (const [term, count] of bag) {
      let number = numbers.get(term)
      if (number === undefined) {
        number = numbers.size
        numbers.set(term, number)
        support.push(0)
      }
      support[number]!++
      terms.push(number)
      counts.push(count)
    }
    offsets[document + 1] = terms.length
  })
  return {
    offsets,
    terms: Uint32Array.from(terms),
    counts: Float64Array.from(counts),
    support: Uint32Array.from(support),
  }
}

/** How a count becomes a weight before the document's vector is brought to length 1. */
export type Weighting = { readonly kind: 'tf-idf' } | ({ readonly kind: 'bm25' } & Bm25) | { readonly kind: 'idf' }

/**
 * (entries) unit vectors of the documents, of terms that weigh by tf-idf (1 + ln tf) idf, by bm25, or by idf tf idf.
 * Terms of a single document compare nothing and count 0.
 */
export function unitWeights({ offsets, terms, counts, support }: Documents, weighting: Weighting): Float64Array {
  const documents = offsets.length - 1
  const mean = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, documents)
  const weights = new Float64Array(terms.length)
  for (let d = 0; d < documents; d++) {
    let length = 0
    for (let e = offsets[d]!; e < offsets[d + 1]!; e++) length += counts[e]!
    let square = 0
    for (let e = offsets[d]!; e < offsets[d + 1]!; e++) {
      const n = support[terms[e]!]!
      if (n < 2) continue
      const tf = counts[e]!
      const rarity = idf(documents, n)
      let weight = tf * rarity
      if (weighting.kind === 'tf-idf') weight = (1 + Math.log(tf)) * rarity
      if (weighting.kind === 'bm25') weight = bm25(tf, rarity, length, mean, weighting)
      weights[e] = weight
      square += weight * weight
    }
    if (square > 0) {
      const norm = Math.sqrt(square)
      for (let e = offsets[d]!; e < offsets[d + 1]!; e++) weights[e]! /= norm
    }
  }
  return weights
}
