import type { Blend } from '../../recommenders/blend.ts'
import type { RowQuery } from '../../recommenders/contract.ts'

/** What is so much less like one end than like the other lies at that other end. */
const LOPSIDED = 1 / 3
/** Further than this from lying between, an item does not stand beside one that does. */
const FAR = 0.5

/**
 * How far each row is from lying between two: 0 for the one that is most like both, 1 for what is like one alone. What
 * counts is the lesser of its two likenesses, each of them scaled so that the most like has 1, and nothing where it is
 * under a third of the other; the ends have none.
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
    const [less, more] = [Math.min(one[row]!, other[row]!), Math.max(one[row]!, other[row]!)]
    into[row] = less < LOPSIDED * more ? 0 : less
    most = Math.max(most, into[row]!)
  }
  for (let row = 0; row < into.length; row++) into[row] = most > 0 ? 1 - into[row]! / most : 1
}

/**
 * `broken` with what lies at one end only broken too, where something that is not broken lies between.
 * @param apart (items) of `apartness`, times `unit`
 */
export function onlyBetween(broken: Uint16Array, apart: Float64Array, unit: number): Uint16Array {
  const left = broken.map((breaks, row) => (breaks === 0 && apart[row]! > FAR * unit ? 1 : breaks))
  return left.includes(0) ? left : broken
}

function evidenceOf(blend: Blend, query: RowQuery): Float32Array[] {
  const parts = blend.buffers()
  blend.evidence(query, parts)
  return parts
}
