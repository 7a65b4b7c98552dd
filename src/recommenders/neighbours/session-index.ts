import type { Interactions } from '../../datasets/interactions.ts'
import { badArtifact } from '../checks.ts'
import type { Tensors } from '../contract.ts'
import { checkRows } from './table.ts'

/** Sessions as sets, the oldest first, and for each item the newest sessions that hold it. */
export interface SessionIndex {
  /** (sessions + 1) */
  readonly offsets: Uint32Array
  /** (distinct pairs) item rows, ascending in each session */
  readonly rows: Uint32Array
  /** (items + 1) */
  readonly itemOffsets: Uint32Array
  /** sessions of each item, ascending; of an item in more than `newest` sessions only the newest */
  readonly sessions: Uint32Array
  /** (items) in how many sessions each item is, all of them counted */
  readonly support: Uint32Array
}

/** Orders sessions by the time of their last event (where there is none: as they come) and drops repeats. */
export function sessionTensors(interactions: Interactions): { offsets: Uint32Array; rows: Uint32Array } {
  const { offsets: from, times } = interactions
  const order = Array.from({ length: from.length - 1 }, (_, s) => s).filter((s) => from[s]! < from[s + 1]!)
  const end = (s: number) => times[from[s + 1]! - 1] ?? Number.NaN
  if (order.every((s) => !Number.isNaN(end(s)))) order.sort((a, b) => end(a) - end(b) || a - b)
  const offsets = new Uint32Array(order.length + 1)
  const rows = new Uint32Array(interactions.rows.length)
  let size = 0
  order.forEach((s, session) => {
    const sorted = interactions.rows.slice(from[s], from[s + 1]).sort()
    for (let r = 0; r < sorted.length; r++) if (r === 0 || sorted[r] !== sorted[r - 1]) rows[size++] = sorted[r]!
    offsets[session + 1] = size
  })
  return { offsets, rows: rows.slice(0, size) }
}

/**
 * The index over saved sessions. To find the `newest` sessions that share an item with a query it is enough to know
 * the `newest` of each item, so no more are kept.
 *
 * @throws TastebudError BAD_ARTIFACT unless the tensors are sessions of that many items
 */
export function sessionIndex(model: string, items: number, newest: number, tensors: Tensors): SessionIndex {
  const { offsets, rows, ...others } = tensors
  if (!(offsets instanceof Uint32Array && rows instanceof Uint32Array) || Object.keys(others).length > 0) {
    throw badArtifact(model, 'expected uint32 offsets and rows of sessions and nothing else')
  }
  const sessionCount = offsets.length - 1
  checkRows(model, items, offsets, rows, sessionCount)
  const support = new Uint32Array(items)
  for (const row of rows) support[row]!++
  const itemOffsets = new Uint32Array(items + 1)
  for (let row = 0; row < items; row++) itemOffsets[row + 1] = itemOffsets[row]! + Math.min(newest, support[row]!)
  const sessions = new Uint32Array(itemOffsets[items]!)
  const next = itemOffsets.slice(1)
  for (let s = sessionCount - 1; s >= 0; s--) {
    for (let at = offsets[s]!; at < offsets[s + 1]!; at++) {
      const row = rows[at]!
      if (next[row]! > itemOffsets[row]!) sessions[--next[row]!] = s
    }
  }
  return { offsets, rows, itemOffsets, sessions, support }
}
