import type { Random } from '../../random.ts'
import type { TagIndex } from './tag-index.ts'

/** Weight of the score beside the distance to what is already chosen, 0 to 1. */
export const diversityDefaults = Object.freeze({ relevance: 0.7, exploring: 0.5, pool: 50, exploringPool: 400 })

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): takes, one by one, the row of the pool with
 * the highest relevance * score / best score - (1 - relevance) * similarity to the nearest row taken.
 * The first row taken is the best one. `pool` is best first.
 */
export function diversify(
  pool: readonly number[],
  scores: Float64Array,
  tags: TagIndex,
  count: number,
  relevance: number,
): number[] {
  const best = scores[pool[0] ?? 0] ?? 1
  const left = [...pool]
  const nearest = new Float64Array(left.length)
  const taken: number[] = []
  while (taken.length < count && left.length > 0) {
    let pick = 0
    let value = Number.NEGATIVE_INFINITY
    left.forEach((row, i) => {
      const marginal = (relevance * scores[row]!) / best - (1 - relevance) * nearest[i]!
      if (marginal > value) {
        value = marginal
        pick = i
      }
    })
    const row = left[pick]!
    taken.push(row)
    left.splice(pick, 1)
    nearest.copyWithin(pick, pick + 1)
    left.forEach((other, i) => {
      nearest[i] = Math.max(nearest[i]!, tags.similarity(row, other))
    })
  }
  return taken
}

/** How much a draw's logarithmic chance falls per unit of resemblance (0 to 1) to one that is drawn already. */
const SPREAD = 18

/**
 * For "surprise me": draws `count` rows with a chance that grows with the square root of their score,
 * without replacement (Gumbel-top-k, Kool et al. 2019), each next draw made less likely by resemblance
 * to those already drawn, and none `alike` one of them while there are others. Different seeds give different lists.
 */
export function explore(
  pool: readonly number[],
  scores: Float64Array,
  tags: TagIndex,
  count: number,
  random: Random,
  alike: (a: number, b: number) => boolean = () => false,
): number[] {
  const keys = pool.map((row) => Math.log(scores[row]!) / 2 - Math.log(-Math.log(1 - random.next()) || 1e-300))
  let left = pool.map((row, i) => ({ row, key: keys[i]!, nearest: 0 }))
  const taken: number[] = []
  while (taken.length < count && left.length > 0) {
    let pick = 0
    left.forEach((entry, i) => {
      if (entry.key - SPREAD * entry.nearest > left[pick]!.key - SPREAD * left[pick]!.nearest) pick = i
    })
    const [chosen] = left.splice(pick, 1)
    if (!chosen) break
    taken.push(chosen.row)
    const other = left.filter(({ row }) => !alike(chosen.row, row))
    // Where everything left is alike, alike ones will do.
    if (other.length >= count - taken.length) left = other
    for (const entry of left) entry.nearest = Math.max(entry.nearest, tags.similarity(chosen.row, entry.row))
  }
  return taken
}
