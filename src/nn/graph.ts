import type { Random } from '../random.ts'
import type { Parameter } from './parameters.ts'
import type { Scalar, Tensor, Tensor2D, TF } from './tf.ts'

/** What the loss says about one parameter: of all of it, or of some of its rows. */
export interface Update {
  readonly parameter: Parameter
  /** Row-major: like the value, or (rows, width). */
  readonly gradient: Float32Array
  /** Which rows it is of; a row may come several times, and its gradients add up; a negative one is none. Absent = all, in order. */
  readonly rows?: Int32Array
}

/**
 * One pass through a network: hands parameters out as tensors, each uploaded once, and remembers them, so that the loss
 * can be derived by them. Tables of embeddings never enter whole: `rows` gathers those of the batch outside of the graph.
 */
export class Graph {
  readonly #whole = new Map<Parameter, Tensor>()
  readonly #gathered: { table: Parameter; rows: Int32Array; tensor: Tensor }[] = []
  readonly #leaves: Tensor[] = []

  constructor(
    readonly tf: TF,
    /** Layers that behave otherwise while learning (dropout, batch norm) look here. */
    readonly training: boolean,
    /** Draws of this pass. */
    readonly random: Random,
  ) {}

  /** A parameter as a tensor of its shape. */
  of(parameter: Parameter): Tensor {
    const known = this.#whole.get(parameter)
    if (known) return known
    const tensor = this.#leaf(parameter.value, parameter.shape)
    this.#whole.set(parameter, tensor)
    return tensor
  }

  /** Some rows of a table (R, d), gathered: (rows, d). A negative one is a place without a row: zeros. */
  rows(table: Parameter, rows: ArrayLike<number>): Tensor2D {
    const { width, value } = table
    const gathered = new Float32Array(rows.length * width)
    for (let i = 0; i < rows.length; i++) {
      const from = (rows[i] as number) * width
      if (from < 0) continue
      if (!(from < value.length)) throw new RangeError(`${table.name} has no row ${rows[i]}`)
      for (let k = 0, to = i * width; k < width; k++, to++) gathered[to] = value[from + k] as number
    }
    const tensor = this.#leaf(gathered, [rows.length, width])
    this.#gathered.push({ table, rows: Int32Array.from(rows), tensor })
    return tensor as Tensor2D
  }

  /**
   * The value of the loss and its gradient by every parameter that it used. Whatever tensors the loss made are gone
   * afterwards; the graph is not to be used again.
   */
  gradients(work: () => Scalar): { loss: number; updates: Update[] } {
    const { tf } = this
    // A list that the forward pass fills: it is read when the pass is over. It must not be empty before.
    const start = tf.scalar(0)
    this.#leaves.push(start)
    let loss = Number.NaN
    const updates: Update[] = []
    try {
      tf.tidy(() => {
        const { value, grads } = tf.engine().gradients(work, this.#leaves, undefined, true)
        const gradientOf = (leaf: Tensor) =>
          (grads[this.#leaves.indexOf(leaf)]?.dataSync() as Float32Array | undefined) ?? new Float32Array(leaf.size)
        for (const [parameter, leaf] of this.#whole) {
          if (parameter.learns) updates.push({ parameter, gradient: gradientOf(leaf) })
        }
        for (const { table, rows, tensor } of this.#gathered) {
          if (table.learns) updates.push({ parameter: table, gradient: gradientOf(tensor), rows })
        }
        loss = value.dataSync()[0] as number
      })
      return { loss, updates }
    } finally {
      this.dispose()
    }
  }

  /** The numbers of a result; every other tensor of `work` is gone, the parameters stay for the next call. */
  values(work: () => Tensor): Float32Array {
    let values = new Float32Array()
    this.tf.tidy(() => {
      values = work().dataSync() as Float32Array<ArrayBuffer>
    })
    return values
  }

  /** Frees the parameters that were uploaded. */
  dispose(): void {
    for (const leaf of this.#leaves) leaf.dispose()
    this.#leaves.length = 0
    this.#whole.clear()
    this.#gathered.length = 0
  }

  #leaf(values: Float32Array, shape: readonly number[]): Tensor {
    const { tf } = this
    // Some backends keep the array they are given, and this one changes as the network learns.
    const tensor = tf.keep(tf.tensor(tf.getBackend() === 'wasm' ? values : values.slice(), [...shape], 'float32'))
    this.#leaves.push(tensor)
    return tensor
  }
}
