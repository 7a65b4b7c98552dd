import type { Interactions } from '../datasets/interactions.ts'

/** How alike two items are, in [0, 1]; for intra-list diversity. */
export type Similarity = (a: number, b: number) => number

/** How many different sequences have each item: (items). */
export function ownersOf(data: Interactions): Uint32Array {
  const owners = new Uint32Array(data.items.size)
  for (let s = 0; s < data.names.length; s++) {
    for (const row of new Set(data.rows.subarray(data.offsets[s], data.offsets[s + 1]))) owners[row]! += 1
  }
  return owners
}

/** Cosine of two items over who has them: sequences with both / sqrt(sequences with a * sequences with b). */
export function cooccurrence(data: Interactions): Similarity {
  const owners: number[][] = data.items.ids.map(() => [])
  for (let s = 0; s < data.names.length; s++) {
    for (const row of new Set(data.rows.subarray(data.offsets[s], data.offsets[s + 1]))) owners[row]!.push(s)
  }
  return (a, b) => {
    const x = owners[a]!
    const y = owners[b]!
    if (x.length === 0 || y.length === 0) return 0
    return shared(x, y) / Math.sqrt(x.length * y.length)
  }
}

/** How many values two ascending lists share. */
function shared(x: readonly number[], y: readonly number[]): number {
  let count = 0
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    if (x[i] === y[j]) {
      count++
      i++
      j++
    } else if (x[i]! < y[j]!) i++
    else j++
  }
  return count
}
