import { runsKernels } from '../../kernels/serving.ts'
import { SpdInverse } from '../../kernels/spd.ts'

/** A symmetric positive definite matrix to be filled in and then inverted in place. */
export interface Invertible {
  /** Row after row, `stride` places each: the lower triangle is read, the whole inverse is written. */
  readonly values: Float64Array
  readonly stride: number
  /**
   * @param between called after each piece of work with the share done, 0 to 1
   * @returns false when the matrix is not positive definite (it is then spoilt)
   */
  invert(between?: (share: number) => Promise<void>): Promise<boolean>
  close(): Promise<void>
}

/**
 * An (n, n) matrix of zeros, for the kernels where the runtime has what they need.
 * @param workers threads in all; default one a core
 * @throws TastebudError NO_MEMORY
 */
export function spdInverse(n: number, workers?: number): Invertible {
  return runsKernels() ? new SpdInverse(n, workers === undefined ? {} : { workers }) : new PlainInverse(n)
}

/** The same by the definition, some ten times slower: for runtimes without SIMD, and to compare the kernels with. */
export class PlainInverse implements Invertible {
  readonly values: Float64Array
  readonly stride: number

  constructor(n: number) {
    this.values = new Float64Array(n * n)
    this.stride = n
  }

  async invert(between: (share: number) => Promise<void> = async () => {}): Promise<boolean> {
    const { values: a, stride: n } = this
    // A = L Lᵀ in the lower triangle, with the reciprocal pivots, which are the diagonal of U as well.
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const rest = a[i * n + j]! - dot(a, i * n, j * n, 0, j)
        if (j < i) a[i * n + j] = rest * a[j * n + j]!
        else if (rest > 0 && rest < Number.POSITIVE_INFINITY) a[i * n + i] = 1 / Math.sqrt(rest)
        else return false
      }
      if (i % 64 === 0) await between((i / n) ** 3 / 3)
    }
    // U = (L⁻¹)ᵀ in the upper one
    for (let j = 0; j < n; j++) {
      for (let i = j + 1; i < n; i++) a[j * n + i] = -dot(a, j * n, i * n, j, i) * a[i * n + i]!
      if (j % 64 === 0) await between((2 - (1 - j / n) ** 3) / 3)
    }
    // A⁻¹ = U Uᵀ, row by row: what is overwritten is not read again
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) a[i * n + j] = dot(a, i * n, j * n, j, n)
      if (i % 64 === 0) await between((3 - (1 - i / n) ** 3) / 3)
    }
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i]!
    await between(1)
    return true
  }

  async close(): Promise<void> {}
}

function dot(a: Float64Array, x: number, y: number, start: number, stop: number): number {
  let sum = 0
  for (let k = start; k < stop; k++) sum += a[x + k]! * a[y + k]!
  return sum
}
