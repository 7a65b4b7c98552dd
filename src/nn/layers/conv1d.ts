import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import type { Parameters } from '../parameters.ts'
import type { Tensor2D, Tensor3D, Tensor4D } from '../tf.ts'
import type { Activation } from './activation.ts'
import { Conv2d } from './conv2d.ts'
import { maxOverTime } from './max-over-time.ts'

export interface Conv1dOptions {
  /** Numbers at each step of time. */
  readonly inputs: number
  readonly filters: number
  /** Steps that a filter sees at once. */
  readonly width: number
  readonly stride?: number
  readonly padding?: 'valid' | 'same'
  readonly activation?: Activation
}

/** A convolution over time, as one over pictures of height 1: y[n,t,f] = f(b[f] + Σ x[n, t·s+w, d] W[w,d,f]). */
export class Conv1d {
  readonly #inner: Conv2d

  constructor(parameters: Parameters, name: string, { width, stride = 1, ...options }: Conv1dOptions, random: Random) {
    this.#inner = new Conv2d(parameters, name, { ...options, kernel: [1, width], stride: [1, stride] }, random)
  }

  /** (N, T, D) -> (N, T', F) */
  apply(graph: Graph, x: Tensor3D): Tensor3D {
    const { tf } = graph
    const [n, t, d] = x.shape
    const y = this.#inner.apply(graph, tf.reshape(x, [n, 1, t, d]) as Tensor4D)
    return tf.reshape(y, [n, y.shape[2], y.shape[3]])
  }
}

export interface WordConvOptions {
  readonly inputs: number
  /** Of each width. */
  readonly filters: number
  /** Kim 2014: 3, 4 and 5 words. */
  readonly widths: readonly number[]
}

/** Kim 2014: for each width a convolution over words, relu, and the largest over time; all side by side. */
export class WordConv {
  readonly #widths: readonly { width: number; conv: Conv1d }[]

  constructor(parameters: Parameters, name: string, { inputs, filters, widths }: WordConvOptions, random: Random) {
    this.#widths = widths.map((width) => ({
      width,
      conv: new Conv1d(parameters, `${name}-${width}`, { inputs, filters, width, padding: 'valid' }, random),
    }))
  }

  /**
   * (N, T, D) -> (N, widths · F). What a text says does not depend on how far it was padded: windows that begin past its
   * last word (or, in a text shorter than the window, past its first) are not looked at.
   * @param lengths (N) words of each text, 1 or more; the rest of T is padding, zeros
   */
  apply(graph: Graph, x: Tensor3D, lengths: ArrayLike<number>): Tensor2D {
    const { tf } = graph
    const [, steps] = x.shape
    const pooled = this.#widths.map(({ width, conv }) => {
      const wide =
        steps < width
          ? tf.pad(x, [
              [0, 0],
              [0, width - steps],
              [0, 0],
            ])
          : x // prettier-ignore
      const windows = Array.from(lengths, (length) => Math.max(1, length - width + 1))
      return maxOverTime(tf, conv.apply(graph, wide), windows)
    })
    return tf.concat(pooled, 1)
  }
}
