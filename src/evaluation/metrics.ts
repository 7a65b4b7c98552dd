/**
 * Metrics of one ranked list, as pure functions. `ranks` are the places (1 = first) that a ranking of the whole
 * catalogue gave to the relevant items, in ascending order; `Infinity` for one that was not found (see ranking.ts
 * for ties and zeros). `k` >= 1 is the length of the list that is looked at. Each gives null when nothing is
 * relevant: such a case is skipped, it counts neither as 0 nor as 1.
 */
export type RankMetric = (ranks: readonly number[], k: number) => number | null

const hits = (ranks: readonly number[], k: number): number => {
  let found = 0
  for (const rank of ranks) if (rank <= k) found++
  return found
}

/** Found among the first k, of those that could be: hits / min(k, relevant). In [0, 1]. */
export const recall: RankMetric = (ranks, k) => (ranks.length === 0 ? null : hits(ranks, k) / Math.min(k, ranks.length))

/** hits / k, also where the list is shorter than k. In [0, 1]. */
export const precision: RankMetric = (ranks, k) => (ranks.length === 0 ? null : hits(ranks, k) / k)

/** 1 when at least one relevant item is among the first k, else 0. */
export const hitRate: RankMetric = (ranks, k) => (ranks.length === 0 ? null : Math.min(1, hits(ranks, k)))

/** 1 / rank of the first relevant item, 0 when that is beyond k. */
export const reciprocalRank: RankMetric = (ranks, k) => {
  const [first] = ranks
  if (first === undefined) return null
  return first <= k ? 1 / first : 0
}

/** Average precision: the mean, over min(k, relevant), of the precision at the place of each hit. */
export const averagePrecision: RankMetric = (ranks, k) => {
  if (ranks.length === 0) return null
  let sum = 0
  ranks.forEach((rank, i) => {
    if (rank <= k) sum += (i + 1) / rank
  })
  return sum / Math.min(k, ranks.length)
}

/** DCG with gain 1 and discount 1 / log2(rank + 1), over that of the ideal list of min(k, relevant) items. */
export const ndcg: RankMetric = (ranks, k) => {
  if (ranks.length === 0) return null
  let gain = 0
  for (const rank of ranks) if (rank <= k) gain += 1 / Math.log2(rank + 1)
  let ideal = 0
  for (let place = 1; place <= Math.min(k, ranks.length); place++) ideal += 1 / Math.log2(place + 1)
  return gain / ideal
}

/** Share of the catalogue's items that are in at least one of the lists. */
export function coverage(lists: Iterable<readonly number[]>, items: number): number {
  const seen = new Set<number>()
  for (const list of lists) for (const row of list) seen.add(row)
  return items === 0 ? 0 : seen.size / items
}

/**
 * Mean self-information of the list in bits: -log2 of the share of people (sequences) who have the item.
 * Items that nobody has count as if one half of a person had them. Null for an empty list.
 */
export function novelty(list: readonly number[], owners: ArrayLike<number>, people: number): number | null {
  if (list.length === 0) return null
  let bits = 0
  for (const row of list) bits -= Math.log2(Math.max(0.5, owners[row] ?? 0) / people)
  return bits / list.length
}

/** 1 - mean similarity over all pairs of the list; null for fewer than two items. */
export function intraListDiversity(
  list: readonly number[],
  similarity: (a: number, b: number) => number,
): number | null {
  if (list.length < 2) return null
  let sum = 0
  for (let i = 0; i < list.length; i++) for (let j = 0; j < i; j++) sum += similarity(list[i]!, list[j]!)
  return 1 - sum / ((list.length * (list.length - 1)) / 2)
}

/**
 * How much more popular the list is than what the person took before: mean owners of an item of the list over mean
 * owners of an item of the history. 1 = as popular; null when either is empty or nobody has what is in the history.
 */
export function popularityBias(
  list: readonly number[],
  history: readonly number[],
  owners: ArrayLike<number>,
): number | null {
  if (list.length === 0 || history.length === 0) return null
  const mean = (rows: readonly number[]) => rows.reduce((sum, row) => sum + (owners[row] ?? 0), 0) / rows.length
  const before = mean(history)
  return before === 0 ? null : mean(list) / before
}
