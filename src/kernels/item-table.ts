import { Arena, at } from './arena.ts'
import type { Kernels } from './instantiate.ts'
import { serving } from './serving.ts'

/**
 * How the numbers of a table are kept. `f32`: as they are. `f16`: half of that, each to 11 significant bits, which keeps
 * nearly every ranking. `int8`: a quarter, each to within its row's largest / 254; the query keeps 16 bits.
 */
export const precisions = ['f32', 'f16', 'int8'] as const
export type Precision = (typeof precisions)[number]

export interface ItemTableOptions {
  /** Default `f32`. */
  readonly precision?: Precision
  /** Rows and queries are brought to length 1 (zeros stay), so that a score is a cosine. Default false. */
  readonly cosine?: boolean
  /** By plain loops; default: where the runtime cannot run the kernels. */
  readonly plain?: boolean
}

/** A row with its score. */
export interface Scored {
  readonly row: number
  readonly score: number
}

/** Numbers that are stored: typed arrays all, f32 apart from what it is made of. */
type Stored = Float32Array | Uint16Array | Int8Array

/** Item vectors packed for serving: one vector is scored against all rows by a kernel. Not to be shared by threads. */
export class ItemTable {
  readonly items: number
  /** Numbers a vector, without padding. */
  readonly width: number
  readonly precision: Precision
  readonly cosine: boolean
  readonly #kernels: Kernels
  readonly #padded: { readonly rows: number; readonly width: number }
  readonly #table: Stored
  /** int8: (rows) what one step of a row is worth */
  readonly #scales: Float32Array
  /** f16: the numbers are stored times this power of two */
  readonly #unit: number
  readonly #query: Float32Array
  readonly #shortQuery: Int32Array | Int16Array
  readonly #scores: Float32Array
  readonly #found: Int32Array

