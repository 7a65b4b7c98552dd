/** Tables for Walker's alias method: a draw costs one random number, whatever the distribution (Vose 1991). */
export interface AliasTable {
  /** (n) how likely column c keeps its own row, times 2^32 */
  readonly keep: Uint32Array
  /** (n) the row that column c gives else */
  readonly other: Uint32Array
}

/**
 * @param weights (n) >= 0, not all 0; row r is drawn with weights[r] / sum
 * @param into where the tables are written, for instance in an arena
 * @throws RangeError for weights that are no distribution (a bug of the caller)
 */
export function aliasTable(
  weights: ArrayLike<number>,
  into: AliasTable = { keep: new Uint32Array(weights.length), other: new Uint32Array(weights.length) },
): AliasTable {
  const n = weights.length
  let sum = 0
  for (let row = 0; row < n; row++) {
    if (!(weights[row]! >= 0)) throw new RangeError(`the weight of row ${row} is ${weights[row]}`)
    sum += weights[row]!
  }
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw new RangeError(`weights that sum to ${sum}`)
  // What each column has, in units of an even share; those below 1 are filled up by those above.
  const share = Float64Array.from({ length: n }, (_, row) => (weights[row]! * n) / sum)
  const poor: number[] = []
  const rich: number[] = []
  for (let row = n - 1; row >= 0; row--) (share[row]! < 1 ? poor : rich).push(row)
  const { keep, other } = into
  const settle = (column: number, alias: number, part: number) => {
    keep[column] = Math.min(0xffffffff, Math.round(part * 2 ** 32))
    other[column] = alias
  }
  while (poor.length > 0 && rich.length > 0) {
    const low = poor.pop()!
    const high = rich.at(-1)!
    settle(low, high, share[low]!)
    share[high] = share[high]! - (1 - share[low]!)
    if (share[high]! < 1) poor.push(rich.pop()!)
  }
  // What is left is 1 but for rounding.
  for (const row of [...poor, ...rich]) settle(row, row, 1)
  return into
}
