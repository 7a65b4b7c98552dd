import { Arena } from '../kernels/arena.ts'
import { compile, instantiate, type Kernels } from '../kernels/instantiate.ts'

/** Rows of floats that kernels work on, and the table of their addresses. */
export interface Rows {
  readonly data: Float32Array
  readonly rows: number
  readonly width: number
  /** Address of the first number, in bytes. */
  readonly at: number
  /** Address of the (rows) u32 addresses of the rows. */
  readonly table: number
}

/** A step's size of everything is a multiple of this, so that no tile of a product reaches beyond a matrix. */
export const GRAIN = 24
export const padded = (n: number): number => Math.ceil(n / GRAIN) * GRAIN

/** Gives out memory of an arena that was measured by laying the same things out once without memory. */
export class Workspace {
  readonly kernels: Kernels
  readonly #arena: Arena | undefined
  /** Bytes given out so far. */
  bytes = 0

  /** @param bytes room; undefined: only measure */
  constructor(bytes?: number) {
    this.#arena = bytes === undefined ? undefined : new Arena(bytes)
    this.kernels = this.#arena ? instantiate(compile('text-encoder'), this.#arena.memory) : {}
  }

  f32(length: number): Float32Array {
    this.#count(4 * length)
    return this.#arena?.f32(length) ?? new Float32Array(0)
  }
  i32(length: number): Int32Array {
    this.#count(4 * length)
    return this.#arena?.i32(length) ?? new Int32Array(0)
  }
  u32(length: number): Uint32Array {
    this.#count(4 * length)
    return this.#arena?.u32(length) ?? new Uint32Array(0)
  }

  matrix(rows: number, width: number): Rows {
    return this.view(this.f32(rows * width), 0, rows, width)
  }

  /** A matrix inside of an array that this workspace gave, from one of its numbers on. */
  view(array: Float32Array, from: number, rows: number, width: number): Rows {
    const at = array.byteOffset + 4 * from
    const table = this.u32(rows)
    for (let r = 0; r < rows; r++) table[r] = at + 4 * r * width
    const data = array.subarray(from, from + rows * width)
    return { data, rows, width, at, table: table.byteOffset }
  }

  #count(bytes: number): void {
    this.bytes += Math.ceil(bytes / 64) * 64
  }
}
