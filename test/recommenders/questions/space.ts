import type { TasteSpace } from '../../../src/recommenders/questions/taste-space.ts'

/** A space by its vectors; people know what they like as well as anything else. */
export function spaceOf(vectors: readonly (readonly number[])[], mean: number[], spread: number[]): TasteSpace {
  const size = mean.length
  const liked = Float32Array.from(vectors.flat())
  const covariance = new Float64Array(size * size)
  spread.forEach((variance, i) => {
    covariance[i * size + i] = variance
  })
  return { items: vectors.length, size, liked, seen: liked, mean: Float64Array.from(mean), covariance }
}

/**
 * Everybody likes items 0 to 2 a lot (they lie along a direction in which people do not differ); 3 and 4 are for half of
 * the people, 5 and 6 for the others.
 */
export const divided = (): TasteSpace =>
  spaceOf(
    [
      [1, 0],
      [0.99, 0],
      [0.98, 0],
      [0.5, 0.5],
      [0.5, 0.45],
      [0.5, -0.5],
      [0.5, -0.45],
    ],
    [0.9, 0],
    [1e-8, 1],
  )
