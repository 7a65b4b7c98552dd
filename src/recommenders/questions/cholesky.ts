/**
 * The lower triangle L with L Lᵀ = A, (n, n); A symmetric and, but for rounding, positive semidefinite: a direction
 * without variance gets a column of 0.
 */
export function factorOf(a: ArrayLike<number>, n: number): Float64Array {
  const l = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    let pivot = a[j * n + j]!
    for (let k = 0; k < j; k++) pivot -= l[j * n + k]! ** 2
    if (pivot <= 1e-14 * Math.abs(a[j * n + j]!)) continue
    const root = Math.sqrt(pivot)
    l[j * n + j] = root
    for (let i = j + 1; i < n; i++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!
      l[i * n + j] = sum / root
    }
  }
  return l
}
