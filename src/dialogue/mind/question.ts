import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { SplitQuestion, Wish } from './mind.ts'
import type { TagIndex } from './tag-index.ts'

export interface QuestionConfig {
  /** Fields that tell less than this are not asked about, bits. */
  readonly minBits: number
  /** A value is offered when at least this share of the weight carries it ... */
  readonly minShare: number
  /** ... and at most this share. */
  readonly maxShare: number
  /** How many of the best scored candidates are weighed. */
  readonly candidates: number
}

export const questionDefaults: QuestionConfig = Object.freeze({
  minBits: 0.5,
  minShare: 0.05,
  maxShare: 0.9,
  candidates: 500,
})

/**
 * The field, and the 2 to 5 of its values, whose answer tells most about which candidate is meant.
 * Somebody who has item i in mind (chance p_i, its share of the score) names one of the offered values
 * that i carries, each as likely as the other, or "something else" where it carries none. The answer
 * then tells I = H(answer) - sum_i p_i * H(answer | i) bits. What is maximised is I times the chance
 * that an offered value fits: a question to which most must say "something else" is a poor one.
 *
 * Fields without a `question` in the domain, asked before, or already wished for are left out.
 */
export function bestQuestion(
  catalogue: Catalogue,
  tags: TagIndex,
  rows: readonly number[],
  scores: Float64Array,
  wish: Wish,
  askedBefore: readonly string[],
  config: QuestionConfig = questionDefaults,
): SplitQuestion | undefined {
  const mass = rows.reduce((sum, row) => sum + scores[row]!, 0)
  if (rows.length < 2 || !(mass > 0)) return undefined
  const weights = Float64Array.from(rows, (row) => scores[row]! / mass)
  let best: SplitQuestion | undefined
  let bestWorth = 0
  for (const [field, spec] of Object.entries(catalogue.domain.tags)) {
    if (!spec.question || askedBefore.includes(field) || isSettled(wish, field)) continue
    const split = bestValues(tags, field, rows, weights, config)
    if (!split || split.told.bits < config.minBits || worth(split.told) <= bestWorth) continue
    best = { field, values: split.values, bits: split.told.bits }
    bestWorth = worth(split.told)
  }
  return best
}

/** Already decided: a value must be there, or one is wished for. */
function isSettled(wish: Wish, field: string): boolean {
  return (
    wish.constraints.some((constraint) => constraint.kind === 'tag' && constraint.field === field && constraint.has) ||
    wish.tags.some((tag) => tag.field === field && tag.weight > 0)
  )
}

/** So many values, the commonest, may be offered: each has a bit. */
const OFFERABLE = 12

/** Greedy: the value that adds most, until there are five or none adds anything. Commonest first. */
function bestValues(
  tags: TagIndex,
  field: string,
  rows: readonly number[],
  weights: Float64Array,
  config: QuestionConfig,
): { values: string[]; told: Told } | undefined {
  const { first, values: all } = tags.field(field)
  const shares = new Float64Array(all.length)
  eachValue(tags, first, all.length, rows, (value, r) => {
    shares[value]! += weights[r]!
  })
  const common: number[] = []
  for (let value = 0; value < shares.length; value++) {
    if (shares[value]! >= config.minShare && shares[value]! <= config.maxShare) common.push(value)
  }
  common.sort((a, b) => shares[b]! - shares[a]!).splice(OFFERABLE)
  const bits = new Uint16Array(all.length)
  common.forEach((value, bit) => {
    bits[value] = 1 << bit
  })
  const carried = new Uint16Array(rows.length)
  eachValue(tags, first, all.length, rows, (value, r) => {
    carried[r]! |= bits[value]!
  })
  const [masks, shared] = alike(carried, weights)
  let offered = 0
  let told: Told = { bits: 0, fits: 0 }
  for (let count = 0; count < 5; count++) {
    let pick = 0
    let best = told
    for (let bit = 0; bit < common.length; bit++) {
      if (offered & (1 << bit)) continue
      const next = information(offered | (1 << bit), masks, shared)
      if (worth(next) > worth(best) + 1e-9) {
        pick = 1 << bit
        best = next
      }
    }
    if (pick === 0) break
    offered |= pick
    told = best
  }
  const values = common.filter((_, bit) => offered & (1 << bit)).map((value) => all[value]!)
  return values.length < 2 ? undefined : { values, told }
}

/** Calls `back` with each of a field's values that a row carries, and the row's place in `rows`. */
function eachValue(
  { offsets, tags }: TagIndex,
  first: number,
  values: number,
  rows: readonly number[],
  back: (value: number, r: number) => void,
): void {
  for (let r = 0; r < rows.length; r++) {
    const end = offsets[rows[r]! + 1]!
    for (let at = offsets[rows[r]!]!; at < end; at++) {
      const value = tags[at]! - first
      if (value >= 0 && value < values) back(value, r)
    }
  }
}

/** Candidates that carry the same are one to what follows: their masks, each once, with their weight together. */
function alike(carried: Uint16Array, weights: Float64Array): [masks: Uint16Array, weights: Float64Array] {
  const place = new Int16Array(1 << OFFERABLE)
  const masks = new Uint16Array(carried.length)
  const together = new Float64Array(carried.length)
  let count = 0
  for (let r = 0; r < carried.length; r++) {
    const mask = carried[r]!
    let at = place[mask]! - 1
    if (at < 0) {
      at = count++
      place[mask] = count
      masks[at] = mask
    }
    together[at]! += weights[r]!
  }
  return [masks.subarray(0, count), together.subarray(0, count)]
}

export interface Told {
  /** I(answer; item) */
  readonly bits: number
  /** Chance that one of the offered values fits, 0 to 1. */
  readonly fits: number
}

const worth = (told: Told) => told.bits * told.fits

/**
 * What the answer tells when these values are offered, with "something else" as one more answer.
 * @param offered a bit for each offered value
 * @param carried by candidate, a bit for each value that it carries
 * @param weights by candidate, summing to 1
 */
export function information(offered: number, carried: Uint16Array, weights: ArrayLike<number>): Told {
  const answers = new Float64Array(17)
  let unsure = 0
  for (let r = 0; r < carried.length; r++) {
    const weight = weights[r]!
    let left = carried[r]! & offered
    if (left === 0) {
      answers[16]! += weight
      continue
    }
    let hits = 0
    for (let bits = left; bits !== 0; bits &= bits - 1) hits++
    for (; left !== 0; left &= left - 1) answers[31 - Math.clz32(left & -left)]! += weight / hits
    if (hits > 1) unsure += weight * Math.log2(hits)
  }
  let entropy = 0
  for (const share of answers) if (share > 0) entropy -= share * Math.log2(share)
  return { bits: entropy - unsure, fits: 1 - answers[16]! }
}
