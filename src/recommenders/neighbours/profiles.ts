import type { Interactions } from '../../datasets/interactions.ts'

/** Sequences as bags: who took what, and how often, in both directions. */
export interface Profiles {
  /** (sequences + 1) */
  readonly offsets: Uint32Array
  /** (distinct pairs) item rows, ascending in each sequence */
  readonly items: Uint32Array
  /** (distinct pairs) how many events */
  readonly counts: Uint32Array
  /** (items + 1) */
  readonly itemOffsets: Uint32Array
  /** (distinct pairs) sequences of each item, ascending */
  readonly sequences: Uint32Array
  /** (distinct pairs) counts in the order of `sequences` */
  readonly itemCounts: Uint32Array
}

/** Drops the order and counts the repeats. */
export function profilesOf(interactions: Interactions): Profiles {
  const size = interactions.items.size
  const sequenceCount = interactions.offsets.length - 1
  const offsets = new Uint32Array(sequenceCount + 1)
  const items = new Uint32Array(interactions.rows.length)
  const counts = new Uint32Array(interactions.rows.length)
  const itemOffsets = new Uint32Array(size + 1)
  let pairs = 0
  for (let s = 0; s < sequenceCount; s++) {
    const rows = interactions.rows.slice(interactions.offsets[s], interactions.offsets[s + 1]).sort()
    for (let r = 0; r < rows.length; r++) {
      const row = rows[r]!
      if (r === 0 || rows[r - 1] !== row) {
        items[pairs++] = row
        itemOffsets[row + 1]!++
      }
      counts[pairs - 1]!++
    }
    offsets[s + 1] = pairs
  }
  for (let row = 0; row < size; row++) itemOffsets[row + 1]! += itemOffsets[row]!
  const next = itemOffsets.slice()
  const sequences = new Uint32Array(pairs)
  const itemCounts = new Uint32Array(pairs)
  for (let s = 0; s < sequenceCount; s++) {
    for (let p = offsets[s]!; p < offsets[s + 1]!; p++) {
      const to = next[items[p]!]!++
      sequences[to] = s
      itemCounts[to] = counts[p]!
    }
  }
  return { offsets, items: items.slice(0, pairs), counts: counts.slice(0, pairs), itemOffsets, sequences, itemCounts }
}

/**
 * co(item, j) = sum over sequences of count(item) * count(j), counts being 1 where `binary`; the item itself included.
 *
 * @param dense (items) added to, zero before
 * @param met (items) the j with a count, any order
 * @returns how many places of `met` were written
 */
export function addTogether(
  profiles: Profiles,
  item: number,
  binary: boolean,
  dense: Float64Array,
  met: Uint32Array,
): number {
  let count = 0
  for (let at = profiles.itemOffsets[item]!; at < profiles.itemOffsets[item + 1]!; at++) {
    const sequence = profiles.sequences[at]!
    const own = binary ? 1 : profiles.itemCounts[at]!
    const end = profiles.offsets[sequence + 1]!
    for (let p = profiles.offsets[sequence]!; p < end; p++) {
      const other = profiles.items[p]!
      if (dense[other] === 0) met[count++] = other
      dense[other]! += binary ? 1 : own * profiles.counts[p]!
    }
  }
  return count
}
