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
  return {
    next(turns) {
      const { list, discount, considered } = config
      const order = ranked(candidates.chances)
      const best = order.slice(0, list)
      if (turns <= 1) return { recommend: best }
      const worths = worthOfPlaces(list, turns, discount)
      let most = 0
      for (let k = 0; k < Math.min(worths.length, order.length); k++)
        most += worths[k]! * candidates.chances[order[k]!]!
      let ask: number | undefined
      for (const { attribute } of questionsBy(candidates.chances, candidates.table, asked, considered)) {
        const later = discount * expected(candidates, attribute, order, worths.subarray(0, list * (turns - 1)))
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

/** The items that are at all likely, the likeliest first; of equal ones the lower row. */
function ranked(chances: Float64Array): number[] {
  const likely: number[] = []
  for (let item = 0; item < chances.length; item++) if (chances[item]! > 1e-7) likely.push(item)
  return likely.sort((a, b) => chances[b]! - chances[a]! || a - b)
}

/** What a hit at each place is worth when one list follows another. (list * turns) */
const worthOfPlaces = (list: number, turns: number, discount: number): Float64Array =>
  Float64Array.from({ length: list * turns }, (_, place) => discount ** Math.floor(place / list))

/**
 * Mean over yes and no, each as likely as the answers are trusted, of what lists find after it. Both answers scale the
 * chances of the items with the attribute and of those without, so that the order after them is a merge of two orders.
 */
function expected(
  { chances, table, trust }: Candidates,
  attribute: number,
  order: readonly number[],
  worths: Float64Array,
): number {
  const error = trust.wrong / (trust.wrong + trust.right)
  const { attributeOffsets: offsets, itemsOf } = table
  const carriers = new Set(itemsOf.subarray(offsets[attribute], offsets[attribute + 1]))
  const having = order.filter((item) => carriers.has(item))
  const lacking = order.filter((item) => !carriers.has(item))
  let sum = 0
  for (const [has, lacks] of [
    [1 - error, error],
    [error, 1 - error],
  ] as const) {
    let h = 0
    let l = 0
    for (let k = 0; k < worths.length; k++) {
      const first = h < having.length ? has * chances[having[h]!]! : -1
      const second = l < lacking.length ? lacks * chances[lacking[l]!]! : -1
      if (first < 0 && second < 0) break
      sum += worths[k]! * Math.max(first, second)
      if (first >= second) h++
      else l++
    }
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
  // the entropy of a coin falls with its distance from even
  const even = shares.map((share) => -Math.abs(share - 0.5))
  return topOf(even, count, without)
    .map((attribute) => ({ attribute, share: shares[attribute]!, bits: coinBits(shares[attribute]!) }))
    .filter((question) => question.bits > 1e-9)
}
