// Alternating least squares: for each row of one side the d x d system of those that it has of the other side, solved
// by Cholesky's method in float64. What src/kernels/least-squares.ts strings together.
import { subtract } from './parts/rows'
import { group, put, tile } from './parts/tile'

export function heapBase(): usize {
  return __heap_base
}

/** Vectors that are gathered at once; what is gathered of 128 numbers stays in the second cache. */
const chunk = 64

/** Bytes that one worker needs for itself. @param d numbers a vector, a multiple of 12 */
export function scratchOf(d: i32): i32 {
  return (d * d + 2 * d * chunk + d + 4 * group) << 3
}

/**
 * sums += Σ weight v vᵀ, above the diagonal.
 *
 * @param vectors (n, d) f64
 * @param rows (count) i32, or 0 for the first `count` of all
 * @param weights (count) f64, or 0 where all are 1
 * @param sums (d, d) f64
 */
function addSquares(
  vectors: usize,
  d: i32,
  rows: usize,
  weights: usize,
  count: i32,
  sums: usize,
  scratch: usize,
): void {
  const line = <usize>d << 3
  const left = scratch
  const packed = left + line * chunk
  const buffer = packed + line * chunk
  for (let start = 0; start < count; start += chunk) {
    const size = min(chunk, count - start)
    const depth = (size + 3) & ~3
    for (let c = 0; c < depth; c++) {
      const at = start + c
      const row = rows == 0 ? at : c < size ? load<i32>(rows + (<usize>at << 2)) : 0
      const weight: f64 = c >= size ? 0 : weights == 0 ? 1 : load<f64>(weights + (<usize>at << 3))
      const vector = vectors + <usize>row * line
      for (let i = 0; i < d; i++) {
        const value: f64 = c < size ? load<f64>(vector + (<usize>i << 3)) : 0
        store<f64>(left + (<usize>(i * depth + c) << 3), value)
        store<f64>(packed + (<usize>((i >> 2) * 4 * depth + 4 * c + (i & 3)) << 3), weight * value)
      }
    }
    for (let i = 0; i < d; i += group) {
      const target = sums + <usize>i * line
      for (let j = i & ~3; j < d; j += 4) {
        tile(left + (<usize>(i * depth) << 3), <usize>depth << 3, packed + (<usize>(j * depth) << 3), depth, buffer)
        put(buffer, target + (<usize>j << 3), line, false, 1)
      }
    }
  }
}

/** squares (d, d) = VᵀV above the diagonal, of n vectors. */
export function gram(vectors: usize, n: i32, d: i32, squares: usize, scratch: usize): void {
  memory.fill(squares, 0, <usize>(d * d) << 3)
  addSquares(vectors, d, 0, 0, n, squares, scratch)
}

/**
 * w = (Σ s v vᵀ + alpha VᵀV + ridge I)⁻¹ Σ s v over the vectors of `rows`.
 *
 * @param squares (d, d) f64, VᵀV above the diagonal
 * @param w (d) f64, written
 * @param scratch `scratchOf(d)` bytes
 */
export function solve(
  vectors: usize,
  d: i32,
  squares: usize,
  rows: usize,
  weights: usize,
  count: i32,
  alpha: f64,
  ridge: f64,
  w: usize,
  scratch: usize,
): void {
  const line = <usize>d << 3
  const system = scratch
  const free = system + <usize>d * line
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      const at = <usize>(i * d + j) << 3
      store<f64>(system + at, alpha * load<f64>(squares + at) + (i == j ? ridge : 0))
    }
  }
  addSquares(vectors, d, rows, weights, count, system, free)
  memory.fill(w, 0, line)
  for (let c = 0; c < count; c++) {
    const vector = vectors + <usize>load<i32>(rows + (<usize>c << 2)) * line
    const weight: f64 = weights == 0 ? 1 : load<f64>(weights + (<usize>c << 3))
    subtract(w, vector, -weight, 0, d)
  }
  // R with RᵀR = the system, row after row, and Rᵀy = the right side along with it
  for (let k = 0; k < d; k++) {
    const row = system + <usize>k * line
    const pivot = sqrt(load<f64>(row + (<usize>k << 3)))
    for (let j = k; j < d; j++) {
      const at = row + (<usize>j << 3)
      store<f64>(at, load<f64>(at) / pivot)
    }
    for (let i = k + 1; i < d; i++) subtract(system + <usize>i * line, row, load<f64>(row + (<usize>i << 3)), i, d)
    const y = load<f64>(w + (<usize>k << 3)) / pivot
    store<f64>(w + (<usize>k << 3), y)
    subtract(w, row, y, k + 1, d)
  }
  // R w = y
  for (let k = d - 1; k >= 0; k--) {
    const row = system + <usize>k * line
    let sum = load<f64>(w + (<usize>k << 3))
    for (let j = k + 1; j < d; j++) sum -= load<f64>(row + (<usize>j << 3)) * load<f64>(w + (<usize>j << 3))
    store<f64>(w + (<usize>k << 3), sum / load<f64>(row + (<usize>k << 3)))
  }
}

/**
 * Solves the rows [from, to) of one side, every worker those of its turn: the same bits whoever does it.
 *
 * @param vectors (n, d) f64 of the other side
 * @param offsets (rows + 1) i32 into `others`
 * @param others i32 rows of the other side
 * @param ridges (rows) f64
 * @param solved (rows, d) f64, written; who has nothing gets zeros
 * @param scratch (workers) times `scratchOf(d)` bytes
 */
export function solveAll(
  _control: usize,
  worker: i32,
  workers: i32,
  vectors: usize,
  d: i32,
  squares: usize,
  offsets: usize,
  others: usize,
  ridges: usize,
  alpha: f64,
  from: i32,
  to: i32,
  solved: usize,
  scratch: usize,
): void {
  const own = scratch + <usize>worker * <usize>scratchOf(d)
  for (let row = from; row < to; row++) {
    if (row % workers != worker) continue
    const start = load<i32>(offsets + (<usize>row << 2))
    const count = load<i32>(offsets + (<usize>row << 2), 4) - start
    const ridge = load<f64>(ridges + (<usize>row << 3))
    const w = solved + ((<usize>row * <usize>d) << 3)
    solve(vectors, d, squares, others + (<usize>start << 2), 0, count, alpha, ridge, w, own)
  }
}
