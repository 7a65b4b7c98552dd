import type { Random } from '../../src/random.ts'

/** Sequences without any sense, with repeats, to compare a fast model with a plain one. */
export function noise(random: Random, items: number, sequences: number, longest: number): number[][] {
  return Array.from({ length: sequences }, () =>
    // the square makes some items much more common than others
    Array.from({ length: 1 + random.int(longest) }, () => Math.floor(random.next() ** 2 * items)),
  )
}
