/** How two readings of an utterance become one: a product of experts, each as sharp as it deserves. */
export interface Combination {
  /** What the first reading counts, 0 to 1; the second counts the rest. */
  readonly share: number
  /** Divides the logarithms: above 1 it doubts more. */
  readonly temperature: number
}

export const EVEN: Combination = { share: 0.5, temperature: 1 }

/** p ~ exp((share log p1 + (1 - share) log p2) / temperature) */
export function combine(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { share, temperature }: Combination,
): Float32Array {
  const found = new Float32Array(first.length)
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < found.length; i++) {
    const log = share * Math.log((first[i] as number) + 1e-9) + (1 - share) * Math.log((second[i] as number) + 1e-9)
    found[i] = log / temperature
    most = Math.max(most, found[i] as number)
  }
  let sum = 0
  for (let i = 0; i < found.length; i++) {
    found[i] = Math.exp((found[i] as number) - most)
    sum += found[i] as number
  }
  for (let i = 0; i < found.length; i++) found[i]! /= sum
  return found
}

/** What the encoder counts beside the bag of n-grams in the chat, where the bag is not sure by itself (docs/understanding.md). */
export const BESIDE_BAG = { share: 0.3, temperature: 1, sure: 0.6 } as const

/** The second reading where it is sure, else both together: what is known well stays as it is. */
export function supplement(
  first: () => ArrayLike<number>,
  second: ArrayLike<number>,
  combination: Combination & { readonly sure: number },
): Float32Array {
  let most = 0
  for (let i = 0; i < second.length; i++) most = Math.max(most, second[i] as number)
  return most >= combination.sure ? Float32Array.from(second) : combine(first(), second, combination)
}

export interface Pair {
  readonly first: ArrayLike<number>
  readonly second: ArrayLike<number>
  readonly label: number
}

/** Pairs that a combination is fitted on at most: more move it by nothing that matters. */
const ENOUGH = 600

/** The share and temperature with the least log loss on utterances that neither has learned; `EVEN` for none. */
export function fitCombination(all: readonly Pair[]): Combination {
  const pairs = all.filter((_, i) => i % Math.ceil(all.length / ENOUGH) === 0)
  let best = { ...EVEN, loss: Number.POSITIVE_INFINITY }
  for (let tenths = 0; pairs.length > 0 && tenths <= 10; tenths++)
    for (let twentieths = 4; twentieths <= 30; twentieths++) {
      const combination = { share: tenths / 10, temperature: twentieths / 20 }
      let loss = 0
      for (const { first, second, label } of pairs) {
        const p = combine(first, second, combination)[label] ?? 0
        loss -= Math.log(Math.max(1e-9, p))
      }
      if (loss < best.loss) best = { ...combination, loss }
    }
  return { share: best.share, temperature: best.temperature }
}

/** The temperature alone, for one reading. */
export const fitTemperature = (said: readonly Omit<Pair, 'second'>[]): Combination => ({
  share: 1,
  temperature: fitCombination(said.map(({ first, label }) => ({ first, second: first, label }))).temperature,
})
