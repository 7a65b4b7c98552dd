import { Arena, at } from './arena.ts'
import { Crew } from './crew.ts'
import { kernelFeatures } from './features.ts'
import type { Kernels } from './instantiate.ts'
import { serving } from './serving.ts'

/** Numbers a vector as the kernels of assembly/ials.ts have them: the rest is 0. */
const padded = (embeddingSize: number) => 12 * Math.ceil(embeddingSize / 12)
/** What one worker needs for itself; see `scratchOf` there, which is the same. */
const scratchFor = (d: number) => 8 * (d * d + 128 * d + d + 24)
/** Multiply-adds of one call: some tens of milliseconds. */
const workOfCall = 5e7

/** Who has what, from one side: row r has `others[offsets[r] .. offsets[r + 1])`. */
export interface Side {
  /** (rows + 1) */
  readonly offsets: ArrayLike<number>
  readonly others: ArrayLike<number>
  /** (rows) what is added to the diagonal of each row's system, > 0 */
  readonly ridges: ArrayLike<number>
}

interface Loaded {
  readonly rows: number
  readonly vectors: Float64Array
  readonly offsets: Int32Array
  readonly others: Int32Array
  readonly ridges: Float64Array
}

/**
 * Two tables of vectors, each solved in turn against the other: w = (Σ v vᵀ + alpha VᵀV + ridge I)⁻¹ Σ v over the v that
 * w's row has. d² / 2 multiply-adds an event and d³ / 6 a row; the same bits for any number of workers.
 */
export class AlternatingSquares {
  /** Numbers from one vector to the next. */
  readonly stride: number
  /** The two tables, (rows, stride) each, to be filled before the first solve. */
  readonly vectors: readonly [Float64Array, Float64Array]
  readonly #sides: readonly [Loaded, Loaded]
  readonly #squares: Float64Array
  readonly #scratch: Float64Array
  readonly #crew: Crew

  /** @throws TastebudError NO_KERNELS, NO_MEMORY */
  constructor(sides: readonly [Side, Side], embeddingSize: number, workers = kernelFeatures().cores) {
    const d = padded(embeddingSize)
    this.stride = d
    const roomOf = ({ offsets, others, ridges }: Side) =>
      Arena.room(8 * d * ridges.length, 4 * offsets.length, 4 * others.length, 8 * ridges.length)
    const bytes = scratchFor(d) * workers
    const arena = new Arena(Crew.room + Arena.room(8 * d * d, bytes) + roomOf(sides[0]) + roomOf(sides[1]))
    this.#crew = new Crew('ials', arena, workers)
    this.#squares = arena.f64(d * d)
    this.#scratch = arena.f64(bytes / 8)
    const load = ({ offsets, others, ridges }: Side): Loaded => {
      const loaded = {
        rows: ridges.length,
        vectors: arena.f64(ridges.length * d),
        offsets: arena.i32(offsets.length),
        others: arena.i32(others.length),
        ridges: arena.f64(ridges.length),
      }
      loaded.offsets.set(offsets)
      loaded.others.set(others)
      loaded.ridges.set(ridges)
      return loaded
    }
    this.#sides = [load(sides[0]), load(sides[1])]
    this.vectors = [this.#sides[0].vectors, this.#sides[1].vectors]
  }

  /** VᵀV of one table, (stride, stride), filled on and above the diagonal; valid until the next call. */
  squares(side: 0 | 1): Float64Array {
    const { rows, vectors } = this.#sides[side]
    this.#crew.kernels.gram!(at(vectors), rows, this.stride, at(this.#squares), at(this.#scratch))
    return this.#squares
  }

  /** Solves one table against the other. @param between called after each piece with the rows done */
  async solve(side: 0 | 1, alpha: number, between: (rows: number) => Promise<void> = async () => {}): Promise<void> {
    const { rows, vectors, offsets, others, ridges } = this.#sides[side]
    const other = this.#sides[1 - side]!.vectors
    const d = this.stride
    const squares = at(this.squares((1 - side) as 0 | 1))
    const lists = [at(offsets), at(others), at(ridges)] as const
    for (let from = 0; from < rows; ) {
      let to = from
      for (let work = 0; to < rows && work < workOfCall; to++) {
        work += ((offsets[to + 1]! - offsets[to]!) * d * d) / 2 + d ** 3 / 6
      }
      this.#crew.run('solveAll', at(other), d, squares, ...lists, alpha, from, to, at(vectors), at(this.#scratch))
      from = to
      await between(to)
    }
  }

  close(): Promise<void> {
    return this.#crew.close()
  }
}

/** The solve for one row that is told when it asks, against a table that no longer changes. Not to be shared by threads. */
export class FoldIn {
  readonly #kernels: Kernels
  readonly #d: number
  readonly #vectors: Float64Array
  readonly #squares: Float64Array
  readonly #rows: Int32Array
  readonly #weights: Float64Array
  readonly #solved: Float64Array
  readonly #scratch: Float64Array

  /**
   * @param vectors (items, embeddingSize)
   * @param plain by plain loops; default: where the runtime cannot run the kernels
   * @throws TastebudError NO_KERNELS, NO_MEMORY
   */
  constructor(
    vectors: Float32Array,
    readonly embeddingSize: number,
    plain?: boolean,
  ) {
    const items = vectors.length / embeddingSize
    const d = padded(embeddingSize)
    this.#d = d
    const room = Arena.room(8 * items * d, 8 * d * d, 4 * items, 8 * items, 8 * d, scratchFor(d))
    const { arena, kernels } = serving('ials', room, plain)
    this.#kernels = kernels
    this.#vectors = arena.f64(items * d)
    this.#squares = arena.f64(d * d)
    this.#rows = arena.i32(items)
    this.#weights = arena.f64(items)
    this.#solved = arena.f64(d)
    this.#scratch = arena.f64(scratchFor(d) / 8)
    for (let row = 0; row < items; row++) {
      this.#vectors.set(vectors.subarray(row * embeddingSize, (row + 1) * embeddingSize), row * d)
    }
    this.#kernels.gram!(at(this.#vectors), items, d, at(this.#squares), at(this.#scratch))
  }

  /**
   * (Σ s v vᵀ + alpha VᵀV + ridge I)⁻¹ Σ s v over the rows given; valid until the next call. (embeddingSize)
   * @param weights s of each row, > 0; rows are distinct
   */
  solve(rows: ArrayLike<number>, weights: ArrayLike<number>, alpha: number, ridge: number): Float64Array {
    this.#rows.set(rows)
    this.#weights.set(weights)
    const of = [at(this.#vectors), this.#d, at(this.#squares), at(this.#rows), at(this.#weights)] as const
    this.#kernels.solve!(...of, rows.length, alpha, ridge, at(this.#solved), at(this.#scratch))
    return this.#solved.subarray(0, this.embeddingSize)
  }
}
