import type { Interactions } from '../../datasets/interactions.ts'
import type { Random } from '../../random.ts'
import type { Work } from './world.ts'

/** How somebody behaves in a talk: rates from 0 to 1. */
export interface Manners {
  /** Of answers that are the wrong way round. */
  readonly wrong: number
  /** Of questions about what they know that they answer by "don't know". */
  readonly unsure: number
  /** A turn: takes back an opinion given before. */
  readonly changes: number
  /** A word of five letters and more. */
  readonly slips: number
  /** A question: will have none of it and asks for a list. */
  readonly impatience: number
}

export const mannersDefaults: Manners = Object.freeze({
  wrong: 0.05,
  unsure: 0.1,
  changes: 0.02,
  slips: 0.03,
  impatience: 0.1,
})

/** Somebody with a real history of ratings. */
export interface SimulatedPerson {
  readonly name: string
  /** What they have seen, and whether they liked it, in the order of the seed. */
  readonly seen: ReadonlyMap<Work, boolean>
  /** What they have not seen and would like: the likes of the other half of their ratings. */
  readonly wanted: ReadonlySet<Work>
  /** Kinds, the most liked first. */
  readonly kinds: readonly string[]
  /** A kind that nothing they want is of, and that they will not have. */
  readonly never?: string
  readonly manners: Manners
}

/**
 * People from their ratings: half of them are what they have seen, the likes among the others what they would like.
 * Those who have too little of either are left out.
 * @param works by item row; undefined for what has no name
 */
export function simulatedPeople(
  data: Interactions,
  works: readonly (Work | undefined)[],
  like: number,
  random: Random,
  manners: Manners = mannersDefaults,
): SimulatedPerson[] {
  const all = [...new Set(works.flatMap((work) => work?.kinds ?? []))].sort()
  return data.names.flatMap((name, s): SimulatedPerson[] => {
    const own = random.fork(name)
    const events = Array.from({ length: data.offsets[s + 1]! - data.offsets[s]! }, (_, e) => data.offsets[s]! + e)
    const named = own.shuffle(events.filter((e) => works[data.rows[e]!]))
    const half = Math.floor(named.length / 2)
    const seen = new Map(named.slice(0, half).map((e) => [works[data.rows[e]!]!, data.values[e]! >= like]))
    const wanted = new Set(named.slice(half).flatMap((e) => (data.values[e]! >= like ? [works[data.rows[e]!]!] : [])))
    const liked = [...seen].flatMap(([work, likes]) => (likes ? [work] : []))
    if (liked.length < 3 || wanted.size < 3) return []
    const counts = new Map<string, number>()
    for (const work of liked) for (const kind of work.kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    const kinds = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([kind]) => kind)
    const ruledOut = all.filter((kind) => ![...liked, ...wanted].some((work) => work.kinds.includes(kind)))
    return [{ name, seen, wanted, kinds, manners, ...(ruledOut.length > 0 && { never: own.pick(ruledOut) }) }]
  })
}
