import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import { ones, zeros } from '../initialisers.ts'
import type { Parameter, Parameters } from '../parameters.ts'
import type { Tensor } from '../tf.ts'

/** Ba et al. 2016: y = g (x - μ) / √(σ² + ε) + b, with mean and variance over the last axis of each row. */
export class LayerNorm {
  readonly gain: Parameter // (D)
  readonly bias: Parameter // (D)

  constructor(
    parameters: Parameters,
    name: string,
    size: number,
    random: Random,
    readonly epsilon = 1e-5,
  ) {
    this.gain = parameters.add(`${name}-gain`, [size], ones, random, { decays: false })
    this.bias = parameters.add(`${name}-bias`, [size], zeros, random, { decays: false })
  }

  /** (..., D) -> (..., D) */
  apply(graph: Graph, x: Tensor): Tensor {
    const { tf } = graph
    const { mean, variance } = tf.moments(x, -1, true) // (..., 1)
    const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, this.epsilon)))
    return tf.add(tf.mul(normal, graph.of(this.gain)), graph.of(this.bias))
  }
}
