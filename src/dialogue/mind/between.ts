import type { Blend } from '../../recommenders/blend.ts'
import type { RowQuery } from '../../recommenders/contract.ts'

/**
 * How far each row is from lying between two: 0 for the one that is most like both, 1 for what is like one alone. What
 * counts is the lesser of its two likenesses, each of them scaled so that the most like has 1; the ends have none.
 * @param ends the query of each end alone, and its row
 * @param into (items), overwritten
 */
export function apartness(
  blend: Blend,
  ends: readonly [{ query: RowQuery; row: number }, { query: RowQuery; row: number }],
  into: Float64Array,
): void {
  const nothing = evidenceOf(blend, { history: [] })
  const [one, other] = ends.map(({ query }) => {
    const likeness = new Float64Array(into.length)
    for (const part of evidenceOf(blend, query))
      for (let row = 0; row < part.length; row++) likeness[row]! += part[row]!
    // What an item gets whoever asks, as the popular do, is no likeness.
    for (const part of nothing)
      for (let row = 0; row < part.length; row++) likeness[row] = Math.max(0, likeness[row]! - part[row]!)
    for (const { row } of ends) likeness[row] = 0
    const most = likeness.reduce((a, b) => Math.max(a, b), 0)
    return most > 0 ? likeness.map((value) => value / most) : likeness
  }) as [Float64Array, Float64Array]
  let most = 0
  for (let row = 0; row < into.length; row++) {
    into[row] = Math.min(one[row]!, other[row]!)
    most = Math.max(most, into[row]!)
  }
  for (let row = 0; row < into.length; row++) into[row] = most > 0 ? 1 - into[row]! / most : 1
}

function evidenceOf(blend: Blend, query: RowQuery): Float32Array[] {
  const parts = blend.buffers()
  blend.evidence(query, parts)
  return parts
}
