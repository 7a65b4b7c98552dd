import { hash32 } from '../../random.ts'

/**
 * The `count` best rows of those that `broken` leaves at 0, best first. Equal scores are ordered by a
 * hash of row and seed, so that a catalogue without evidence does not always show its first lines.
 */
export function topRows(
  scores: { readonly length: number; readonly [row: number]: number },
  broken: Uint16Array,
  count: number,
  seed: number,
): number[] {
  const salt = hash32('ties', seed)
  const mix = (row: number) => Math.imul((row + 1) ^ salt, 0x9e3779b1) >>> 0
  const better = (a: number, b: number) => {
    const difference = scores[a]! - scores[b]!
    return difference !== 0 ? difference > 0 : mix(a) > mix(b)
  }
  // A heap whose root is the worst row kept.
  const heap: number[] = []
  const sink = () => {
    const moved = heap[0]!
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && better(heap[child]!, heap[child + 1]!)) child++
      if (!better(moved, heap[child]!)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = moved
  }
  const rise = () => {
    let at = heap.length - 1
    const moved = heap[at]!
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!better(heap[parent]!, moved)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = moved
  }
  if (count <= 0) return []
  for (let row = 0; row < scores.length; row++) {
    if (broken[row] !== 0) continue
    if (heap.length < count) {
      heap.push(row)
      rise()
    } else if (better(row, heap[0]!)) {
      heap[0] = row
      sink()
    }
  }
  return heap.sort((a, b) => (better(a, b) ? -1 : 1))
}
