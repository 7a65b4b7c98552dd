import type { Interactions } from './interactions.ts'
import { Vocabulary } from './vocabulary.ts'

/**
 * The events that `keep` wants, in the same order. Sequences that lose all their events go too.
 * With `repack` the vocabulary shrinks to the items that are left (rows keep their order among themselves).
 */
export function select(
  data: Interactions,
  keep: (event: number, sequence: number) => boolean,
  { repack = true }: { repack?: boolean } = {},
): Interactions {
  const events: number[] = []
  const offsets = [0]
  const names: string[] = []
  for (let s = 0; s < data.names.length; s++) {
    const before = events.length
    for (let e = data.offsets[s]!; e < data.offsets[s + 1]!; e++) if (keep(e, s)) events.push(e)
    if (events.length === before) continue
    offsets.push(events.length)
    names.push(data.names[s]!)
  }
  const kept = {
    offsets: Uint32Array.from(offsets),
    rows: Uint32Array.from(events, (e) => data.rows[e]!),
    times: Float64Array.from(events, (e) => data.times[e]!),
    values: Float32Array.from(events, (e) => data.values[e]!),
    names,
  }
  if (!repack) return { items: data.items, ...kept }
  const used = new Uint8Array(data.items.size)
  for (const row of kept.rows) used[row] = 1
  const items = new Vocabulary(data.items.ids.filter((_, row) => used[row] === 1))
  return { items, ...kept, rows: recode(kept.rows, data.items, items) }
}

/** The same events with rows of another vocabulary; events of items that it lacks are left out and counted. */
export function restrict(data: Interactions, items: Vocabulary): { interactions: Interactions; unknown: number } {
  const known = data.items.ids.map((id) => items.row(id) !== undefined)
  const kept = select(data, (event) => known[data.rows[event]!] === true, { repack: false })
  return {
    interactions: { ...kept, items, rows: recode(kept.rows, data.items, items) },
    unknown: data.rows.length - kept.rows.length,
  }
}

/** Rows of one vocabulary as rows of another that has all of them. */
function recode(rows: Uint32Array, from: Vocabulary, to: Vocabulary): Uint32Array {
  const at = from.ids.map((id) => to.row(id) ?? 0)
  return rows.map((row) => at[row]!)
}
