import { TastebudError } from '../errors.ts'

/**
 * What decides among equal scores. `conservative`: an item that is not relevant always comes before one that is, so
 * that a single target's rank is the number of items that score at least as high, itself included. `row`: the lower
 * item row comes first. In both an item that scores exactly 0 (no evidence) is never in the list.
 */
export type Ties = 'conservative' | 'row'

/** Ranks scores of a whole catalogue; its buffers are reused from case to case. */
export class Ranking {
  readonly #excluded: Uint8Array
  readonly #relevant: Uint8Array

  constructor(readonly items: number) {
    this.#excluded = new Uint8Array(items)
    this.#relevant = new Uint8Array(items)
  }

  /**
   * Places (1 = first, ascending) of the relevant items among all items but the excluded ones.
   * @param scores (items)
   * @param truth distinct rows; -1 (an item that training never saw) and excluded ones have no place: Infinity
   * @throws TastebudError NAN_SCORE: a score that is not a number fails the run
   */
  ranks(
    scores: Float32Array,
    truth: readonly number[],
    exclude: readonly number[],
    ties: Ties = 'conservative',
  ): number[] {
    const excluded = this.#excluded
    const relevant = this.#relevant
    for (const row of exclude) excluded[row] = 1
    const live = truth.filter((row) => row >= 0 && excluded[row] === 0 && scores[row] !== 0)
    for (const row of live) relevant[row] = 1
    live.sort((a, b) => scores[b]! - scores[a]! || a - b)

    // before[i]: how many others come before live[i] and not before live[i - 1]; a prefix sum gives the rest
    const before = new Uint32Array(live.length + 1)
    const only = live.length === 1 ? live[0] : undefined
    const target = only === undefined ? 0 : scores[only]!
    for (let row = 0; row < this.items; row++) {
      const score = scores[row]!
      if (Number.isNaN(score)) throw notANumber(row)
      if (only !== undefined) {
        if (score < target || row === only || excluded[row] === 1) continue
        if (score === target && ties === 'row' && row > only) continue
        before[0]! += 1
      } else if (live.length > 0 && excluded[row] === 0 && relevant[row] === 0) {
        before[place(live, scores, score, row, ties)]! += 1
      }
    }
    for (const row of exclude) excluded[row] = 0
    for (const row of live) relevant[row] = 0
    let passed = 0
    const ranks = live.map((_, i) => {
      passed += before[i]!
      return passed + i + 1
    })
    while (ranks.length < truth.length) ranks.push(Number.POSITIVE_INFINITY)
    return ranks
  }

  /** The first k rows by score, equal ones by row; without excluded items and those that score exactly 0. */
  top(scores: Float32Array, k: number, exclude: readonly number[]): number[] {
    const excluded = this.#excluded
    for (const row of exclude) excluded[row] = 1
    const rows: number[] = []
    let least = Number.NEGATIVE_INFINITY
    for (let row = 0; row < this.items; row++) {
      const score = scores[row]!
      if (score === 0 || (rows.length === k && score <= least) || excluded[row] === 1) continue
      let at = rows.length === k ? k - 1 : rows.length
      while (at > 0 && scores[rows[at - 1]!]! < score) {
        rows[at] = rows[at - 1]!
        at--
      }
      rows[at] = row
      if (rows.length === k) least = scores[rows[k - 1]!]!
    }
    for (const row of exclude) excluded[row] = 0
    return rows
  }
}

/** The first relevant item (they are in order) that an item of this score comes before; `live.length` for none. */
function place(live: readonly number[], scores: Float32Array, score: number, row: number, ties: Ties): number {
  let low = 0
  let high = live.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = live[middle]!
    const first = score > scores[other]! || (score === scores[other]! && (ties === 'conservative' || row < other))
    if (first) high = middle
    else low = middle + 1
  }
  return low
}

function notANumber(row: number): TastebudError {
  return new TastebudError(
    'NAN_SCORE',
    `the model gave item row ${row} a score that is not a number`,
    'Train the model again with a lower learning rate or cleaner data; if it stays, report it as a bug.',
  )
}
