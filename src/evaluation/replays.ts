import type { Interactions } from '../datasets/interactions.ts'
import type { ItemRow } from '../datasets/vocabulary.ts'
import type { Random } from '../random.ts'
import { Blend, type BlendSource, eventsByItem } from '../recommenders/blend.ts'

/**
 * A held-out person's likes replayed as a conversation: some are named, in the order in which they came, the others are
 * what a good answer would find.
 */
export interface Replay {
  /** Which person: the unit that a bootstrap draws. */
  readonly person: number
  /** How many likes are named. */
  readonly named: number
  readonly history: readonly ItemRow[]
  readonly truth: ReadonlySet<number>
  /** (candidates) item rows that are ranked: the best of every source and the truth, without what was named. */
  readonly candidates: Uint32Array
  /** (sources)(candidates) what each source gives, over its scale */
  readonly parts: readonly Float32Array[]
  /** (items) what a hit is worth in rare@10 */
  readonly worth: Float64Array
}

export interface ReplayOptions {
  /** How many likes are named, a replay each; those that leave nothing to find are left out. */
  readonly named?: readonly number[]
  /** Candidates that each source puts forward: an item beyond them all is hardly ever in the ten best of their sum. */
  readonly pool?: number
}

/** Likes named in the replays of every table. */
export const namedCounts = [1, 2, 3, 5] as const

/** People with at least `least` different likes, at most `share` of them and at most `most`, drawn by the seed. */
export function holdOut(
  data: Interactions,
  random: Random,
  { least = 10, share = 0.2, most = Number.POSITIVE_INFINITY } = {},
): number[] {
  const eligible = data.names.map((_, person) => person).filter((person) => likesOf(data, person).length >= least)
  return random.shuffle(eligible).slice(0, Math.min(most, Math.floor(eligible.length * share)))
}

/** The different items of a person, oldest first. */
const likesOf = (data: Interactions, person: number): ItemRow[] =>
  [...new Set(data.rows.subarray(data.offsets[person], data.offsets[person + 1]))] as ItemRow[]

/**
 * Replays of people whose likes no source was fitted on. Which likes are named is drawn by the seed.
 * @param train what the sources were fitted on, with the same vocabulary; it says how rare an item is
 */
export function replaysOf(
  data: Interactions,
  people: readonly number[],
  sources: readonly BlendSource[],
  train: Interactions,
  random: Random,
  { named = namedCounts, pool = 300 }: ReplayOptions = {},
): Replay[] {
  const even = { weights: {}, otherWeight: 1, against: {}, prior: 0 }
  const blend = new Blend(sources, data.items.size, even)
  const buffers = blend.buffers()
  const worth = eventsByItem(train).map((count) => 1 / Math.sqrt(Math.max(5, count)))
  return people.flatMap((person) => {
    const own = likesOf(data, person)
    const drawn = random.shuffle(own.map((_, i) => i))
    return named
      .filter((count) => count < own.length)
      .map((count): Replay => {
        const history = drawn
          .slice(0, count)
          .sort((a, b) => a - b)
          .map((i) => own[i]!)
        const told = new Set<number>(history)
        const truth = new Set<number>(own.filter((row) => !told.has(row)))
        blend.evidence({ history }, buffers)
        const candidates = candidatesOf(buffers, truth, told, pool)
        const parts = buffers.map((part) => Float32Array.from(candidates, (row) => part[row]!))
        return { person, named: count, history, truth, candidates, parts, worth }
      })
  })
}

/** The `pool` best rows of every part and the truth, ascending, without what was named. */
function candidatesOf(
  parts: readonly Float32Array[],
  truth: ReadonlySet<number>,
  told: ReadonlySet<number>,
  pool: number,
): Uint32Array {
  const found = new Set<number>(truth)
  for (const part of parts) {
    const least = part
      .slice()
      .sort()
      .at(-Math.min(pool + told.size, part.length))!
    part.forEach((value, row) => {
      if (value > 0 && value >= least) found.add(row)
    })
  }
  for (const row of told) found.delete(row)
  return Uint32Array.from(found).sort()
}
