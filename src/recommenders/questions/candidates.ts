import type { AttributeTable } from './attribute-table.ts'

/** How answers are believed: a share of wrong ones drawn from Beta(wrong, right). `wrong` 0: no answer is ever wrong. */
export interface Trust {
  readonly wrong: number
  readonly right: number
}

/** 1 of 40 answers is wrong, give or take: chosen on seed 1 of `npm run bench:dialogue attributes`. */
export const trustDefaults: Trust = Object.freeze({ wrong: 0.15, right: 6 })

/**
 * Which item somebody has in mind, as chances. An answer is evidence and no filter: nobody knows beforehand how often a
 * person errs, so a candidate that m of n answers contradict keeps, of its prior, the chance of m wrong ones among n,
 * B(wrong + m, right + n - m) / B(wrong, right), which is what is left when the share of wrong answers is summed out.
 * One contradiction among many answers costs much more than the second among few. What the person insists on, and what
 * they turned down, is ruled out.
 */
export class Candidates {
  /** (items) chances, summing to 1 */
  readonly chances: Float64Array
  readonly #prior: Float64Array
  readonly #against: Uint8Array
  #answers = 0

  /** @param prior (items) >= 0, not all 0; any sum */
  constructor(
    prior: ArrayLike<number>,
    readonly table: AttributeTable,
    readonly trust: Trust = trustDefaults,
  ) {
    this.#prior = Float64Array.from(prior)
    this.#against = new Uint8Array(prior.length)
    this.chances = new Float64Array(prior.length)
    this.#weigh()
  }

  /** "Has it this attribute?" @param insisted what the answer contradicts is ruled out for good */
  answered(attribute: number, yes: boolean, insisted = false): void {
    const { attributeOffsets: offsets, itemsOf } = this.table
    const carriers = itemsOf.subarray(offsets[attribute], offsets[attribute + 1])
    if (insisted) {
      const kept = new Uint8Array(this.chances.length).fill(yes ? 0 : 1)
      for (const item of carriers) kept[item] = yes ? 1 : 0
      kept.forEach((keep, item) => {
        if (keep === 0) this.#prior[item] = 0
      })
    } else {
      this.#answers++
      if (yes) for (let item = 0; item < this.#against.length; item++) this.#against[item]! += 1
      for (const item of carriers) this.#against[item]! += yes ? -1 : 1
    }
    this.#weigh()
  }

  /** These are not it. */
  rejected(items: readonly number[]): void {
    for (const item of items) this.#prior[item] = 0
    this.#weigh()
  }

  #weigh(): void {
    const { chances, trust } = this
    const n = this.#answers
    // B(w + m, r + n - m) / B(w, r) as a product, by m
    const kept = Float64Array.from({ length: n + 1 }, (_, m) => {
      let product = 1
      for (let k = 0; k < n; k++) {
        const chance = k < m ? trust.wrong + k : trust.right + k - m
        product *= chance / (trust.wrong + trust.right + k)
      }
      return product
    })
    let sum = 0
    for (let item = 0; item < chances.length; item++)
      sum += chances[item] = this.#prior[item]! * kept[this.#against[item]!]!
    // No item agrees with every answer, and none is believed to be wrong: begin again with the prior.
    if (sum === 0) for (let item = 0; item < chances.length; item++) sum += chances[item] = this.#prior[item]!
    if (sum > 0) for (let item = 0; item < chances.length; item++) chances[item]! /= sum
  }
}
