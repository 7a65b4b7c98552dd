import { type Numbers, sigmoid, softplus } from '../numbers.ts'
import type { Scalar, Tensor, TF } from '../tf.ts'
import { byHand, type Rule, totalWeight } from './by-hand.ts'

export interface CrossEntropyOptions {
  /** (N) 0 = masked: padding says nothing and counts nothing. Default: all 1. */
  readonly weights?: ArrayLike<number>
  /** ε in [0, 1): how much of the target is spread over all classes (Szegedy et al. 2016). */
  readonly smoothing?: number
}

/**
 * Σ w (log Σ exp x - (1-ε) x_label - ε mean x) / Σ w
 * @param logits (N, C)
 * @param labels (N) class of each row
 */
export function crossEntropy(
  tf: TF,
  logits: Tensor,
  labels: ArrayLike<number>,
  options: CrossEntropyOptions = {},
): Scalar {
  return byHand(tf, [logits], crossEntropyRule(labels, options))
}

export function crossEntropyRule(labels: ArrayLike<number>, { weights, smoothing = 0 }: CrossEntropyOptions): Rule {
  return ([x], [gradient]) => {
    const g = gradient as Numbers
    const rows = labels.length
    const classes = (x as Numbers).length / rows
    const total = totalWeight(rows, weights)
    const spread = smoothing / classes
    let loss = 0
    for (let row = 0; row < rows; row++) {
      const weight = (weights?.[row] ?? 1) / total
      if (weight === 0) continue
      const at = row * classes
      const label = at + (labels[row] as number)
      const { logSum, mean } = softmaxInto(x as Numbers, g, at, at + classes)
      for (let i = at; i < at + classes; i++) g[i] = weight * ((g[i] as number) - spread)
      g[label] = (g[label] as number) - weight * (1 - smoothing)
      loss += weight * (logSum - (1 - smoothing) * ((x as Numbers)[label] as number) - smoothing * mean)
    }
    return loss
  }
}

/** Softmax of x[from..to) into `out`, with log Σ exp x and the mean of x. */
function softmaxInto(x: Numbers, out: Numbers, from: number, to: number): { logSum: number; mean: number } {
  let highest = Number.NEGATIVE_INFINITY
  let total = 0
  for (let i = from; i < to; i++) {
    highest = Math.max(highest, x[i] as number)
    total += x[i] as number
  }
  let sum = 0
  for (let i = from; i < to; i++) {
    const e = Math.exp((x[i] as number) - highest)
    out[i] = e
    sum += e
  }
  for (let i = from; i < to; i++) out[i] = (out[i] as number) / sum
  return { logSum: highest + Math.log(sum), mean: total / (to - from) }
}

/**
 * Σ w (log(1 + exp x) - t x) / Σ w, for independent yes-or-no questions.
 * @param logits (N) of any shape
 * @param targets (N) in [0, 1]
 */
export function binaryCrossEntropy(
  tf: TF,
  logits: Tensor,
  targets: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Scalar {
  return byHand(tf, [logits], binaryCrossEntropyRule(targets, weights))
}

export function binaryCrossEntropyRule(targets: ArrayLike<number>, weights?: ArrayLike<number>): Rule {
  return ([x], [gradient]) => {
    const total = totalWeight(targets.length, weights)
    let loss = 0
    for (let i = 0; i < targets.length; i++) {
      const value = (x as Numbers)[i] as number
      const weight = (weights?.[i] ?? 1) / total
      loss += weight * (softplus(value) - (targets[i] as number) * value)
      ;(gradient as Numbers)[i] = weight * (sigmoid(value) - (targets[i] as number))
    }
    return loss
  }
}
