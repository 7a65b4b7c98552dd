import type { Item } from '../../catalogue/item.ts'
import type { Random } from '../../random.ts'
import { type Bag, collect, tagsOf, unitWeights, wordsOf } from './documents.ts'
import { project } from './projection.ts'
import { termsOf } from './terms.ts'

export const featureSources = ['text', 'tags', 'all'] as const

export interface FeatureConfig {
  /** What of an item is read: title and text, its tags, or both. */
  readonly source: (typeof featureSources)[number]
  /** Numbers that are given of an item. */
  readonly featureSize: number
}

/** Words of the title and the text, and pairs of neighbouring words of the text. */
function phrasesOf(item: Item): Bag {
  const bag = new Map(wordsOf(item))
  const terms = termsOf(item.text)
  for (let i = 1; i < terms.length; i++) {
    const pair = `${terms[i - 1]} ${terms[i]}`
    bag.set(pair, (bag.get(pair) ?? 0) + 1)
  }
  return bag
}

/** Only terms that several documents have; what one alone has compares nothing and would take room. */
function shared(bags: readonly Bag[], least: number): Bag[] {
  const support = new Map<string, number>()
  for (const bag of bags) for (const term of bag.keys()) support.set(term, (support.get(term) ?? 0) + 1)
  return bags.map((bag) => new Map([...bag].filter(([term]) => support.get(term)! >= least)))
}

/**
 * What a catalogue says of its items, as dense vectors: TF-IDF of words, word pairs and tags, projected on their largest
 * directions. Vectors of pictures would be another source of this function.
 * @returns (items, featureSize) rows of length 1; 0 for an item of which nothing is known that another shares
 */
export function itemFeatures(
  content: readonly (Item | undefined)[],
  { source, featureSize }: FeatureConfig,
  random: Random,
): Float32Array {
  const none: Bag = new Map()
  const bags = content.map((item): Bag => {
    if (!item) return none
    const words = source === 'tags' ? none : phrasesOf(item)
    return source === 'text' ? words : new Map([...words, ...tagsOf(item, {})])
  })
  // A pair of words that two texts have is mostly chance; a tag that two items have is not.
  const documents = collect(shared(bags, source === 'tags' ? 2 : 3))
  return project(documents, unitWeights(documents, { kind: 'tf-idf' }), featureSize, random)
}
