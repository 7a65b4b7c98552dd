import type { Random } from '../../random.ts'
import type { Graph } from '../graph.ts'
import { type Initialiser, normal } from '../initialisers.ts'
import type { Parameter, Parameters } from '../parameters.ts'
import type { Tensor } from '../tf.ts'

export interface EmbeddingOptions {
  /** Rows of the table: words, items, people. */
  readonly rows: number
  readonly size: number
  readonly initial?: Initialiser
  /** false for pretrained rows that stay as they are. */
  readonly learns?: boolean
}

/**
 * A table with a vector a row. It never enters the graph: the rows of a batch are gathered before, and the optimiser
 * moves just those afterwards, so that a step costs the same however large the table is.
 */
export class Embedding {
  readonly table: Parameter // (R, d)

  constructor(parameters: Parameters, name: string, options: EmbeddingOptions, random: Random) {
    const { rows, size, initial = normal(1 / Math.sqrt(size)), learns = true } = options
    this.table = parameters.add(name, [rows, size], initial, random, { learns })
  }

  /** Row numbers (...) in row-major order, negative = no row, zeros -> (..., d) */
  apply(graph: Graph, rows: ArrayLike<number>, shape: readonly number[] = [rows.length]): Tensor {
    return graph.tf.reshape(graph.rows(this.table, rows), [...shape, this.table.width])
  }
}
