/** How the direction of somebody's taste is found. */
export interface HyperplaneOptions {
  /** How many pairs are looked at, each with one step; 0 = the warm start alone. */
  readonly pairs: number
  /** At first; falls linearly to 0. */
  readonly learningRate: number
  /** Pull towards the warm start: the fewer pairs there are, the more it decides. */
  readonly lambda: number
}

const golden = (Math.sqrt(5) - 1) / 2

/**
 * The normal w of a hyperplane that has what is preferred in front of what is not: least
 *
 *   sum over pairs (i, j), i preferred to j, of log(1 + exp(-w . (x_i - x_j))) + lambda |w - w0|^2
 *
 * by gradient descent from w0 = mean of the preferred - mean of the others. The preferred rows take turns, and so do the
 * others, in a fixed order, so that the same question gives the same answer: some microseconds.
 *
 * @param vectors (rows, d)
 * @param preferred rows; each counts by its weight
 * @param others rows, at least one
 * @param into (d) is written and returned
 */
export function hyperplane(
  vectors: Float32Array,
  d: number,
  preferred: readonly number[],
  weights: readonly number[],
  others: ArrayLike<number>,
  { pairs, learningRate, lambda }: HyperplaneOptions,
  into: Float64Array = new Float64Array(d),
): Float64Array {
  const total = weights.reduce((a, b) => a + b, 0)
  into.fill(0)
  preferred.forEach((row, p) => {
    for (let j = 0; j < d; j++) into[j]! += (weights[p]! / total) * vectors[row * d + j]!
  })
  for (let o = 0; o < others.length; o++) {
    for (let j = 0; j < d; j++) into[j]! -= vectors[others[o]! * d + j]! / others.length
  }
  if (pairs === 0) return into
  const start = into.slice()
  const average = total / preferred.length
  for (let step = 0; step < pairs; step++) {
    const p = step % preferred.length
    const a = preferred[p]! * d
    // Multiples of the golden ratio spread evenly over the others, however many they are.
    const b = others[Math.floor(((step * golden) % 1) * others.length)]! * d
    let margin = 0
    for (let j = 0; j < d; j++) margin += into[j]! * (vectors[a + j]! - vectors[b + j]!)
    const rate = learningRate * (1 - step / pairs)
    const pull = ((rate * weights[p]!) / average) * (1 / (1 + Math.exp(margin)))
    for (let j = 0; j < d; j++) {
      into[j]! += pull * (vectors[a + j]! - vectors[b + j]!) - 2 * rate * lambda * (into[j]! - start[j]!)
    }
  }
  return into
}
