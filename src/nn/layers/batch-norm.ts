import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import { ones, zeros } from '../initialisers.ts'
import type { Parameter, Parameters } from '../parameters.ts'
import type { Tensor } from '../tf.ts'

/**
 * Ioffe and Szegedy 2015: y = g (x - μ) / √(σ² + ε) + b for each channel. While training μ and σ² are those of the batch
 * (all axes but the last), and their running means are kept; otherwise the running means are used.
 */
export class BatchNorm {
  readonly gain: Parameter // (C)
  readonly bias: Parameter // (C)
  /** Saved with the weights, moved by no gradient. */
  readonly mean: Parameter // (C)
  readonly variance: Parameter // (C)

  constructor(
    parameters: Parameters,
    name: string,
    channels: number,
    random: Random,
    /** How much of a batch goes into the running means. */
    readonly share = 0.1,
    readonly epsilon = 1e-5,
  ) {
    this.gain = parameters.add(`${name}-gain`, [channels], ones, random, { decays: false })
    this.bias = parameters.add(`${name}-bias`, [channels], zeros, random, { decays: false })
    this.mean = parameters.add(`${name}-mean`, [channels], zeros, random, { learns: false })
    this.variance = parameters.add(`${name}-variance`, [channels], ones, random, { learns: false })
  }

  /** (..., C) -> (..., C); more than one row while training */
  apply(graph: Graph, x: Tensor): Tensor {
    const { tf } = graph
    const { mean, variance } = graph.training
      ? tf.moments(x, [...x.shape.keys()].slice(0, -1)) // (C)
      : { mean: graph.of(this.mean), variance: graph.of(this.variance) }
    if (graph.training) {
      const rows = x.size / this.mean.value.length
      this.#follow(this.mean, mean.dataSync(), 1)
      // The variance of a sample is too small by (n - 1) / n.
      this.#follow(this.variance, variance.dataSync(), rows / (rows - 1))
    }
    const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, this.epsilon)))
    return tf.add(tf.mul(normal, graph.of(this.gain)), graph.of(this.bias))
  }

  #follow({ value }: Parameter, batch: ArrayLike<number>, scale: number): void {
    for (let i = 0; i < value.length; i++) {
      value[i] = (1 - this.share) * (value[i] as number) + this.share * scale * (batch[i] as number)
    }
  }
}
