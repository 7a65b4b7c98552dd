import type { Batches } from './train.ts'

/**
 * Samples 0 .. count-1 in batches of row numbers, shuffled anew each epoch; the last batch may be smaller.
 * @param count samples, 1 or more
 */
export function shuffledBatches(count: number, batchSize: number): Batches<Int32Array> {
  return {
    steps: Math.ceil(count / batchSize),
    *read(random) {
      const order = random.shuffle(Int32Array.from({ length: count }, (_, i) => i))
      for (let from = 0; from < count; from += batchSize) {
        const batch = order.slice(from, from + batchSize)
        yield { batch, events: batch.length }
      }
    },
  }
}
