import { topOf } from './acquisition.ts'
import type { AttributeTable } from './attribute-table.ts'
import type { Candidates } from './candidates.ts'
import { coinBits } from './probit.ts'

/** What to do next: ask whether it has an attribute, or show a list. */
export type Move = { readonly ask: number } | { readonly recommend: readonly number[] }

/** Finds the item that somebody has in mind within some turns. */
export interface AttributePolicy {
  /** @param turns how many are left, this one included */
  next(turns: number): Move
  /** @param yes undefined = they do not know */
  answered(attribute: number, yes: boolean | undefined): void
  rejected(items: readonly number[]): void
}

export interface GainConfig {
  /** Items in a list. */
  readonly list: number
  /** A hit one turn later is worth this much of one now. */
  readonly discount: number
  /** So many of the questions with the highest weighted entropy are looked at. */
  readonly considered: number
}

export const gainDefaults: GainConfig = Object.freeze({ list: 10, discount: 0.97, considered: 4 })

/**
 * Asks or recommends by what is expected of it: recommending from now on finds Σ_k γ^k (chance of the k-th ten); a
 * question first finds, one turn later, the mean of the same over its answers. Whichever is more is done, so that it
 * recommends early where the candidates are few and asks on where another answer still pays.
 */
export function gainPolicy(candidates: Candidates, config: GainConfig = gainDefaults): AttributePolicy {
  const asked = new Set<number>()
  const none: ReadonlySet<number> = new Set()
  return {
    next(turns) {
      const { chances, table } = candidates
      const { list, discount, considered } = config
      const best = topOf(chances, list, none)
      if (turns <= 1) return { recommend: best }
      const now = foundBy(chances, list, turns, discount)
      const questions = questionsBy(chances, table, asked, considered)
      let ask: number | undefined
      let most = now
      for (const { attribute, share } of questions) {
        const later = discount * expected(candidates, attribute, share, list, turns - 1, discount)
        if (later <= most) continue
        most = later
        ask = attribute
      }
      if (ask === undefined) return { recommend: best }
      asked.add(ask)
      return { ask }
    },
    answered(attribute, yes) {
      if (yes !== undefined) candidates.answered(attribute, yes)
    },
    rejected: (items) => candidates.rejected(items),
  }
}

/** Σ_k γ^k (chance of the k-th list) when nothing but lists follows, over `turns` of them. */
function foundBy(chances: Float64Array, list: number, turns: number, discount: number): number {
  const order = highest(chances, list * turns)
  let found = 0
  let worth = 1
  for (let k = 0; k < turns; k++) {
    for (let i = 0; i < list; i++) found += worth * (order[k * list + i] ?? 0)
    worth *= discount
  }
  return found
}

/** The `count` highest values, descending. */
function highest(values: Float64Array, count: number): Float64Array {
  if (count >= values.length) return values.slice().sort().reverse()
  // most chances are next to nothing: only those that could be among the highest are sorted
  let least = 1 / values.length / 64
  for (;;) {
    const some = values.filter((value) => value >= least)
    if (some.length >= count || least < 1e-12) return some.sort().reverse().subarray(0, count)
    least /= 32
  }
}

/** Mean over yes and no, each as the answers are trusted, of what lists find after it. */
function expected(
  { chances, table, trust }: Candidates,
  attribute: number,
  share: number,
  list: number,
  turns: number,
  discount: number,
): number {
  const error = trust.wrong / (trust.wrong + trust.right)
  const { attributeOffsets: offsets, itemsOf } = table
  let sum = 0
  for (const yes of [true, false]) {
    const [inside, outside] = yes ? [1 - error, error] : [error, 1 - error]
    const after = chances.map((chance) => chance * outside)
    for (let at = offsets[attribute]!; at < offsets[attribute + 1]!; at++) {
      const item = itemsOf[at]!
      after[item] = chances[item]! * inside
    }
    const chance = share * inside + (1 - share) * outside
    if (chance <= 0) continue
    sum +=
      chance *
      foundBy(
        after.map((value) => value / chance),
        list,
        turns,
        discount,
      )
  }
  return sum
}

export interface WeighedQuestion {
  readonly attribute: number
  /** Chance that what they have in mind carries it. */
  readonly share: number
  /** Entropy of the answer, 0 to 1. */
  readonly bits: number
}

/** The questions of the highest weighted entropy: that of yes and no, each candidate weighing by its chance. Best first. */
export function questionsBy(
  chances: ArrayLike<number>,
  table: AttributeTable,
  without: ReadonlySet<number>,
  count: number,
): WeighedQuestion[] {
  const shares = new Float64Array(table.attributes)
  for (let item = 0; item < table.items; item++) {
    const chance = chances[item]!
    if (chance < 1e-9) continue
    for (let at = table.itemOffsets[item]!; at < table.itemOffsets[item + 1]!; at++) {
      shares[table.attributesOf[at]!]! += chance
    }
  }
  const bits = shares.map(coinBits)
  return topOf(bits, count, without)
    .map((attribute) => ({ attribute, share: shares[attribute]!, bits: bits[attribute]! }))
    .filter((question) => question.bits > 1e-9)
}
