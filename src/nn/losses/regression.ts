import type { Numbers } from '../numbers.ts'
import type { Scalar, Tensor, TF } from '../tf.ts'
import { byHand, type Rule, totalWeight } from './by-hand.ts'

/**
 * Σ w (x - t)² / Σ w
 * @param predicted (N) of any shape
 * @param targets, weights (N); default weight 1
 */
export function squaredError(
  tf: TF,
  predicted: Tensor,
  targets: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Scalar {
  return byHand(tf, [predicted], squaredErrorRule(targets, weights, totalWeight(targets.length, weights)))
}

/**
 * Sedhain et al. 2015: Σ over what was observed of (x - t)², divided by the rows of the batch: of what nobody rated the
 * network may say what it likes.
 * @param predicted (N, D)
 * @param observed (N·D) 1 = known, 0 = not
 */
export function reconstruction(
  tf: TF,
  predicted: Tensor,
  targets: ArrayLike<number>,
  observed: ArrayLike<number>,
): Scalar {
  return byHand(tf, [predicted], squaredErrorRule(targets, observed, predicted.shape[0] ?? 1))
}

export function squaredErrorRule(
  targets: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  divisor: number,
): Rule {
  return ([x], [gradient]) => {
    let loss = 0
    for (let i = 0; i < targets.length; i++) {
      const error = ((x as Numbers)[i] as number) - (targets[i] as number)
      const weight = (weights?.[i] ?? 1) / divisor
      loss += weight * error * error
      ;(gradient as Numbers)[i] = 2 * weight * error
    }
    return loss
  }
}
