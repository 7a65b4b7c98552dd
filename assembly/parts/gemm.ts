// Matrix products in float32. The rows of the left matrix are named by a table of addresses, so that rows gathered from
// anywhere multiply without being copied. Sums run in a fixed order, whoever computes which part.
import { fma4 } from './fma'

/** 6 rows by 8 columns, 12 accumulators; k a multiple of 4. */
function tile6x8(
  a0: usize, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize,
  k: i32, b: usize, ldb: usize, c: usize, ldc: usize,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00
  let c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00
  const end = a0 + (<usize>k << 2)
  while (a0 < end) {
    let b0 = v128.load(b), b1 = v128.load(b, 16)
    let s = v128.load32_splat(a0)
    c00 = fma4(s, b0, c00); c01 = fma4(s, b1, c01)
    s = v128.load32_splat(a1)
    c10 = fma4(s, b0, c10); c11 = fma4(s, b1, c11)
    s = v128.load32_splat(a2)
    c20 = fma4(s, b0, c20); c21 = fma4(s, b1, c21)
    s = v128.load32_splat(a3)
    c30 = fma4(s, b0, c30); c31 = fma4(s, b1, c31)
    s = v128.load32_splat(a4)
    c40 = fma4(s, b0, c40); c41 = fma4(s, b1, c41)
    s = v128.load32_splat(a5)
    c50 = fma4(s, b0, c50); c51 = fma4(s, b1, c51)
    b += ldb
    b0 = v128.load(b); b1 = v128.load(b, 16)
    s = v128.load32_splat(a0, 4)
    c00 = fma4(s, b0, c00); c01 = fma4(s, b1, c01)
    s = v128.load32_splat(a1, 4)
    c10 = fma4(s, b0, c10); c11 = fma4(s, b1, c11)
    s = v128.load32_splat(a2, 4)
    c20 = fma4(s, b0, c20); c21 = fma4(s, b1, c21)
    s = v128.load32_splat(a3, 4)
    c30 = fma4(s, b0, c30); c31 = fma4(s, b1, c31)
    s = v128.load32_splat(a4, 4)
    c40 = fma4(s, b0, c40); c41 = fma4(s, b1, c41)
    s = v128.load32_splat(a5, 4)
    c50 = fma4(s, b0, c50); c51 = fma4(s, b1, c51)
    b += ldb
    b0 = v128.load(b); b1 = v128.load(b, 16)
    s = v128.load32_splat(a0, 8)
    c00 = fma4(s, b0, c00); c01 = fma4(s, b1, c01)
    s = v128.load32_splat(a1, 8)
    c10 = fma4(s, b0, c10); c11 = fma4(s, b1, c11)
    s = v128.load32_splat(a2, 8)
    c20 = fma4(s, b0, c20); c21 = fma4(s, b1, c21)
    s = v128.load32_splat(a3, 8)
    c30 = fma4(s, b0, c30); c31 = fma4(s, b1, c31)
    s = v128.load32_splat(a4, 8)
    c40 = fma4(s, b0, c40); c41 = fma4(s, b1, c41)
    s = v128.load32_splat(a5, 8)
    c50 = fma4(s, b0, c50); c51 = fma4(s, b1, c51)
    b += ldb
    b0 = v128.load(b); b1 = v128.load(b, 16)
    s = v128.load32_splat(a0, 12)
    c00 = fma4(s, b0, c00); c01 = fma4(s, b1, c01)
    s = v128.load32_splat(a1, 12)
    c10 = fma4(s, b0, c10); c11 = fma4(s, b1, c11)
    s = v128.load32_splat(a2, 12)
    c20 = fma4(s, b0, c20); c21 = fma4(s, b1, c21)
    s = v128.load32_splat(a3, 12)
    c30 = fma4(s, b0, c30); c31 = fma4(s, b1, c31)
    s = v128.load32_splat(a4, 12)
    c40 = fma4(s, b0, c40); c41 = fma4(s, b1, c41)
    s = v128.load32_splat(a5, 12)
    c50 = fma4(s, b0, c50); c51 = fma4(s, b1, c51)
    b += ldb
    a0 += 16; a1 += 16; a2 += 16; a3 += 16; a4 += 16; a5 += 16
  }
  v128.store(c, c00); v128.store(c, c01, 16); c += ldc
  v128.store(c, c10); v128.store(c, c11, 16); c += ldc
  v128.store(c, c20); v128.store(c, c21, 16); c += ldc
  v128.store(c, c30); v128.store(c, c31, 16); c += ldc
  v128.store(c, c40); v128.store(c, c41, 16); c += ldc
  v128.store(c, c50); v128.store(c, c51, 16)
}

/** How many columns of B are worked on before the next ones, so that what they need stays in the first cache. */
const panel = 32

/**
 * C = A B.
 * @param rows (m) u32: the address of each row of A, k floats
 * @param k a multiple of 4
 * @param b (k, n) rows `ldb` floats apart; n a multiple of 8
 * @param c (m, n) rows `ldc` floats apart, with room for m rounded up to a multiple of 6: the rows beyond get rubbish
 */
