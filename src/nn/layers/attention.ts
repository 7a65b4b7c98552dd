import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import { glorot } from '../initialisers.ts'
import type { Parameter, Parameters } from '../parameters.ts'
import type { Tensor2D, Tensor3D } from '../tf.ts'
import { Dense } from './dense.ts'

export interface AttentionOptions {
  /** Numbers of a query, such as a decoder's state. */
  readonly query: number
  /** Numbers of a key, such as an encoder's state. */
  readonly key: number
  readonly size: number
}

/** What is looked at, with what is worked out once for all queries. */
export interface Memory {
  readonly keys: Tensor3D // (B, T, K)
  readonly projected: Tensor3D // (B, T, A)
  readonly mask: Tensor2D // (B, T) 0 where there is something, -1e9 in the padding
}

/** Bahdanau et al. 2015: e = vᵀ tanh(qW + kU + b), a = softmax(e) over time, context = Σ a k. */
export class AdditiveAttention {
  readonly query: Dense // W (Q, A), b
  readonly key: Dense // U (K, A)
  readonly weights: Parameter // v (A, 1)

  constructor(parameters: Parameters, name: string, { query, key, size }: AttentionOptions, random: Random) {
    this.query = new Dense(parameters, `${name}-query`, { inputs: query, outputs: size }, random)
    this.key = new Dense(parameters, `${name}-key`, { inputs: key, outputs: size, bias: false }, random)
    this.weights = parameters.add(`${name}-weights`, [size, 1], glorot, random)
  }

  /** @param lengths (B) how much of T is there, 1 or more */
  remember(graph: Graph, keys: Tensor3D, lengths: ArrayLike<number>): Memory {
    const { tf } = graph
    const [batch, steps] = keys.shape
    const mask = new Float32Array(batch * steps)
    for (let b = 0; b < batch; b++) mask.fill(-1e9, b * steps + (lengths[b] as number), (b + 1) * steps)
    return {
      keys,
      projected: this.key.apply(graph, keys) as Tensor3D,
      mask: tf.tensor2d(mask, [batch, steps]),
    }
  }

  /** query (B, Q) -> context (B, K), weights (B, T) */
  apply(graph: Graph, query: Tensor2D, { keys, projected, mask }: Memory): { context: Tensor2D; weights: Tensor2D } {
    const { tf } = graph
    const [batch, steps, size] = projected.shape
    const asked = tf.reshape(this.query.apply(graph, query), [batch, 1, size])
    const hidden = tf.reshape(tf.tanh(tf.add(projected, asked)), [batch * steps, size])
    const energy = tf.reshape(tf.matMul(hidden as Tensor2D, graph.of(this.weights) as Tensor2D), [batch, steps])
    const weights = tf.softmax(tf.add(energy, mask)) as Tensor2D // (B, T)
    const context = tf.matMul(tf.reshape(weights, [batch, 1, steps]), keys) // (B, 1, K)
    return { context: tf.reshape(context, [batch, keys.shape[2]]), weights }
  }
}
