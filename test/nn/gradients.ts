import { expect } from 'vitest'
import { Graph } from '../../src/nn/graph.ts'
import type { Rule } from '../../src/nn/losses/by-hand.ts'
import { mergeUpdates } from '../../src/nn/optimisers/merge.ts'
import type { Parameter, Parameters } from '../../src/nn/parameters.ts'
import type { Scalar, Tensor, TF } from '../../src/nn/tf.ts'
import { Random } from '../../src/random.ts'

/** Numbers of a normal distribution, the same for the same seed. */
export function draw(count: number, seed = 1): Float32Array {
  const random = new Random(seed)
  return Float32Array.from({ length: count }, () => random.normal())
}

/** f'(0) by five points, so that the error of a step h is of order h⁴ and h may be large: float32 rounds at 1e-7 / h. */
export const slope = (f: (offset: number) => number, h: number): number =>
  (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h)

/**
 * The gradient of a loss by each number of each parameter (at most `most` of each, spread out) against central
 * differences. The tolerance is a share of the longest gradient of that parameter: float32 allows no more.
 */
export function checkGradients(
  tf: TF,
  parameters: Parameters,
  loss: (graph: Graph) => Scalar,
  { h = 0.02, tolerance = 2e-3, most = 40, training = true } = {},
): void {
  const value = () => {
    const graph = new Graph(tf, training, new Random(7))
    const [number] = graph.values(() => loss(graph))
    graph.dispose()
    return number as number
  }
  const graph = new Graph(tf, training, new Random(7))
  const before = tf.memory().numTensors
  const { updates } = graph.gradients(() => loss(graph))
  expect(tf.memory().numTensors).toBe(before)
  for (const parameter of parameters) {
    if (!parameter.learns) continue
    const update = mergeUpdates(updates).find((one) => one.parameter === parameter)
    expect(update, `${parameter.name} gets no gradient`).toBeDefined()
    const found = new Float32Array(parameter.value.length)
    if (update?.rows) {
      for (const [i, row] of update.rows.entries()) {
        found.set(update.gradient.subarray(i * parameter.width, (i + 1) * parameter.width), row * parameter.width)
      }
    } else if (update) found.set(update.gradient)
    const scale = Math.max(...found.map(Math.abs))
    expect(scale, `${parameter.name} has no influence`).toBeGreaterThan(1e-6)
    const step = Math.max(1, Math.floor(found.length / most))
    for (let i = 0; i < found.length; i += step) {
      const old = parameter.value[i] as number
      const wanted = slope((offset) => {
        parameter.value[i] = old + offset
        const result = value()
        parameter.value[i] = old
        return result
      }, h)
      const error = Math.abs((found[i] as number) - wanted) / scale
      expect(error, `${parameter.name}[${i}]: ${found[i]}, by differences ${wanted}`).toBeLessThan(tolerance)
    }
  }
}

/** A parameter of random numbers, to be the input of what is tested. */
export function input(parameters: Parameters, name: string, shape: readonly number[], seed = 3): Parameter {
  const fill = (value: Float32Array) => value.set(draw(value.length, seed))
  return parameters.add(name, shape, fill, new Random(seed))
}

/** A loss of any tensor to which each of its numbers adds another share. */
export function anyLoss(tf: TF, x: Tensor): Scalar {
  return tf.sum(tf.mul(x, tf.tensor(draw(x.size, 99), x.shape))) as Scalar
}

/** A rule's gradient in float64 against central differences. */
export function checkRule(rule: Rule, values: readonly Float64Array[], tolerance = 1e-7): void {
  const gradients = values.map((array) => new Float64Array(array.length))
  rule(values, gradients)
  const blank = () => values.map((array) => new Float64Array(array.length))
  for (const [n, array] of values.entries()) {
    for (let i = 0; i < array.length; i++) {
      const old = array[i] as number
      const wanted = slope((offset) => {
        array[i] = old + offset
        const loss = rule(values, blank())
        array[i] = old
        return loss
      }, 1e-3)
      expect(Math.abs((gradients[n]?.[i] as number) - wanted), `${n}[${i}]`).toBeLessThan(tolerance)
    }
  }
}