  /**
   * @param vectors (items, width) row after row, finite; copied
   * @throws RangeError for vectors that are no table of finite numbers (a bug of the caller)
   * @throws TastebudError NO_KERNELS, NO_MEMORY
   */
  constructor(
    vectors: Float32Array,
    width: number,
    { precision = 'f32', cosine = false, plain }: ItemTableOptions = {},
  ) {
    const items = vectors.length / width
    if (!Number.isInteger(width) || width < 1 || !Number.isInteger(items)) {
      throw new RangeError(`${vectors.length} numbers are no table of width ${width}`)
    }
    this.items = items
    this.width = width
    this.precision = precision
    this.cosine = cosine
    const rows = up(items, 8)
    const bytes = { f32: 4, f16: 2, int8: 1 }[precision]
    this.#padded = { rows, width: up(width, precision === 'int8' ? 8 : 4) }
    const size = rows * this.#padded.width
    const room = Arena.room(size * bytes, rows * 4, this.#padded.width * 4, rows * 4, rows * 4)
    const { arena, kernels } = serving('item-table', room, plain)
    this.#kernels = kernels
    this.#table = precision === 'f32' ? arena.f32(size) : precision === 'f16' ? arena.u16(size) : arena.i8(size)
    this.#scales = arena.f32(precision === 'int8' ? rows : 0)
    this.#query = arena.f32(this.#padded.width)
    this.#shortQuery = new Int16Array(this.#query.buffer, at(this.#query), this.#padded.width)
    this.#scores = arena.f32(rows)
    this.#found = arena.i32(rows)
    this.#unit = precision === 'f16' ? unitOf(vectors, cosine ? width : 0) : 1
    this.#pack(vectors)
  }

  /** Bytes of the stored numbers. */
  get bytes(): number {
    return this.#table.byteLength + this.#scales.byteLength
  }

  /**
   * Writes the dot product (or the cosine) of a vector with every row.
   * @param vector (width) finite
   * @param out (items)
   * @throws RangeError for wrong lengths or a number that is not finite
   */
  scores(vector: ArrayLike<number>, out: Float32Array): void {
    if (out.length !== this.items)
      throw new RangeError(`a buffer of ${out.length} for the scores of ${this.items} items`)
    this.#score(vector)
    out.set(this.#scores.subarray(0, this.items))
  }

  /**
   * The k rows of the largest scores, best first, equal ones by row; fewer where there are no more.
   * @param excluding rows that are not looked for
   */
  nearest(vector: ArrayLike<number>, k: number, excluding: Iterable<number> = []): Scored[] {
    if (!Number.isInteger(k) || k < 0) throw new RangeError(`the nearest ${k}`)
    this.#score(vector)
    for (const row of excluding) this.#scores[this.#rowOf(row)] = Number.NEGATIVE_INFINITY
    const most = Math.min(k, this.items)
    if (most === 0) return []
    const count = this.#kernels.top!(at(this.#scores), this.items, most, at(this.#found))
    return Array.from(this.#found.subarray(0, count), (row) => ({ row, score: this.#scores[row]! }))
  }

  /** A row where it lies, in single precision: as it was given, unless it is one of cosines. (width) Not to be written. */
  row(row: number): Float32Array {
    if (!(this.#table instanceof Float32Array)) throw new RangeError(`rows of ${this.precision} are not what was given`)
    const start = this.#rowOf(row) * this.#padded.width
    return this.#table.subarray(start, start + this.width)
  }

  /** A row as it is stored: near to what was given, of length 1 for cosines. (width) */
  vector(row: number): Float32Array {
    const start = this.#rowOf(row) * this.#padded.width
    const stored = this.#table.subarray(start, start + this.width)
    if (this.precision === 'f16') return Float32Array.from(stored, (half) => fromHalf(half) / this.#unit)
    const scale = this.precision === 'int8' ? this.#scales[row]! : 1
    return Float32Array.from(stored, (value) => value * scale)
  }

  #rowOf(row: number): number {
    if (Number.isInteger(row) && row >= 0 && row < this.items) return row
    throw new RangeError(`the table of ${this.items} items has no row ${row}`)
  }

  #pack(vectors: Float32Array): void {
    const { width } = this
    for (let row = 0; row < this.items; row++) {
      const vector = vectors.subarray(row * width, (row + 1) * width)
      const length = this.cosine ? norm(vector) : 1
      const start = row * this.#padded.width
      const largest = largestOf(vector)
      // A row of infinities or NaN has no largest number.
      if (!Number.isFinite(largest)) throw new RangeError(`row ${row} holds a number that is not finite`)
      const factor = length > 0 ? 1 / length : 0
      if (this.precision === 'int8') {
        this.#scales[row] = (largest * factor) / 127
        for (let k = 0; k < width; k++)
          this.#table[start + k] = largest > 0 ? Math.round((127 * vector[k]!) / largest) : 0
      } else if (this.precision === 'f16') {
        for (let k = 0; k < width; k++) this.#table[start + k] = toHalf(vector[k]! * factor * this.#unit)
      } else {
        for (let k = 0; k < width; k++) this.#table[start + k] = vector[k]! * factor
      }
    }
  }

  #score(vector: ArrayLike<number>): void {
    const { width } = this
    if (vector.length !== width) throw new RangeError(`a vector of ${vector.length} for a table of width ${width}`)
    const largest = largestOf(vector)
    if (!Number.isFinite(largest)) throw new RangeError('the vector holds a number that is not finite')
    const length = this.cosine ? norm(vector) : 1
    const factor = length > 0 ? 1 / length : 0
    const { rows, width: padded } = this.#padded
    if (this.precision === 'int8') {
      // As many steps as the sum of all products has room for in 32 bits.
      const steps = Math.min(32767, Math.floor((2 ** 31 - 1) / (127 * width)))
      for (let k = 0; k < width; k++) {
        this.#shortQuery[k] = largest > 0 ? Math.round((steps * vector[k]!) / largest) : 0
      }
      const worth = (largest / steps) * factor
      const scales = at(this.#scales)
      this.#kernels.dotsByte!(at(this.#query), at(this.#table), scales, rows, padded, worth, at(this.#scores))
      return
    }
    if (this.precision === 'f32') {
      for (let k = 0; k < width; k++) this.#query[k] = vector[k]! * factor
      this.#kernels.dotsSingle!(at(this.#query), at(this.#table), rows, padded, 1, at(this.#scores))
      return
    }
    // The largest between 1/2 and 1, times the 2^112 that stored halves lack: nothing overflows, nothing is subnormal.
    const unit = largest > 0 ? 2 ** -Math.ceil(Math.log2(largest)) : 1
    for (let k = 0; k < width; k++) this.#query[k] = vector[k]! * unit * 2 ** 112
    const worth = factor / unit / this.#unit
    this.#kernels.dotsHalf!(at(this.#query), at(this.#table), rows, padded, worth, at(this.#scores))
  }
}

const up = (size: number, multiple: number) => Math.max(1, Math.ceil(size / multiple)) * multiple

function norm(vector: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < vector.length; k++) sum += vector[k]! ** 2
  return Math.sqrt(sum)
}

/** The largest absolute value; NaN or infinity where there is one. */
function largestOf(vector: ArrayLike<number>): number {
  let largest = 0
  for (let k = 0; k < vector.length; k++) {
    const size = Math.abs(vector[k]!)
    if (!(size <= largest)) largest = size
    if (Number.isNaN(largest)) return largest
  }
  return largest
}

/** The power of two that brings the largest number of a table near the largest half, so that few are too small. */
function unitOf(vectors: Float32Array, cosineWidth: number): number {
  const largest = cosineWidth > 0 ? 1 : largestOf(vectors)
  return largest > 0 && Number.isFinite(largest) ? 2 ** (15 - Math.ceil(Math.log2(largest))) : 1
}

const single = new Float32Array(1)
const bits = new Uint32Array(single.buffer)

/** The nearest half (ties to even) of a number below 65,520; what would be subnormal becomes 0. */
function toHalf(value: number): number {
  single[0] = value
  const whole = bits[0]!
  const sign = (whole >>> 16) & 0x8000
  const magnitude = whole & 0x7fffffff
  const rounded = (magnitude + 0xfff + ((magnitude >>> 13) & 1)) >>> 13
  // 2^-14, the smallest normal half, has the exponent 113 here.
  return rounded < 113 << 10 ? sign : sign | (rounded - (112 << 10))
}

function fromHalf(half: number): number {
  if ((half & 0x7fff) === 0) return 0
  bits[0] = ((half & 0x8000) << 16) | (((half & 0x7fff) << 13) + (112 << 23))
  return single[0]!
}
