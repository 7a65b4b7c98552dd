import type { Kernels } from './instantiate.ts'

/** The modules that a chat calls and that have plain forms. */
export type ServingKernel = 'item-table' | 'ials' | 'gru4rec'

/**
 * The functions that serving calls, as loops over the same memory with the same addresses: for runtimes that cannot run
 * the kernels, and to compare the kernels with. What each does is written in `assembly/`.
 */
export const plainKernels: Readonly<Record<ServingKernel, (buffer: ArrayBufferLike) => Kernels>> = {
  'item-table': itemTable,
  ials,
  gru4rec: (buffer) => ({ softmax: (y, n) => softmax(new Float32Array(buffer, y, n)) }),
}

function itemTable(buffer: ArrayBufferLike): Kernels {
  const dots = (query: Numbers, table: Numbers, width: number, out: Float32Array, factor: (row: number) => number) => {
    for (let row = 0, at = 0; row < out.length; row++, at += width) {
      let sum = 0
      for (let k = 0; k < width; k++) sum += query[k]! * table[at + k]!
      out[row] = factor(row) * sum
    }
    return 0
  }
  return {
    dotsSingle(query, table, rows, width, factor, scores) {
      const numbers = new Float32Array(buffer, table, rows * width)
      return dots(single(query, width), numbers, width, single(scores, rows), () => factor)
    },
    dotsHalf(query, table, rows, width, factor, scores) {
      const halves = new Uint16Array(buffer, table, rows * width)
      const out = single(scores, rows)
      const [vector, values] = [single(query, width), halfValues()]
      for (let row = 0, at = 0; row < rows; row++, at += width) {
        let sum = 0
        for (let k = 0; k < width; k++) sum += vector[k]! * values[halves[at + k]!]!
        out[row] = factor * sum
      }
      return 0
    },
    dotsByte(query, table, scales, rows, width, factor, scores) {
      const worth = single(scales, rows)
      const bytes = new Int8Array(buffer, table, rows * width)
      const steps = new Int16Array(buffer, query, width)
      return dots(steps, bytes, width, single(scores, rows), (row) => factor * worth[row]!)
    },
    top(scores, rows, most, found) {
      const values = single(scores, rows)
      const best = Array.from(values.keys()).filter((row) => values[row]! > Number.NEGATIVE_INFINITY)
      best.sort((a, b) => values[b]! - values[a]! || a - b)
      const count = Math.min(most, best.length)
      new Int32Array(buffer, found, count).set(best.slice(0, count))
      return count
    },
  }

  function single(at: number, length: number): Float32Array {
    return new Float32Array(buffer, at, length)
  }
}

type Numbers = Float32Array | Int16Array | Int8Array

let halves: Float32Array | undefined
/** (65,536) what each stored half counts: its bits where float32 has them, 112 too low in the exponent. */
function halfValues(): Float32Array {
  if (!halves) {
    const bits = Uint32Array.from({ length: 65_536 }, (_, half) => ((half & 0x8000) << 16) | ((half & 0x7fff) << 13))
    halves = new Float32Array(bits.buffer)
  }
  return halves
}

function ials(buffer: ArrayBufferLike): Kernels {
  /** sums += weight v vᵀ, on and above the diagonal. */
  const addSquare = (v: Float64Array, weight: number, sums: Float64Array) => {
    const d = v.length
    for (let i = 0; i < d; i++) {
      const scaled = weight * v[i]!
      for (let j = i; j < d; j++) sums[i * d + j]! += scaled * v[j]!
    }
  }
  return {
    gram(vectors, n, d, squares) {
      const sums = new Float64Array(buffer, squares, d * d).fill(0)
      for (let row = 0; row < n; row++) addSquare(new Float64Array(buffer, vectors + 8 * d * row, d), 1, sums)
      return 0
    },
    solve(vectors, d, squares, rows, weights, count, alpha, ridge, w, scratch) {
      const system = new Float64Array(buffer, scratch, d * d)
      const solved = new Float64Array(buffer, w, d).fill(0)
      const gram = new Float64Array(buffer, squares, d * d)
      for (let i = 0; i < d; i++) {
        for (let j = i; j < d; j++) system[i * d + j] = alpha * gram[i * d + j]! + (i === j ? ridge : 0)
      }
      const taken = new Int32Array(buffer, rows, count)
      const by = new Float64Array(buffer, weights, count)
      for (let c = 0; c < count; c++) {
        const v = new Float64Array(buffer, vectors + 8 * d * taken[c]!, d)
        addSquare(v, by[c]!, system)
        for (let i = 0; i < d; i++) solved[i]! += by[c]! * v[i]!
      }
      solveUpper(system, solved)
      return 0
    },
  }
}

/** Solves A x = b in place of b by A = RᵀR, with A above its diagonal, which is spoilt. */
function solveUpper(a: Float64Array, b: Float64Array): void {
  const d = b.length
  for (let k = 0; k < d; k++) {
    const pivot = Math.sqrt(a[k * d + k]!)
    for (let j = k; j < d; j++) a[k * d + j]! /= pivot
    b[k]! /= pivot
    for (let i = k + 1; i < d; i++) {
      const factor = a[k * d + i]!
      for (let j = i; j < d; j++) a[i * d + j]! -= factor * a[k * d + j]!
      b[i]! -= factor * b[k]!
    }
  }
  for (let k = d - 1; k >= 0; k--) {
    for (let j = k + 1; j < d; j++) b[k]! -= a[k * d + j]! * b[j]!
    b[k]! /= a[k * d + k]!
  }
}

/** In place: e^(y - max) / sum, at least 1e-38. */
function softmax(y: Float32Array): number {
  const most = y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  let sum = 0
  for (let i = 0; i < y.length; i++) {
    y[i] = Math.exp(y[i]! - most)
    sum += y[i]!
  }
  for (let i = 0; i < y.length; i++) y[i] = Math.max(1e-38, y[i]! / sum)
  return 0
}
