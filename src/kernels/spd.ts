import { Arena, at } from './arena.ts'
import { Crew } from './crew.ts'
import { kernelFeatures } from './features.ts'
import type { Build } from './instantiate.ts'

/** Rows of a group of the kernel and columns of its tile: sizes are rounded up to both. */
const grain = 12
/** Rows and columns that are worked on at once: a packed block of 240 x 240 doubles stays in the second cache. */
const block = 240
/** Below that many rows threads cost more than they bring. */
const alone = 384

/** How `multiply` of assembly/spd.ts reads its right factor. */
const [plain, upper, turned] = [0, 1, 2]

export interface SpdOptions extends Build {
  /** Threads in all; default one a core. The bits of the inverse do not depend on it. */
  readonly workers?: number
}

/**
 * A symmetric positive definite matrix in memory that the kernels share, inverted in place: A = L Lᵀ, U = (L⁻¹)ᵀ,
 * A⁻¹ = U Uᵀ. L fills the lower triangle and U the upper one, so that no second matrix is needed. n³ / 2
 * multiply-adds, 8 n² bytes.
 */
export class SpdInverse {
  /** (rows, stride) row after row; the lower triangle is what is to be filled in. */
  readonly values: Float64Array
  /** Places from one row to the next, n or a little more. */
  readonly stride: number
  readonly #crew: Crew
  readonly #scratch: Float64Array

  /**
   * @param n rows and columns, 1 or more
   * @throws TastebudError NO_KERNELS, NO_MEMORY
   */
  constructor(
    readonly n: number,
    { workers = kernelFeatures().cores, relaxed = false }: SpdOptions = {},
  ) {
    const rows = Math.ceil(n / grain) * grain
    // Rows that lie a multiple of 4 KiB apart would all want the same lines of the cache.
    this.stride = rows % 512 === 0 ? rows + 8 : rows
    const threads = n < alone ? 1 : workers
    const scratch = Math.max(2 * block * block, threads * block * (block + 12))
    const arena = new Arena(Crew.room + Arena.room(rows * this.stride * 8, scratch * 8))
    this.#crew = new Crew('spd', arena, threads, { relaxed })
    this.values = arena.f64(rows * this.stride)
    this.#scratch = arena.f64(scratch)
    // The rows added are those of a unit matrix: nothing of them reaches the others.
    for (let i = n; i < rows; i++) this.values[i * this.stride + i] = 1
  }

  /**
   * Inverts it: afterwards the whole square holds the inverse. To be called once.
   * @param between called after each piece of work with the share done, 0 to 1; what it throws stops the work
   * @returns false when the matrix is not positive definite (it is then spoilt)
   */
  async invert(between: (share: number) => Promise<void> = async () => {}): Promise<boolean> {
    const rows = Math.ceil(this.n / grain) * grain
    const blocks = Array.from({ length: Math.ceil(rows / block) }, (_, b) => b * block)
    const end = (from: number) => Math.min(rows, from + block)
    const { kernels } = this.#crew
    const [values, scratch, ld] = [at(this.values), at(this.#scratch), this.stride * 8]
    let done = 0
    const work = rows ** 3 / 2 + rows ** 2 * block
    /** C[top..bottom, from..] (+)= sign * A[.., start..] R[from.., start..]ᵀ */
    const multiply = async (
      top: number,
      bottom: number,
      from: number,
      start: number,
      { kind = plain, crossing = false, set = false, sign = 1 },
    ) => {
      const [to, stop] = [end(from), end(start)]
      const flags = [kind, Number(crossing), Number(set), sign] as const
      this.#crew.run('multiply', values, ld, top, bottom, from, to, start, stop, ...flags, scratch, block)
      done += (bottom - top) * (to - from) * (stop - start)
      await between(Math.min(1, done / work))
    }
    await between(0)
    // L, a column of blocks after the other: minus the products of what is left of it, over the block on the diagonal.
    for (const from of blocks) {
      for (const start of blocks) if (start < from) await multiply(from, rows, from, start, { sign: -1 })
      if (kernels.factor!(values, ld, from, end(from), scratch) === 0) return false
      if (end(from) < rows) await multiply(end(from), rows, from, from, { kind: turned, set: true })
    }
    // U above the blocks of the diagonal, where `factor` left it: -(U Lᵀ) over the block.
    for (const from of blocks) {
      for (const start of blocks) {
        if (start >= from) break
        if (start > 0) await multiply(0, start, from, start, {})
        await multiply(start, end(start), from, start, { crossing: true, set: true })
      }
      if (from > 0) await multiply(0, from, from, from, { kind: turned, set: true, sign: -1 })
    }
    // U Uᵀ: a column of blocks is read for the last time when it is written.
    for (const from of blocks) {
      await multiply(0, end(from), from, from, { kind: upper, crossing: true, set: true })
      for (const start of blocks) if (start > from) await multiply(0, end(from), from, start, {})
    }
    kernels.mirror!(values, ld, 0, rows)
    await between(1)
    return true
  }

  /** Ends the threads. What was computed stays. */
  close(): Promise<void> {
    return this.#crew.close()
  }
}
