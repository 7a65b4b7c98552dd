import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import type { Parameters } from '../parameters.ts'
import type { Tensor2D, Tensor3D } from '../tf.ts'
import { Gru, type GruOptions } from './gru.ts'

/** Schuster and Paliwal 1997: one GRU from the first word, one from the last; each place knows what is on both sides. */
export class BidirectionalGru {
  readonly forward: Gru
  readonly backward: Gru

  /** @param options size = that of each direction */
  constructor(parameters: Parameters, name: string, options: GruOptions, random: Random) {
    this.forward = new Gru(parameters, `${name}-forward`, options, random)
    this.backward = new Gru(parameters, `${name}-backward`, options, random)
  }

  /** (B, T, D) -> states (B, T, 2H), last (B, 2H): the end of each direction */
  apply(graph: Graph, x: Tensor3D, lengths?: ArrayLike<number>): { states: Tensor3D; last: Tensor2D } {
    const { tf } = graph
    const known = lengths ? { lengths } : {}
    const ahead = this.forward.apply(graph, x, known)
    const behind = this.backward.apply(graph, x, { ...known, reverse: true })
    return {
      states: tf.concat([ahead.states, behind.states], 2),
      last: tf.concat([ahead.last, behind.last], 1),
    }
  }
}
