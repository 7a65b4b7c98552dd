import type { Interactions } from '../../datasets/interactions.ts'
import type { Random } from '../../random.ts'
import type { PairSource, Push } from './train-pairs.ts'

/** (tokens) how many events each has. */
export function countsOf(rows: ArrayLike<number>, tokens: number): Float64Array {
  const counts = new Float64Array(tokens)
  for (let event = 0; event < rows.length; event++) counts[rows[event]!]! += 1
  return counts
}

/** count^exponent; 0 for a token that never occurs, whatever the exponent. */
export const noiseOf = (counts: Float64Array, exponent: number): Float64Array =>
  counts.map((count) => (count > 0 ? count ** exponent : 0))

/**
 * How likely an event of each token is kept: (sqrt(f / t) + 1) t / f, at most 1, where f is the token's share of all
 * events: what word2vec's program does.
 * @param threshold t; 0 keeps all
 */
export function keepOf(counts: Float64Array, threshold: number): Float64Array {
  const sum = counts.reduce((a, b) => a + b, 0)
  return counts.map((count) => {
    if (threshold === 0 || count === 0) return 1
    const ratio = (threshold * sum) / count
    return Math.min(1, Math.sqrt(ratio) + ratio)
  })
}

/** The rows of each sequence that survive the subsampling, one sequence at a time in a buffer that is reused. */
class Kept {
  readonly rows: Uint32Array
  /** Which event each row is. */
  readonly places: Uint32Array
  count = 0

  constructor(
    readonly data: Pick<Interactions, 'offsets' | 'rows'>,
    readonly keep: Float64Array,
  ) {
    let longest = 0
    for (let s = 0; s + 1 < data.offsets.length; s++) {
      longest = Math.max(longest, data.offsets[s + 1]! - data.offsets[s]!)
    }
    this.rows = new Uint32Array(longest)
    this.places = new Uint32Array(longest)
  }

  read(sequence: number, random: Random): void {
    this.count = 0
    const { offsets, rows } = this.data
    for (let event = offsets[sequence]!; event < offsets[sequence + 1]!; event++) {
      const row = rows[event]!
      const chance = this.keep[row]!
      if (chance < 1 && random.next() >= chance) continue
      this.places[this.count] = event
      this.rows[this.count++] = row
    }
  }
}

/**
 * A sequence is a set (Barkan & Koenigstein, item2vec, 2016): every item with every other one, or, of sets with more
 * than `partners` others, with so many drawn anew each time.
 * @param sets as interactions, every sequence without repeats
 * @param partners 0 = all
 */
export function setPairs(
  sets: Pick<Interactions, 'offsets' | 'rows'>,
  keep: Float64Array,
  partners: number,
): PairSource {
  const kept = new Kept(sets, keep)
  return {
    units: sets.offsets.length - 1,
    events: (set) => sets.offsets[set + 1]! - sets.offsets[set]!,
    emit(set, random, push) {
      kept.read(set, random)
      const { rows, count } = kept
      const all = partners === 0 || count - 1 <= partners
      for (let a = 0; a < count; a++) {
        if (all) {
          for (let b = 0; b < count; b++) if (b !== a) push(rows[a]!, rows[b]!, 0)
          continue
        }
        for (let draw = 0; draw < partners; draw++) {
          const b = random.int(count - 1)
          push(rows[a]!, rows[b < a ? b : b + 1]!, 0)
        }
      }
    },
  }
}

/** What an event gives by itself and with each event of its window, as rows; `push` takes what comes of it. */
export interface Visitor {
  event?(row: number, random: Random, push: Push): void
  pair(row: number, other: number, random: Random, push: Push): void
}

const itemPairs: Visitor = { pair: (row, other, _, push) => push(row, other, 0) }

/**
 * Every event with those at most b events before and after it, b drawn for each from 1 to `window`: near ones count
 * more often (Mikolov et al. 2013).
 */
export function windowPairs(
  data: Pick<Interactions, 'offsets' | 'rows'>,
  keep: Float64Array,
  window: number,
  visitor: Visitor = itemPairs,
): PairSource {
  const kept = new Kept(data, keep)
  return {
    units: data.offsets.length - 1,
    events: (sequence) => data.offsets[sequence + 1]! - data.offsets[sequence]!,
    emit(sequence, random, push) {
      kept.read(sequence, random)
      const { rows, count } = kept
      for (let a = 0; a < count; a++) {
        visitor.event?.(rows[a]!, random, push)
        const reach = 1 + random.int(window)
        const last = Math.min(count - 1, a + reach)
        for (let b = Math.max(0, a - reach); b <= last; b++) {
          if (b !== a) visitor.pair(rows[a]!, rows[b]!, random, push)
        }
      }
    },
  }
}

/**
 * Every event with those of the baskets at most b before and after its own, b drawn for each basket from 1 to `window`.
 * @param baskets (events) ascending in each sequence, see `baskets.ts`
 * @param partners of a basket with more items than that, so many drawn at random (an item may be drawn twice); 0 = all
 */
export function basketPairs(
  data: Pick<Interactions, 'offsets' | 'rows'>,
  baskets: Uint32Array,
  keep: Float64Array,
  window: number,
  partners: number,
): PairSource {
  const kept = new Kept(data, keep)
  return {
    units: data.offsets.length - 1,
    events: (sequence) => data.offsets[sequence + 1]! - data.offsets[sequence]!,
    emit(sequence, random, push) {
      kept.read(sequence, random)
      const { rows, places, count } = kept
      // Where each basket begins, of those that kept any event.
      const starts: number[] = []
      for (let a = 0; a < count; a++) {
        if (a === 0 || baskets[places[a]!] !== baskets[places[a - 1]!]) starts.push(a)
      }
      starts.push(count)
      for (let own = 0; own + 1 < starts.length; own++) {
        const reach = 1 + random.int(window)
        const last = Math.min(starts.length - 2, own + reach)
        for (let other = Math.max(0, own - reach); other <= last; other++) {
          if (other === own) continue
          const from = starts[other]!
          const size = starts[other + 1]! - from
          const all = partners === 0 || size <= partners
          for (let a = starts[own]!; a < starts[own + 1]!; a++) {
            for (let draw = 0; draw < (all ? size : partners); draw++) {
              push(rows[a]!, rows[from + (all ? draw : random.int(size))]!, 0)
            }
          }
        }
      }
    },
  }
}
