/** Rows and columns that are worked on at once: three blocks of 32 x 256 doubles stay in the second cache. */
const block = 32
const depth = 256

/**
 * The inverse of a symmetric positive definite matrix, in place and blocked: A = L Lᵀ, U = (L⁻¹)ᵀ, A⁻¹ = U Uᵀ.
 * L fills the lower triangle and U the upper one, so that every product is of two contiguous rows and no second
 * matrix is needed. About n³ / 2 multiply-adds.
 *
 * @param a (n, n) row after row; the lower triangle is read, the whole inverse is written
 * @param between called after each block of rows with the share done, 0 to 1
 * @returns false when the matrix is not positive definite (`a` is then spoilt)
 */
export async function invertSpd(
  a: Float64Array,
  n: number,
  between: (share: number) => Promise<void> = async () => {},
): Promise<boolean> {
  const pivots = new Float64Array(n)
  for (let from = 0; from < n; from += block) {
    if (!factor(a, n, from, Math.min(n, from + block), pivots)) return false
    await between((from / n) ** 2 / 3)
  }
  for (let from = 0; from < n; from += block) {
    invertTriangle(a, n, from, Math.min(n, from + block), pivots)
    await between((1 + (from / n) ** 2) / 3)
  }
  // the reciprocal pivots are the diagonal of U
  for (let i = 0; i < n; i++) a[i * n + i] = 1 / pivots[i]!
  for (let from = 0; from < n; from += block) {
    multiply(a, n, from, Math.min(n, from + block))
    await between((2 + (from / n) * (2 - from / n)) / 3)
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i]!
  return true
}

/** Columns from..to of L: L[i][j] = (A[i][j] - sum_{k<j} L[i][k] L[j][k]) / L[j][j] for all i >= j. */
function factor(a: Float64Array, n: number, from: number, to: number, pivots: Float64Array): boolean {
  for (let top = from; top < n; top += block) {
    const bottom = Math.min(n, top + block)
    addProducts(a, n, top, bottom, from, to, 0, from, -1)
    for (let i = top; i < bottom; i++) {
      for (let j = from; j < to && j <= i; j++) {
        let sum = a[i * n + j]!
        for (let k = from; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!
        if (i > j) a[i * n + j] = sum / pivots[j]!
        else if (sum > 0 && sum < Number.POSITIVE_INFINITY) pivots[j] = Math.sqrt(sum)
        else return false
      }
    }
  }
  return true
}

/** Columns from..to of U: U[j][i] = -(sum_{j<=k<i} U[j][k] L[i][k]) / L[i][i] for all j < i, U[j][j] = 1 / L[j][j]. */
function invertTriangle(a: Float64Array, n: number, from: number, to: number, pivots: Float64Array): void {
  for (let top = 0; top <= from; top += block) {
    const bottom = Math.min(n, top + block)
    if (top < from) {
      for (let j = top; j < bottom; j++) a.fill(0, j * n + from, j * n + to)
      addProducts(a, n, top, bottom, from, to, bottom, from, 1)
    }
    const stop = Math.min(bottom, from)
    for (let j = top; j < bottom; j++) {
      for (let i = Math.max(from, j + 1); i < to; i++) {
        let sum = top < from ? a[j * n + i]! : 0
        sum += a[i * n + j]! / pivots[j]!
        for (let k = j + 1; k < stop; k++) sum += a[j * n + k]! * a[i * n + k]!
        for (let k = Math.max(from, j + 1); k < i; k++) sum += a[j * n + k]! * a[i * n + k]!
        a[j * n + i] = -sum / pivots[i]!
      }
    }
  }
}

/** Columns from..to of U Uᵀ above the diagonal: P[i][j] = sum_{k>=j} U[i][k] U[j][k] for i <= j. */
function multiply(a: Float64Array, n: number, from: number, to: number): void {
  for (let top = 0; top <= from; top += block) {
    const bottom = Math.min(n, top + block)
    for (let i = top; i < bottom; i++) {
      for (let j = Math.max(from, i); j < to; j++) {
        let sum = 0
        for (let k = j; k < to; k++) sum += a[i * n + k]! * a[j * n + k]!
        // later columns of this row read a[i][k] with k > j only, rows above are read with their own columns
        a[i * n + j] = sum
      }
    }
    addProducts(a, n, top, bottom, from, to, to, n, 1)
  }
}

/** a[i][j] += sign * sum over k in [start, stop) of a[i][k] a[j][k], for i in [top, bottom), j in [from, to). */
function addProducts(
  a: Float64Array,
  n: number,
  top: number,
  bottom: number,
  from: number,
  to: number,
  start: number,
  stop: number,
  sign: number,
): void {
  for (let k = start; k < stop; k += depth) {
    const end = Math.min(stop, k + depth)
    let i = top
    for (; i + 4 <= bottom; i += 4) {
      let j = from
      for (; j + 4 <= to; j += 4) addTile(a, n, i, j, k, end, sign)
      for (; j < to; j++) for (let r = i; r < i + 4; r++) addOne(a, n, r, j, k, end, sign)
    }
    for (; i < bottom; i++) for (let j = from; j < to; j++) addOne(a, n, i, j, k, end, sign)
  }
}

function addOne(a: Float64Array, n: number, i: number, j: number, start: number, end: number, sign: number): void {
  let sum = 0
  for (let k = start; k < end; k++) sum += a[i * n + k]! * a[j * n + k]!
  a[i * n + j] = a[i * n + j]! + sign * sum
}

/** Four rows by four rows: each of the eight numbers that are read is used four times. */
function addTile(a: Float64Array, n: number, i: number, j: number, start: number, end: number, sign: number): void {
  let s00 = 0
  let s01 = 0
  let s02 = 0
  let s03 = 0
  let s10 = 0
  let s11 = 0
  let s12 = 0
  let s13 = 0
  let s20 = 0
  let s21 = 0
  let s22 = 0
  let s23 = 0
  let s30 = 0
  let s31 = 0
  let s32 = 0
  let s33 = 0
  let p = i * n + start
  let q = j * n + start
  const last = i * n + end
  const n2 = 2 * n
  const n3 = 3 * n
  for (; p < last; p++, q++) {
    const y0 = a[q]!
    const y1 = a[q + n]!
    const y2 = a[q + n2]!
    const y3 = a[q + n3]!
    let x = a[p]!
    s00 += x * y0
    s01 += x * y1
    s02 += x * y2
    s03 += x * y3
    x = a[p + n]!
    s10 += x * y0
    s11 += x * y1
    s12 += x * y2
    s13 += x * y3
    x = a[p + n2]!
    s20 += x * y0
    s21 += x * y1
    s22 += x * y2
    s23 += x * y3
    x = a[p + n3]!
    s30 += x * y0
    s31 += x * y1
    s32 += x * y2
    s33 += x * y3
  }
  add4(a, i * n + j, sign, s00, s01, s02, s03)
  add4(a, (i + 1) * n + j, sign, s10, s11, s12, s13)
  add4(a, (i + 2) * n + j, sign, s20, s21, s22, s23)
  add4(a, (i + 3) * n + j, sign, s30, s31, s32, s33)
}

function add4(a: Float64Array, at: number, sign: number, s0: number, s1: number, s2: number, s3: number): void {
  a[at] = a[at]! + sign * s0
  a[at + 1] = a[at + 1]! + sign * s1
  a[at + 2] = a[at + 2]! + sign * s2
  a[at + 3] = a[at + 3]! + sign * s3
}
