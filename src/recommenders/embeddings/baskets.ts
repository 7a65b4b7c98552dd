import type { Interactions } from '../../datasets/interactions.ts'

/**
 * (events) the number of each event's basket in its sequence, from 0: a new one begins where an event comes more than
 * `gap` seconds after the one before it, or where either has no time.
 */
export function basketsOf({ offsets, times }: Pick<Interactions, 'offsets' | 'times'>, gap: number): Uint32Array {
  const baskets = new Uint32Array(times.length)
  for (let s = 0; s + 1 < offsets.length; s++) {
    for (let event = offsets[s]! + 1; event < offsets[s + 1]!; event++) {
      const together = times[event]! - times[event - 1]! <= gap
      baskets[event] = baskets[event - 1]! + (together ? 0 : 1)
    }
  }
  return baskets
}
