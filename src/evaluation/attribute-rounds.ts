import type { Random } from '../random.ts'
import { topOf } from '../recommenders/questions/acquisition.ts'
import type { AttributePolicy } from '../recommenders/questions/attribute-policy.ts'
import { questionsBy } from '../recommenders/questions/attribute-policy.ts'
import { type AttributeTable, carries } from '../recommenders/questions/attribute-table.ts'
import type { Candidates } from '../recommenders/questions/candidates.ts'

/**
 * The multi-round protocol of EAR, SCPR and UNICORN (Lei et al., Estimation-Action-Reflection, WSDM 2020): somebody has
 * one item in mind; each turn the program asks whether it has an attribute or shows `list` items; it ends with a hit or
 * after `turns`. A list that holds the item is always taken, one that does not is always turned down.
 */
export interface RoundsConfig {
  readonly turns: number
  /** Share of answers that are the wrong way round. */
  readonly wrong: number
  /** Share of questions that are answered by "don't know". */
  readonly unsure: number
}

export const roundsDefaults: RoundsConfig = Object.freeze({ turns: 15, wrong: 0, unsure: 0 })

export interface Rounds {
  /** Turn of the hit, from 1; undefined where it was not found. */
  readonly turn: number | undefined
  /** Place in the list that held it, from 1. */
  readonly place: number | undefined
  readonly questions: number
}

export function playRounds(
  policy: AttributePolicy,
  target: number,
  table: AttributeTable,
  random: Random,
  { turns, wrong, unsure }: RoundsConfig = roundsDefaults,
): Rounds {
  let questions = 0
  for (let turn = 1; turn <= turns; turn++) {
    const move = policy.next(turns - turn + 1)
    if ('recommend' in move) {
      const place = move.recommend.indexOf(target) + 1
      if (place > 0) return { turn, place, questions }
      policy.rejected(move.recommend)
      continue
    }
    questions++
    const truth = carries(table, target, move.ask)
    const knows = random.next() >= unsure
    const honest = random.next() >= wrong
    policy.answered(move.ask, knows ? truth === honest : undefined)
  }
  return { turn: undefined, place: undefined, questions }
}

/**
 * hDCG@(T, K) of one conversation (Deng et al., UNICORN, SIGIR 2021): a hit at turn t and place k is worth
 * 1 / log2(t + 2) + (1 / log2(t + 1) - 1 / log2(t + 2)) / log2(k + 1); 0 without a hit.
 */
export function hierarchicalDcg({ turn, place }: Rounds): number {
  if (turn === undefined || place === undefined) return 0
  const later = 1 / Math.log2(turn + 2)
  return later + (1 / Math.log2(turn + 1) - later) / Math.log2(place + 1)
}

const nothing: ReadonlySet<number> = new Set()
const ten = (candidates: Candidates) => topOf(candidates.chances, 10, nothing)

/** Shows the ten likeliest, turn after turn, and asks nothing. */
export const greedyRounds = (candidates: Candidates): AttributePolicy => ({
  next: () => ({ recommend: ten(candidates) }),
  answered: () => {},
  rejected: (items) => candidates.rejected(items),
})

/**
 * Asks what splits the candidates that are left most evenly, each counting alike, until at most ten are left or the last
 * turn has come.
 */
export function maxEntropyRounds(candidates: Candidates): AttributePolicy {
  const asked = new Set<number>()
  return {
    next(turns) {
      const left = candidates.chances.map((chance) => (chance > 0 ? 1 : 0))
      const count = left.reduce((sum, one) => sum + one, 0)
      const [best] = questionsBy(
        left.map((one) => one / count),
        candidates.table,
        asked,
        1,
      )
      if (turns <= 1 || count <= 10 || !best) return { recommend: ten(candidates) }
      asked.add(best.attribute)
      return { ask: best.attribute }
    },
    answered(attribute, yes) {
      if (yes !== undefined) candidates.answered(attribute, yes)
    },
    rejected: (items) => candidates.rejected(items),
  }
}

/**
 * A ceiling: it knows the item and asks only what it has, the rarest first, and shows a list as soon as the item is
 * among the ten likeliest by what was answered. Wrong answers mislead it as they do everybody.
 */
export function oracleRounds(candidates: Candidates, target: number): AttributePolicy {
  const { table } = candidates
  const own = [...table.attributesOf.subarray(table.itemOffsets[target], table.itemOffsets[target + 1])]
  const size = (attribute: number) => table.attributeOffsets[attribute + 1]! - table.attributeOffsets[attribute]!
  own.sort((a, b) => size(a) - size(b))
  return {
    next(turns) {
      const best = ten(candidates)
      const ask = turns <= 1 || best.includes(target) ? undefined : own.shift()
      return ask === undefined ? { recommend: best } : { ask }
    },
    answered(attribute, yes) {
      if (yes !== undefined) candidates.answered(attribute, yes)
    },
    rejected: (items) => candidates.rejected(items),
  }
}
