import { type Numbers, sigmoid, softplus } from '../numbers.ts'
import type { Scalar, Tensor, Tensor1D, Tensor2D, TF } from '../tf.ts'
import { byHand, type Rule } from './by-hand.ts'
import { crossEntropy } from './classification.ts'

/**
 * Rendle et al. 2009: -mean log σ(positive - negative)
 * @param positive, negative scores, (N) each, of any shape
 */
export function bpr(tf: TF, positive: Tensor, negative: Tensor): Scalar {
  return byHand(tf, [positive, negative], bprRule)
}

export const bprRule: Rule = ([positive, negative], [up, down]) => {
  const [p, n, dp, dn] = [positive, negative, up, down] as [Numbers, Numbers, Numbers, Numbers]
  let loss = 0
  for (let i = 0; i < p.length; i++) {
    const margin = (p[i] as number) - (n[i] as number)
    const slope = sigmoid(-margin) / p.length
    loss += softplus(-margin) / p.length
    dp[i] = -slope
    dn[i] = slope
  }
  return loss
}

export interface InBatchOptions {
  /** (B) log of how often each of the batch's items is drawn: taken off its score, so that popular ones are not punished. */
  readonly logPopularity?: ArrayLike<number>
  /** (B) the item of each column: another place of the same item is no negative. */
  readonly items?: ArrayLike<number>
}

/**
 * Softmax over the batch (Yi et al. 2019): row i belongs to column i, the other columns are its negatives.
 * @param scores (B, B)
 */
export function inBatchSoftmax(tf: TF, scores: Tensor2D, { logPopularity, items }: InBatchOptions = {}): Scalar {
  const [size] = scores.shape
  const shift = new Float32Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const same = items !== undefined && row !== column && items[row] === items[column]
      shift[row * size + column] = same ? -1e9 : -(logPopularity?.[column] ?? 0)
    }
  }
  return crossEntropy(
    tf,
    tf.add(scores, tf.tensor2d(shift, [size, size])),
    Int32Array.from({ length: size }, (_, i) => i),
  )
}

/** Schroff et al. 2015: mean max(0, margin + near - far), over distances (N). */
export function triplet(tf: TF, near: Tensor, far: Tensor, margin: number): Scalar {
  return byHand(tf, [near, far], tripletRule(margin))
}

export function tripletRule(margin: number): Rule {
  return ([near, far], [dNear, dFar]) => {
    const [a, b] = [near, far] as [Numbers, Numbers]
    let loss = 0
    for (let i = 0; i < a.length; i++) {
      const excess = margin + (a[i] as number) - (b[i] as number)
      if (excess <= 0) continue
      loss += excess / a.length
      ;(dNear as Numbers)[i] = 1 / a.length
      ;(dFar as Numbers)[i] = -1 / a.length
    }
    return loss
  }
}

/** Squared Euclidean distances of rows: (N, D), (N, D) -> (N) */
export function squaredDistance(tf: TF, a: Tensor2D, b: Tensor2D): Tensor1D {
  return tf.sum(tf.squaredDifference(a, b), 1)
}