export function gemmNN(rows: usize, m: i32, n: i32, k: i32, b: usize, ldb: i32, c: usize, ldc: i32): void {
  const bytesB = <usize>ldb << 2
  const bytesC = <usize>ldc << 2
  const last = rows + (<usize>(m - 1) << 2)
  for (let from = 0; from < n; from += panel) {
    const to = min(n, from + panel)
    for (let i = 0; i < m; i += 6) {
      const at = rows + (<usize>i << 2)
      const a0 = <usize>load<u32>(at)
      const a1 = <usize>load<u32>(min(at + 4, last))
      const a2 = <usize>load<u32>(min(at + 8, last))
      const a3 = <usize>load<u32>(min(at + 12, last))
      const a4 = <usize>load<u32>(min(at + 16, last))
      const a5 = <usize>load<u32>(min(at + 20, last))
      const row = c + <usize>i * bytesC
      for (let j = from; j < to; j += 8) {
        tile6x8(a0, a1, a2, a3, a4, a5, k, b + (<usize>j << 2), bytesB, row + (<usize>j << 2), bytesC)
      }
    }
  }
}

/** 6 columns of A by 8 of B, added to C. */
function tile6x8Turned(rows: usize, k: i32, offset: usize, b: usize, ldb: usize, c: usize, ldc: usize): void {
  const c1 = c + ldc, c2 = c1 + ldc, c3 = c2 + ldc, c4 = c3 + ldc, c5 = c4 + ldc
  let c00 = v128.load(c), c01 = v128.load(c, 16)
  let c10 = v128.load(c1), c11 = v128.load(c1, 16)
  let c20 = v128.load(c2), c21 = v128.load(c2, 16)
  let c30 = v128.load(c3), c31 = v128.load(c3, 16)
  let c40 = v128.load(c4), c41 = v128.load(c4, 16)
  let c50 = v128.load(c5), c51 = v128.load(c5, 16)
  const end = rows + (<usize>k << 2)
  for (; rows < end; rows += 4) {
    const a = <usize>load<u32>(rows) + offset
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    let s = v128.load32_splat(a)
    c00 = fma4(s, b0, c00); c01 = fma4(s, b1, c01)
    s = v128.load32_splat(a, 4)
    c10 = fma4(s, b0, c10); c11 = fma4(s, b1, c11)
    s = v128.load32_splat(a, 8)
    c20 = fma4(s, b0, c20); c21 = fma4(s, b1, c21)
    s = v128.load32_splat(a, 12)
    c30 = fma4(s, b0, c30); c31 = fma4(s, b1, c31)
    s = v128.load32_splat(a, 16)
    c40 = fma4(s, b0, c40); c41 = fma4(s, b1, c41)
    s = v128.load32_splat(a, 20)
    c50 = fma4(s, b0, c50); c51 = fma4(s, b1, c51)
    b += ldb
  }
  v128.store(c, c00); v128.store(c, c01, 16)
  v128.store(c1, c10); v128.store(c1, c11, 16)
  v128.store(c2, c20); v128.store(c2, c21, 16)
  v128.store(c3, c30); v128.store(c3, c31, 16)
  v128.store(c4, c40); v128.store(c4, c41, 16)
  v128.store(c5, c50); v128.store(c5, c51, 16)
}

/**
 * C += transposed(A) B.
 * @param rows (k) u32: the address of each row of A, m floats and five more that may be read
 * @param b (k, n) rows `ldb` floats apart; n a multiple of 8
 * @param c (m, n) rows `ldc` floats apart, with room for m rounded up to a multiple of 6: the rows beyond get rubbish
 */
export function gemmTN(rows: usize, m: i32, n: i32, k: i32, b: usize, ldb: i32, c: usize, ldc: i32): void {
  const bytesB = <usize>ldb << 2
  const bytesC = <usize>ldc << 2
  for (let j = 0; j < n; j += 8) {
    const at = <usize>j << 2
    for (let i = 0; i < m; i += 6) {
      tile6x8Turned(rows, k, <usize>i << 2, b + at, bytesB, c + <usize>i * bytesC + at, bytesC)
    }
  }
}

/** to = transposed(from), lanes [lane0, lane1) of n rows. Lanes and n are multiples of 4; strides in floats. */
export function transpose(
  from: usize, ldFrom: i32, to: usize, ldTo: i32, n: i32, lane0: i32, lane1: i32,
): void {
  const down = <usize>ldFrom << 2
  const along = <usize>ldTo << 2
  for (let lane = lane0; lane < lane1; lane += 4) {
    let source = from + (<usize>lane << 2)
    let target = to + <usize>lane * along
    for (let i = 0; i < n; i += 4) {
      const a = v128.load(source), b = v128.load(source + down)
      const c = v128.load(source + 2 * down), d = v128.load(source + 3 * down)
      const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
      const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
      v128.store(target, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5))
      v128.store(target + along, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7))
      v128.store(target + 2 * along, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5))
      v128.store(target + 3 * along, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7))
      source += 4 * down
      target += 16
    }
  }
}
