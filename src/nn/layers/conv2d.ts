import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import { he, type Initialiser, zeros } from '../initialisers.ts'
import type { Parameter, Parameters } from '../parameters.ts'
import type { Tensor1D, Tensor4D, TF } from '../tf.ts'
import { type Activation, activate } from './activation.ts'

export interface Conv2dOptions {
  /** Channels of the input. */
  readonly inputs: number
  readonly filters: number
  /** Height and width. */
  readonly kernel: readonly [number, number]
  readonly stride?: number | readonly [number, number]
  /** `same` = as large as the input (divided by the stride), edges seen as 0. */
  readonly padding?: 'valid' | 'same'
  readonly activation?: Activation
  readonly initial?: Initialiser
}

/**
 * y[n,i,j,f] = f(b[f] + Σ x[n, i·s+h, j·s+w, c] W[h,w,c,f]). Forward by the backend's own convolution, which is fast;
 * backward as matrix products over patches (`wasm/conv2d.ts`).
 */
export class Conv2d {
  readonly weights: Parameter // (KH, KW, C, F)
  readonly bias: Parameter // (F)
  readonly #options: Conv2dOptions

  constructor(parameters: Parameters, name: string, options: Conv2dOptions, random: Random) {
    const { kernel, inputs, filters, initial = he } = options
    this.weights = parameters.add(`${name}-weights`, [...kernel, inputs, filters], initial, random)
    this.bias = parameters.add(`${name}-bias`, [filters], zeros, random, { decays: false })
    this.#options = options
  }

  /** (N, H, W, C) -> (N, H', W', F) */
  apply(graph: Graph, x: Tensor4D): Tensor4D {
    const { tf } = graph
    const { stride = 1, padding = 'same', activation = 'relu' } = this.#options
    const strides = typeof stride === 'number' ? stride : ([...stride] as [number, number])
    const y = tf.conv2d(x, graph.of(this.weights) as Tensor4D, strides, padding)
    return activate(tf, tf.add(y, graph.of(this.bias) as Tensor1D), activation)
  }
}

/** The largest (or the mean) of each window of `size` x `size`, windows side by side: (N, H, W, C) -> (N, H/s, W/s, C) */
export function pool(tf: TF, x: Tensor4D, size: number, kind: 'max' | 'mean' = 'max'): Tensor4D {
  return kind === 'max' ? tf.maxPool(x, size, size, 'valid') : tf.avgPool(x, size, size, 'valid')
}
