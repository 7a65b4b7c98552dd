import { ENCODER, type EncoderConfig, type Sample, type TagHead } from '../../src/encoder/config.ts'
import type { Random } from '../../src/random.ts'

/** Small enough to learn in a second. */
export const small: EncoderConfig = {
  ...ENCODER,
  ...{ embeddingSize: 24, hiddenSize: 24, attentionSize: 24, buckets: 1024, minCount: 1, batchSize: 8, epochs: 12 },
  ...{ learningRate: 1e-2, typos: 0.2 },
}

export const toyHeads: TagHead[] = [
  { name: 'slots', labels: ['O', 'B-thing', 'I-thing'], chain: true },
  { name: 'stance', labels: ['like', 'dislike'], chain: false },
]

const THINGS = ['red car', 'blue lamp', 'green chair', 'old clock', 'big table']

/**
 * A world whose answers are known: "get X" and "sell X" by the verb, X is a thing; what is said of a `{title}` is turned by
 * a "not" anywhere before it, so that a bag of words that ignores order would do for one title and not for two.
 */
export function toySamples(count: number, random: Random): Sample[] {
  return Array.from({ length: count }, () => {
    if (random.next() < 0.5) {
      const thing = random.pick(THINGS).split(' ')
      const verb = random.int(2)
      const words = [verb === 0 ? 'get' : 'sell', 'me', 'the', ...thing]
      return { words, intent: verb, tags: [[0, 0, 0, 1, 2], undefined] }
    }
    const first = random.int(2)
    const said = (stance: number) => (stance === 0 ? ['like', '{title}'] : ['not', 'like', '{title}'])
    const words = ['i', ...said(first), 'but', ...said(1 - first)]
    const stances: number[] = words.map((word) => (word === '{title}' ? 0 : -1))
    stances[words.indexOf('{title}')] = first
    stances[words.lastIndexOf('{title}')] = 1 - first
    return { words, intent: 2, tags: [words.map(() => 0), stances] }
  })
}

/** Without chance, so that kernels can be compared with a plain form number by number. */
export const still: EncoderConfig = {
  ...ENCODER,
  ...{ embeddingSize: 24, hiddenSize: 24, attentionSize: 24, buckets: 64, minCount: 1, batchSize: 8 },
  ...{ inputDropout: 0, outputDropout: 0, poolDropout: 0, wordDropout: 0, typos: 0, smoothing: 0.1 },
}
/** A chain and a head for each word alone. */
export const bothHeads: TagHead[] = [
  { name: 'slots', labels: ['O', 'B-a', 'I-a', 'B-b', 'I-b'], chain: true },
  { name: 'stance', labels: ['like', 'dislike', 'neutral'], chain: false },
]
