import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import { orthogonal, zeros } from '../initialisers.ts'
import type { Parameter, Parameters } from '../parameters.ts'
import type { Tensor2D, Tensor3D } from '../tf.ts'
import { Dense } from './dense.ts'
import { gruSequence } from './gru-sequence.ts'

export interface GruOptions {
  readonly inputs: number
  readonly size: number
}

export interface GruRun {
  /** (B) steps of each sequence; default: all T. */
  readonly lengths?: ArrayLike<number>
  /** (B, H); default: zeros. */
  readonly initial?: Tensor2D
  readonly reverse?: boolean
}

/** Cho et al. 2014, the equations in `gru-cell.ts`. */
export class Gru {
  readonly inputs: Dense // W (D, 3H), b
  readonly weights: Parameter // U (H, 3H)
  readonly bias: Parameter // c (3H)
  readonly size: number

  constructor(parameters: Parameters, name: string, { inputs, size }: GruOptions, random: Random) {
    this.inputs = new Dense(parameters, `${name}-input`, { inputs, outputs: 3 * size }, random)
    this.weights = parameters.add(`${name}-weights`, [size, 3 * size], orthogonal, random)
    this.bias = parameters.add(`${name}-bias`, [3 * size], zeros, random, { decays: false })
    this.size = size
  }

  /**
   * (B, T, D) -> states (B, T, H), and the last (B, H), which is the first in time when run in reverse. A decoder that
   * feeds itself runs it with T = 1.
   */
  apply(graph: Graph, x: Tensor3D, run: GruRun = {}): { states: Tensor3D; last: Tensor2D } {
    const { tf } = graph
    const [batch, steps] = x.shape
    const { lengths = new Array<number>(batch).fill(steps), reverse = false } = run
    const states = gruSequence(
      tf,
      this.inputs.apply(graph, x) as Tensor3D, // (B, T, 3H)
      run.initial ?? tf.zeros([batch, this.size]),
      graph.of(this.weights) as Tensor2D,
      graph.of(this.bias),
      { lengths, reverse },
    )
    const end = tf.slice(states, [0, reverse ? 0 : steps - 1, 0], [batch, 1, this.size])
    return { states, last: tf.reshape(end, [batch, this.size]) }
  }
}
