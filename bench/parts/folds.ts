import type { Random } from '../../src/random.ts'

/** A fold for each group (a dialogue, a conversation), spread evenly. */
export function foldsOf(groups: Iterable<number>, count: number, random: Random): Map<number, number> {
  const names = [...new Set(groups)].sort((a, b) => a - b)
  return new Map(random.shuffle(names).map((group, i) => [group, i % count]))
}
