import { inverseMills } from './probit.ts'

/**
 * What is believed of one person's taste vector u: a normal distribution N(m, S), updated answer by answer in closed
 * form, O(d²) each. After Christakopoulou, Radlinski & Hofmann, Towards Conversational Recommender Systems, KDD 2016;
 * the yes/no update is that of assumed-density filtering (Herbrich, Minka & Graepel, TrueSkill, NIPS 2006).
 */
export class Belief {
  /** m (d) */
  readonly mean: Float64Array
  /** S (d, d), symmetric */
  readonly covariance: Float64Array
  readonly #along: Float64Array

  /** @throws RangeError where the shapes do not fit (a bug of the caller) */
  constructor(mean: ArrayLike<number>, covariance: ArrayLike<number>) {
    if (covariance.length !== mean.length ** 2) throw new RangeError('a covariance is d x d numbers')
    this.mean = Float64Array.from(mean)
    this.covariance = Float64Array.from(covariance)
    this.#along = new Float64Array(mean.length)
  }

  get size(): number {
    return this.mean.length
  }

  copy(): Belief {
    return new Belief(this.mean, this.covariance)
  }

  /** xᵀm */
  expected(x: ArrayLike<number>): number {
    let sum = 0
    for (let i = 0; i < this.size; i++) sum += x[i]! * this.mean[i]!
    return sum
  }

  /** S x, valid until the next call. (d) */
  along(x: ArrayLike<number>): Float64Array {
    const d = this.size
    for (let i = 0; i < d; i++) {
      let sum = 0
      for (let j = 0; j < d; j++) sum += this.covariance[i * d + j]! * x[j]!
      this.#along[i] = sum
    }
    return this.#along
  }

  /** xᵀS x, >= 0 */
  variance(x: ArrayLike<number>): number {
    const along = this.along(x)
    let sum = 0
    for (let i = 0; i < this.size; i++) sum += x[i]! * along[i]!
    return Math.max(0, sum)
  }

  /**
   * "I would give it r stars": r = xᵀu + offset + noise. Exact.
   * @param noise variance of the noise, > 0
   * @returns how the belief moved: S x before, and the two numbers that it moved by
   */
  observe(x: ArrayLike<number>, value: number, offset: number, noise: number): Moved {
    const total = noise + this.variance(x)
    return this.#move(x, (value - offset - this.expected(x)) / total, 1 / total)
  }

  /**
   * "yes" or "no" (sign 1 or -1): whether xᵀu + offset + noise lies above 0, by matching the moments of what follows.
   * "A rather than B" is a yes to x = x_A - x_B with twice the noise.
   */
  observeSign(x: ArrayLike<number>, sign: 1 | -1, offset: number, noise: number): Moved {
    const spread = Math.sqrt(noise + this.variance(x))
    const t = (sign * (this.expected(x) + offset)) / spread
    const v = inverseMills(t)
    return this.#move(x, (sign * v) / spread, Math.min(1, Math.max(0, v * (v + t))) / spread ** 2)
  }

  /** m += step S x, S -= shrink (S x)(S x)ᵀ: one product in both triangles, so that S stays symmetric to the bit. */
  #move(x: ArrayLike<number>, step: number, shrink: number): Moved {
    const along = this.along(x).slice()
    const d = this.size
    for (let i = 0; i < d; i++) {
      this.mean[i]! += step * along[i]!
      for (let j = 0; j <= i; j++) {
        const value = this.covariance[i * d + j]! - shrink * (along[i]! * along[j]!)
        this.covariance[i * d + j] = value
        this.covariance[j * d + i] = value
      }
    }
    return { along, step, shrink }
  }
}

/** An update: the mean moved by `step` along S x, the covariance by `-shrink` times that vector's outer product. */
export interface Moved {
  /** (d) S x as it was before */
  readonly along: Float64Array
  readonly step: number
  readonly shrink: number
}
