import { TastebudError } from '../errors.ts'
import { noKernels } from './features.ts'

const pageSize = 65_536
/** Kernels keep their constants below this address; `instantiate` checks that. */
const firstFree = pageSize
/** Every array begins on a cache line, so that threads writing neighbouring arrays do not share one. */
const alignment = 64

interface ArrayTypes {
  readonly f32: Float32Array
  readonly f64: Float64Array
  readonly u32: Uint32Array
  readonly i32: Int32Array
  readonly u16: Uint16Array
  readonly u8: Uint8Array
  readonly i8: Int8Array
}
const constructors = {
  f32: Float32Array,
  f64: Float64Array,
  u32: Uint32Array,
  i32: Int32Array,
  u16: Uint16Array,
  u8: Uint8Array,
  i8: Int8Array,
} as const

/**
 * Memory that kernels and this side share: one block of fixed size, given out from the front and let go as a whole.
 * It never grows, so a view stays valid as long as the arena.
 */
export class Arena {
  readonly bytes: number
  /** What the arrays lie in. */
  readonly buffer: ArrayBufferLike
  readonly #memory: WebAssembly.Memory | undefined
  #next = firstFree

  /**
   * @param bytes room for arrays, each rounded up to 64; see `Arena.room`
   * @param plain memory that no kernel can reach, which every runtime has
   * @throws TastebudError NO_MEMORY where the machine has not so much, or for more than 4 GiB; NO_KERNELS where there is
   *   no WebAssembly
   */
  constructor(bytes: number, { plain = false } = {}) {
    const pages = 1 + Math.ceil(bytes / pageSize)
    if (!plain && typeof WebAssembly === 'undefined') throw noKernels('WebAssembly')
    try {
      if (pages > 65_536) throw new RangeError('more than 4 GiB')
      // Initial = maximum: what grows would detach every view.
      this.#memory = plain ? undefined : new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
      this.buffer = this.#memory?.buffer ?? new ArrayBuffer(pages * pageSize)
    } catch (cause) {
      throw new TastebudError(
        'NO_MEMORY',
        `a model of this size wants ${Math.ceil(bytes / 2 ** 20)} MB of memory at once, and that is not to be had`,
        'Train on fewer items, choose a smaller embeddingSize, or use a machine with more memory.',
        { cause },
      )
    }
    this.bytes = bytes
  }

  /** For kernels. */
  get memory(): WebAssembly.Memory {
    if (!this.#memory) throw new Error('no kernel reaches a plain arena')
    return this.#memory
  }

  /** What arrays of these many bytes take together. */
  static room(...bytes: readonly number[]): number {
    return bytes.reduce((sum, size) => sum + Math.ceil(size / alignment) * alignment, 0)
  }

  f32(length: number): Float32Array {
    return this.#take('f32', length)
  }
  f64(length: number): Float64Array {
    return this.#take('f64', length)
  }
  u32(length: number): Uint32Array {
    return this.#take('u32', length)
  }
  i32(length: number): Int32Array {
    return this.#take('i32', length)
  }
  u16(length: number): Uint16Array {
    return this.#take('u16', length)
  }
  u8(length: number): Uint8Array {
    return this.#take('u8', length)
  }
  i8(length: number): Int8Array {
    return this.#take('i8', length)
  }

  /** @throws RangeError when the arena is too small (a bug of whoever sized it) */
  #take<Type extends keyof ArrayTypes>(type: Type, length: number): ArrayTypes[Type] {
    const make = constructors[type]
    const at = this.#next
    const size = length * make.BYTES_PER_ELEMENT
    if (at + size > this.buffer.byteLength) {
      throw new RangeError(`an arena of ${this.bytes} bytes has no room for ${length} more ${type}`)
    }
    this.#next = Math.ceil((at + size) / alignment) * alignment
    const typed = make as unknown as new (buffer: ArrayBufferLike, at: number, length: number) => ArrayTypes[Type]
    return new typed(this.buffer, at, length)
  }
}

/** The address of an array that an arena gave: what kernels are called with. */
export const at = (array: ArrayBufferView): number => array.byteOffset
