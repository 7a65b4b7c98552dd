import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import { glorot, he, type Initialiser, zeros } from '../initialisers.ts'
import type { Parameter, Parameters } from '../parameters.ts'
import type { Tensor, Tensor1D, Tensor2D } from '../tf.ts'
import { type Activation, activate } from './activation.ts'

export interface DenseOptions {
  readonly inputs: number
  readonly outputs: number
  readonly activation?: Activation
  readonly bias?: boolean
  /** Default: He for relu and its kin, else Glorot. */
  readonly initial?: Initialiser
}

/** y = f(xW + b) */
export class Dense {
  readonly weights: Parameter // (I, O)
  readonly bias: Parameter | undefined // (O)
  readonly #activation: Activation
  readonly #outputs: number

  constructor(parameters: Parameters, name: string, options: DenseOptions, random: Random) {
    const { inputs, outputs, activation = 'linear', bias = true } = options
    const initial = options.initial ?? (['relu', 'elu', 'selu'].includes(activation) ? he : glorot)
    this.weights = parameters.add(`${name}-weights`, [inputs, outputs], initial, random)
    this.bias = bias ? parameters.add(`${name}-bias`, [outputs], zeros, random, { decays: false }) : undefined
    this.#activation = activation
    this.#outputs = outputs
  }

  /** (..., I) -> (..., O) */
  apply(graph: Graph, x: Tensor): Tensor {
    const { tf } = graph
    const weights = graph.of(this.weights) as Tensor2D
    const flat = tf.reshape(x, [-1, this.weights.rows]) as Tensor2D // (N, I)
    const product = tf.matMul(flat, weights) // (N, O)
    const sum = this.bias ? tf.add(product, graph.of(this.bias) as Tensor1D) : product
    return tf.reshape(activate(tf, sum, this.#activation), [...x.shape.slice(0, -1), this.#outputs])
  }
}
