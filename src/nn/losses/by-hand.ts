import type { Numbers } from '../numbers.ts'
import type { Scalar, Tensor, TF } from '../tf.ts'

/** A loss with its gradient, on plain numbers: fills `gradients`, arrays like `values` that come as zeros. */
export type Rule = (values: readonly Numbers[], gradients: readonly Numbers[]) => number

/**
 * A rule as an op. Losses are written out by hand, in double precision within: one pass in place of a dozen ops, no
 * overflow to think of, and a gradient that tests check in float64.
 */
export function byHand(tf: TF, inputs: readonly Tensor[], rule: Rule): Scalar {
  const op = tf.customGrad((...given) => {
    const tensors = given.slice(0, inputs.length) as Tensor[]
    const gradients = tensors.map(({ size }) => new Float32Array(size))
    const loss = rule(
      tensors.map((tensor) => tensor.dataSync() as Float32Array),
      gradients,
    )
    const gradFunc = (dy: Tensor) =>
      tensors.map(({ shape }, i) => tf.mul(tf.tensor(gradients[i] as Float32Array, shape), dy))
    return { value: tf.scalar(loss), gradFunc }
  })
  return op(...inputs) as Scalar
}

/** Sum of weights, all 1 where absent; what a weighted mean is divided by. At least the smallest number above 0. */
export const totalWeight = (count: number, weights: ArrayLike<number> | undefined): number => {
  if (!weights) return Math.max(count, Number.MIN_VALUE)
  let sum = 0
  for (let i = 0; i < count; i++) sum += weights[i] as number
  return Math.max(sum, Number.MIN_VALUE)
}
