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
  /** (distinct pairs) where in its session each item came last, from 0; only for rules that ask for it */
  readonly positions?: Uint32Array
  /** (sessions) when each ended, seconds since 1970, 0 where the source has no times; only for rules that ask for it */
  readonly ends?: Float64Array
}

/** The order within each session and the times between them, beside what `sessionTensors` gives. */
export interface SequenceTensors {
  readonly positions: Uint32Array
  readonly ends: Float64Array
}

/** What `SessionIndex` has under these names, for the sessions in the order of `sessionTensors`. */
export function sequenceTensors(interactions: Interactions): SequenceTensors {
  const { offsets: from, rows, times } = interactions
  const positions: number[] = []
  const order = orderOf(interactions)
  for (const s of order) {
    const last = new Map<number, number>()
    for (let at = from[s]!; at < from[s + 1]!; at++) last.set(rows[at]!, at - from[s]!)
    for (const [, position] of [...last].sort(([a], [b]) => a - b)) positions.push(position)
  }
  const ends = Float64Array.from(order, (s) => times[from[s + 1]! - 1] ?? Number.NaN)
  return { positions: Uint32Array.from(positions), ends: ends.some(Number.isNaN) ? ends.fill(0) : ends }
}

/** The sessions that hold something, the one that ended first at the front; as they come where one has no time. */
function orderOf({ offsets: from, times }: Interactions): number[] {
  const order = Array.from({ length: from.length - 1 }, (_, s) => s).filter((s) => from[s]! < from[s + 1]!)
  const end = (s: number) => times[from[s + 1]! - 1] ?? Number.NaN
  if (order.every((s) => !Number.isNaN(end(s)))) order.sort((a, b) => end(a) - end(b) || a - b)
  return order
}

/** Orders sessions by the time of their last event (where there is none: as they come) and drops repeats. */
export function sessionTensors(interactions: Interactions): { offsets: Uint32Array; rows: Uint32Array } {
  const { offsets: from } = interactions
  const order = orderOf(interactions)
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
export function sessionIndex(
  model: string,
  items: number,
  newest: number,
  tensors: Tensors,
  sequences = false,
): SessionIndex {
  const { offsets, rows, positions, ends, ...others } = tensors
  if (!(offsets instanceof Uint32Array && rows instanceof Uint32Array) || Object.keys(others).length > 0) {
    throw badArtifact(model, 'expected uint32 offsets and rows of sessions and nothing else')
  }
  const sessionCount = offsets.length - 1
  checkRows(model, items, offsets, rows, sessionCount)
  const more = sequences ? checkedSequences(model, sessionCount, rows.length, { positions, ends }) : {}
  if (!sequences && (positions || ends)) throw badArtifact(model, 'it knows no order and no times')
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
  return { offsets, rows, itemOffsets, sessions, support, ...more }
}

function checkedSequences(
  model: string,
  sessions: number,
  pairs: number,
  { positions, ends }: { readonly [Name in keyof SequenceTensors]: Tensors[string] | undefined },
): SequenceTensors {
  if (!(positions instanceof Uint32Array && positions.length === pairs)) {
    throw badArtifact(model, 'expected a uint32 position for each item of each session')
  }
  if (!(ends instanceof Float64Array && ends.length === sessions && ends.every(Number.isFinite))) {
    throw badArtifact(model, 'expected a float64 time for each session')
  }
  return { positions, ends }
}
