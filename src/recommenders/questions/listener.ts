import { Belief, type Moved } from './belief.ts'
import type { TasteSpace } from './taste-space.ts'

/** Variances of the noise of answers, in the units of iALS (0 = no, 1 = yes), > 0. */
export interface AnswerNoise {
  /** Of a like. */
  readonly liked: number
  /** Of a dislike: it says little where most things that a person has not taken are 0 as well. */
  readonly disliked: number
  /** Of "I know it", which every verdict says too. */
  readonly seen: number
  /** Of a yes or no to "would you like it?" and, twice, of "A rather than B". */
  readonly choice: number
  /** The n-th answer has n to this power times the noise: answers of one person are not independent of each other. */
  readonly growth: number
  /** Of an answer about an attribute, which is about many items at once and about none exactly. */
  readonly attribute: number
}

/** Chosen on seed 1 of `npm run bench:dialogue cold`, which its tables leave out. */
export const noiseDefaults: AnswerNoise = Object.freeze({
  liked: 0.02,
  disliked: 0.5,
  seen: 0.02,
  choice: 0.05,
  attribute: 0.05,
  growth: 0.3,
})

/**
 * One person who answers questions: the belief about their taste, with what it says of every item kept up to date. An
 * answer costs O(d² + items d).
 */
export class Listener {
  readonly belief: Belief
  /** (items) expected affinity: the score to recommend by */
  readonly means: Float64Array
  /** (items) variance of that affinity */
  readonly variances: Float64Array
  /** (items) expected knowledge of the item, about 0 to 1 */
  readonly familiar: Float64Array
  readonly #asked = new Set<number>()
  #answers = 0

  constructor(
    readonly space: TasteSpace,
    readonly noise: AnswerNoise = noiseDefaults,
  ) {
    this.belief = new Belief(space.mean, space.covariance)
    const start = startOf(space)
    this.means = start.means.slice()
    this.variances = start.variances.slice()
    this.familiar = start.familiar.slice()
  }

  /** Items that were asked about, answered or not: none is asked about again. */
  get asked(): ReadonlySet<number> {
    return this.#asked
  }

  /** A verdict on an item that the person knows. @param value 1 = liked, 0 = not; stars in between */
  rated(row: number, value: number): void {
    this.#asked.add(row)
    const times = this.#next()
    const { seen, liked } = this.space
    if (seen !== liked) this.#follow(this.belief.observe(this.#vector(seen, row), 1, 0, times * this.noise.seen))
    const noise = value >= 0.5 ? this.noise.liked : this.noise.disliked
    this.#follow(this.belief.observe(this.#vector(liked, row), value, 0, times * noise))
  }

  /** "Would you like j?" A yes says: more than people do on average. */
  would(row: number, yes: boolean): void {
    this.#asked.add(row)
    const x = this.#vector(this.space.liked, row)
    const average = startOf(this.space).means[row]!
    this.#follow(this.belief.observeSign(x, yes ? 1 : -1, -average, this.#next() * this.noise.choice))
  }

  /** "A or B?" @param row the one that was chosen */
  preferred(row: number, over: number): void {
    this.#asked.add(row).add(over)
    const x = this.#vector(this.space.liked, row)
    const y = this.#vector(this.space.liked, over)
    const difference = Float64Array.from(x, (value, k) => value - y[k]!)
    this.#follow(this.belief.observeSign(difference, 1, 0, 2 * this.#next() * this.noise.choice))
  }

  /** "I like horror", or not: a yes says that such items are more to their taste than they are to people's on average. */
  fits(attribute: ArrayLike<number>, yes: boolean): void {
    let average = 0
    for (let k = 0; k < this.space.size; k++) average += attribute[k]! * this.space.mean[k]!
    this.#follow(this.belief.observeSign(attribute, yes ? 1 : -1, -average, this.#next() * this.noise.attribute))
  }

  /** "Don't know it": no evidence, and it is not asked about again. */
  unknown(row: number): void {
    this.#asked.add(row)
  }

  /** What the noise of the next answer is multiplied by. */
  #next(): number {
    return (++this.#answers) ** this.noise.growth
  }

  #vector(table: Float32Array, row: number): Float32Array {
    const { size } = this.space
    return table.subarray(row * size, (row + 1) * size)
  }

  #follow({ along, step, shrink }: Moved): void {
    const { liked, seen, items, size } = this.space
    for (let row = 0; row < items; row++) {
      let affinity = 0
      for (let k = 0, at = row * size; k < size; k++, at++) affinity += liked[at]! * along[k]!
      this.means[row]! += step * affinity
      this.variances[row] = Math.max(0, this.variances[row]! - shrink * affinity * affinity)
    }
    for (let row = 0; row < items; row++) {
      let known = 0
      for (let k = 0, at = row * size; k < size; k++, at++) known += seen[at]! * along[k]!
      this.familiar[row]! += step * known
    }
  }
}

/** The mean vector of the items with an attribute: what an answer about it is an answer about. (d) */
export function attributeVector(space: TasteSpace, rows: readonly number[]): Float64Array {
  const vector = new Float64Array(space.size)
  for (const row of rows) {
    for (let k = 0; k < space.size; k++) vector[k]! += space.liked[row * space.size + k]! / rows.length
  }
  return vector
}

interface Start {
  readonly means: Float64Array
  readonly variances: Float64Array
  readonly familiar: Float64Array
}

const starts = new WeakMap<TasteSpace, Start>()

/** What is believed of every item before the first answer: the same for everybody, so computed once. */
function startOf(space: TasteSpace): Start {
  const known = starts.get(space)
  if (known) return known
  const { items, size, liked, seen } = space
  const belief = new Belief(space.mean, space.covariance)
  const vector = (table: Float32Array, row: number) => table.subarray(row * size, (row + 1) * size)
  const start = {
    means: Float64Array.from({ length: items }, (_, row) => belief.expected(vector(liked, row))),
    variances: Float64Array.from({ length: items }, (_, row) => belief.variance(vector(liked, row))),
    familiar: Float64Array.from({ length: items }, (_, row) => belief.expected(vector(seen, row))),
  }
  starts.set(space, start)
  return start
}
