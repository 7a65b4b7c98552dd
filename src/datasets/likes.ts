import type { Interactions } from './interactions.ts'
import { select } from './select.ts'

/** How strengths of events are to be read. */
export interface Scale {
  /** False where every event has the same value: then each event is a like. */
  readonly explicit: boolean
  readonly lowest: number
  readonly highest: number
  /** Events of at least this value are likes. */
  readonly like: number
}

/**
 * What counts as a like: on scales that end at 5, ratings of 4 and more; on others the top 40 % of the scale
 * (0 to 10: 6 and more), where the scale runs from the lowest to the highest value seen. Implicit data: every event.
 */
export function scaleOf(data: Interactions): Scale {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (const value of data.values) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  const explicit = lowest < highest
  if (!explicit) return { explicit, lowest, highest, like: lowest }
  return { explicit, lowest, highest, like: highest === 5 ? 4 : highest - 0.4 * (highest - lowest) }
}

/** Only the likes (see `scaleOf`); items that nobody liked leave the vocabulary. */
export function likes(data: Interactions): Interactions {
  const scale = scaleOf(data)
  return scale.explicit ? likesFrom(data, scale.like) : data
}

/** The events of at least a value; items that lose all of theirs leave the vocabulary. */
export function likesFrom(data: Interactions, least: number): Interactions {
  return select(data, (event) => data.values[event]! >= least)
}
