import type { Random } from '../random.ts'
import type { Interactions } from './interactions.ts'
import { scaleOf } from './likes.ts'
import { select } from './select.ts'

/**
 * Ways to part interactions into what a model may learn from and what it is asked. `held` keeps the vocabulary of
 * the whole data; `train` has only the items that it holds events of. docs/protocols.md says each rule to the end.
 */
export interface Parts {
  readonly train: Interactions
  readonly held: Interactions
}

/** The events of one sequence in the order (time, item row); the order of the file where times are absent. */
function inOrder(data: Interactions, sequence: number): number[] {
  const events: number[] = []
  for (let e = data.offsets[sequence]!; e < data.offsets[sequence + 1]!; e++) events.push(e)
  if (events.every((e) => Number.isFinite(data.times[e]!))) {
    events.sort((a, b) => data.times[a]! - data.times[b]! || data.rows[a]! - data.rows[b]!)
  }
  return events
}

function partBy(data: Interactions, isHeld: Uint8Array): Parts {
  return {
    train: select(data, (event) => isHeld[event] === 0),
    held: select(data, (event) => isHeld[event] === 1, { repack: false }),
  }
}

/** The last event of each sequence of at least `shortest` events is held. Others stay in training whole. */
export function splitLast(data: Interactions, shortest = 3): Parts {
  const held = new Uint8Array(data.rows.length)
  for (let s = 0; s < data.names.length; s++) {
    const end = data.offsets[s + 1]!
    if (end - data.offsets[s]! >= shortest) held[end - 1] = 1
  }
  return partBy(data, held)
}

/**
 * The last ceil(share * n) events by (time, item row) of each sequence of at least `fewest` events are held.
 * Shorter ones stay in training whole.
 */
export function splitPerUserTime(data: Interactions, share = 0.2, fewest = 5): Parts {
  const held = new Uint8Array(data.rows.length)
  for (let s = 0; s < data.names.length; s++) {
    const events = inOrder(data, s)
    if (events.length < fewest) continue
    for (const event of events.slice(events.length - Math.ceil(share * events.length))) held[event] = 1
  }
  return partBy(data, held)
}

/**
 * The newest ceil(share * sequences) sequences by (time of the first event, place in the file) are held, and nothing
 * that happened at or after the start of the first of them is learned. Without times: the last ones in the file.
 * @param repack whether `train` has only the items that it holds events of, or the whole vocabulary
 */
export function splitNewestSequences(data: Interactions, share = 0.1, { repack = true } = {}): Parts {
  const starts = data.names.map((_, s) => data.times[data.offsets[s]!]!)
  const order = data.names.map((_, s) => s)
  const timed = data.times.every((time) => Number.isFinite(time))
  if (timed) order.sort((a, b) => starts[a]! - starts[b]! || a - b)
  const newest = new Set(order.slice(order.length - Math.ceil(share * order.length)))
  let from = Number.POSITIVE_INFINITY
  if (timed) for (const s of newest) from = Math.min(from, starts[s]!)
  return {
    train: select(data, (event, s) => !newest.has(s) && !(data.times[event]! >= from), { repack }),
    held: select(data, (_, s) => newest.has(s), { repack: false }),
  }
}

/**
 * People who are held out whole: ceil(share * n) drawn among those with at least `fewest` different items, in an
 * order that the seed draws. The others are the training part.
 */
export function splitPeople(data: Interactions, random: Random, share = 0.1, fewest = 5): Parts {
  const able = data.names.map((_, s) => s)
  const many = able.filter((s) => new Set(data.rows.subarray(data.offsets[s], data.offsets[s + 1])).size >= fewest)
  const drawn = new Set(random.shuffle(many).slice(0, Math.ceil(share * many.length)))
  return {
    train: select(data, (_, s) => !drawn.has(s)),
    held: select(data, (_, s) => drawn.has(s), { repack: false }),
  }
}

/**
 * The last like of each person with at least `fewest` likes is held, by (time, item row); likes are what `scaleOf` says.
 * Everything else stays in training, ratings of every height.
 */
export function splitLastLiked(data: Interactions, fewest = 2): Parts {
  const { like } = scaleOf(data)
  const held = new Uint8Array(data.rows.length)
  for (let s = 0; s < data.names.length; s++) {
    const liked = inOrder(data, s).filter((event) => data.values[event]! >= like)
    if (liked.length >= fewest) held[liked.at(-1)!] = 1
  }
  return partBy(data, held)
}
