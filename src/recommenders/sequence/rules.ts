import type { Interactions } from '../../datasets/interactions.ts'
import type { FitRun } from '../contract.ts'
import { type NeighbourTable, TableBuilder } from '../neighbours/table.ts'
import { pause } from '../pause.ts'

/**
 * rule(a -> b) = sum over each a with a b `gap` events later in the same sequence of `weights[gap - 1]`.
 * One item at a time over the places where it occurs, so that no list of pairs is ever held.
 *
 * @param weights one weight a gap, nearest first
 */
export async function countRules(
  interactions: Interactions,
  weights: readonly number[],
  run: FitRun,
): Promise<NeighbourTable> {
  const { items, offsets, rows } = interactions
  const { starts, places } = placesByItem(interactions)
  const ends = new Uint32Array(rows.length)
  for (let s = 0; s + 1 < offsets.length; s++) ends.fill(offsets[s + 1]!, offsets[s], offsets[s + 1])
  const builder = new TableBuilder(items.size)
  const dense = new Float64Array(items.size)
  const met = new Uint32Array(items.size)
  for (let item = 0; item < items.size; item++) {
    if (item % 256 === 0) await pause(run, item, items.size)
    let count = 0
    for (let p = starts[item]!; p < starts[item + 1]!; p++) {
      const place = places[p]!
      const far = Math.min(weights.length, ends[place]! - place - 1)
      for (let gap = 1; gap <= far; gap++) {
        const next = rows[place + gap]!
        if (weights[gap - 1] === 0) continue
        if (dense[next] === 0) met[count++] = next
        dense[next]! += weights[gap - 1]!
      }
    }
    builder.add(met, count, dense, 0)
    for (let m = 0; m < count; m++) dense[met[m]!] = 0
  }
  return builder.build()
}

/** For each item the events in which it occurs, ascending. */
function placesByItem({ items, rows }: Interactions): { starts: Uint32Array; places: Uint32Array } {
  const starts = new Uint32Array(items.size + 1)
  for (const row of rows) starts[row + 1]!++
  for (let item = 0; item < items.size; item++) starts[item + 1]! += starts[item]!
  const next = starts.slice()
  const places = new Uint32Array(rows.length)
  rows.forEach((row, place) => {
    places[next[row]!++] = place
  })
  return { starts, places }
}
