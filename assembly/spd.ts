// The inverse of a symmetric positive definite matrix, in place, in float64: what src/kernels/spd.ts strings together.
// Rows come in groups of six; every worker takes the groups of its turn, and each element is summed in one order, so
// that the bits do not depend on how many workers there are.
import { barrier } from './parts/crew'
import { group, put, tile } from './parts/tile'
import { subtract } from './parts/rows'

export function heapBase(): usize {
  return __heap_base
}

/** How the factor on the right is read: rows as they are; above the diagonal only; as columns, above the diagonal only. */
const PLAIN = 0
const UPPER = 1
const TURNED = 2

/** Packs `columns` rows of the right factor, four by four, so that a tile reads them one after another: (columns / 4, depth, 4). */
function pack(kind: i32, a: usize, ld: usize, from: i32, to: i32, start: i32, stop: i32, packed: usize): void {
  for (let j = from; j < to; j += 4) {
    for (let k = start; k < stop; k++) {
      for (let c = j; c < j + 4; c++) {
        let value: f64 = 0
        if (kind == PLAIN || (kind == UPPER && k >= c)) value = load<f64>(a + <usize>c * ld + (<usize>k << 3))
        else if (kind == TURNED && k <= c) value = load<f64>(a + <usize>k * ld + (<usize>c << 3))
        store<f64>(packed, value)
        packed += 8
      }
    }
  }
}

/** Copies six rows of the left factor; where `upper`, what lies below the diagonal counts as 0. */
function copy(upper: bool, a: usize, ld: usize, row: i32, start: i32, stop: i32, rows: usize): void {
  for (let i = row; i < row + group; i++) {
    const source = a + <usize>i * ld
    for (let k = start; k < stop; k++) {
      store<f64>(rows, upper && k < i ? 0 : load<f64>(source + (<usize>k << 3)))
      rows += 8
    }
  }
}

/**
 * a[i][j] = or += sign * sum over k in [start, stop) of a[i][k] r[j][k], for i in [top, bottom), j in [from, to).
 *
 * @param a (rows, ld) f64
 * @param ld bytes from row to row
 * @param kind how r is read off a
 * @param upper 1: rows of the left factor that cross its diagonal are 0 before it
 * @param set 1: the sums replace what is there (which may be the left factor itself), 0: they are added
 * @param scratch (workers, block * (block + 12)) f64, for ranges of up to `block`
 */
export function multiply(
  control: usize,
  worker: i32,
  workers: i32,
  a: usize,
  ld: usize,
  top: i32,
  bottom: i32,
  from: i32,
  to: i32,
  start: i32,
  stop: i32,
  kind: i32,
  upper: i32,
  set: i32,
  sign: f64,
  scratch: usize,
  block: i32,
): void {
  const packed = scratch + (<usize>(worker * block * (block + 2 * group)) << 3)
  const rows = packed + (<usize>(block * block) << 3)
  const sums = rows + (<usize>(block * group) << 3)
  pack(kind, a, ld, from, to, start, stop, packed)
  // What is set may be what another worker is still packing.
  if (set != 0) barrier(control, workers)
  const depth = stop - start
  for (let row = top; row < bottom; row += group) {
    if ((row / group) % workers != worker) continue
    const crosses = upper != 0 && row >= start && row < stop
    let left = a + <usize>row * ld + (<usize>start << 3)
    let leftLd = ld
    if (crosses || set != 0) {
      copy(crosses, a, ld, row, start, stop, rows)
      left = rows
      leftLd = <usize>depth << 3
    }
    let target = a + <usize>row * ld + (<usize>from << 3)
    let panel = packed
    for (let j = from; j < to; j += 4) {
      tile(left, leftLd, panel, depth, sums)
      put(sums, target, ld, set != 0, sign)
      target += 32
      panel += <usize>depth << 5
    }
  }
}

/**
 * Factors the block [from, to) on the diagonal of a: below it comes L (A = L Lᵀ), on it and above it the inverse of Lᵀ.
 *
 * @param scratch (2, block, block) f64
 * @returns 1, or 0 when the block is not positive definite
 */
export function factor(a: usize, ld: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = to - from
  const line = <usize>n << 3
  const root = a + <usize>from * ld + (<usize>from << 3)
  const inverse = scratch + <usize>n * line
  // R = Lᵀ, row after row
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      store<f64>(scratch + <usize>i * line + (<usize>j << 3), load<f64>(root + <usize>j * ld + (<usize>i << 3)))
    }
  }
  for (let k = 0; k < n; k++) {
    const row = scratch + <usize>k * line
    const square = load<f64>(row + (<usize>k << 3))
    if (!(square > 0 && square < Infinity)) return 0
    const pivot = sqrt(square)
    store<f64>(row + (<usize>k << 3), pivot)
    for (let j = k + 1; j < n; j++) {
      const at = row + (<usize>j << 3)
      store<f64>(at, load<f64>(at) / pivot)
    }
    for (let i = k + 1; i < n; i++) {
      subtract(scratch + <usize>i * line, row, load<f64>(row + (<usize>i << 3)), i, n)
    }
  }
  // X R = I, row after row
  for (let i = 0; i < n; i++) {
    const row = inverse + <usize>i * line
    memory.fill(row, 0, line)
    store<f64>(row + (<usize>i << 3), 1)
    for (let k = i; k < n; k++) {
      const at = row + (<usize>k << 3)
      const value = load<f64>(at) / load<f64>(scratch + <usize>k * line + (<usize>k << 3))
      store<f64>(at, value)
      subtract(row, scratch + <usize>k * line, value, k + 1, n)
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const at = root + <usize>i * ld + (<usize>j << 3)
      if (j < i) store<f64>(at, load<f64>(scratch + <usize>j * line + (<usize>i << 3)))
      else store<f64>(at, load<f64>(inverse + <usize>i * line + (<usize>j << 3)))
    }
  }
  return 1
}

/** Copies what is above the diagonal to below it, twelve by twelve, for the rows [top, bottom), multiples of twelve. */
export function mirror(a: usize, ld: usize, top: i32, bottom: i32): void {
  for (let row = top; row < bottom; row += 12) {
    for (let column = 0; column <= row; column += 12) {
      for (let i = row; i < row + 12; i++) {
        const target = a + <usize>i * ld
        for (let j = column; j < min(column + 12, i); j++) {
          store<f64>(target + (<usize>j << 3), load<f64>(a + <usize>j * ld + (<usize>i << 3)))
        }
      }
    }
  }
}
