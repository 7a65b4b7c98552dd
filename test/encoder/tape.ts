/** Numbers in float64 that remember what they were made of, so that one walk back gives a gradient by all of them. */
export class Tape {
  readonly #values: number[] = []
  /** For each number those that it was made of, and its slope by each. */
  readonly #sources: number[][] = []
  readonly #slopes: number[][] = []

  /** A number by its place. */
  value(place: number): number {
    return this.#values[place]!
  }

  number(value: number, sources: number[] = [], slopes: number[] = []): number {
    this.#values.push(value)
    this.#sources.push(sources)
    this.#slopes.push(slopes)
    return this.#values.length - 1
  }

  numbers(values: ArrayLike<number>): number[] {
    return Array.from(values, (value) => this.number(value))
  }

  /** Sum of factor times number. */
  sum(places: number[], factors: number[] = places.map(() => 1)): number {
    return this.number(
      places.reduce((sum, place, i) => sum + factors[i]! * this.value(place), 0),
      places,
      factors,
    )
  }

  dot(a: readonly number[], b: readonly number[], rest: readonly number[] = []): number {
    let sum = rest.reduce((total, place) => total + this.value(place), 0)
    const [sources, slopes] = [[...rest], rest.map(() => 1)]
    for (let i = 0; i < b.length; i++) {
      const [x, y] = [this.value(a[i]!), this.value(b[i]!)]
      sum += x * y
      sources.push(a[i]!, b[i]!)
      slopes.push(y, x)
    }
    return this.number(sum, sources, slopes)
  }

  times(a: number, b: number): number {
    return this.dot([a], [b])
  }

  sigmoid(a: number): number {
    const y = 1 / (1 + Math.exp(-this.value(a)))
    return this.number(y, [a], [y * (1 - y)])
  }

  tanh(a: number): number {
    const y = Math.tanh(this.value(a))
    return this.number(y, [a], [1 - y * y])
  }

  largest(places: readonly number[]): number {
    const best = places.reduce((a, b) => (this.value(b) > this.value(a) ? b : a))
    return this.number(this.value(best), [best], [1])
  }

  logSumExp(places: number[]): number {
    const most = Math.max(...places.map((place) => this.value(place)))
    const powers = places.map((place) => Math.exp(this.value(place) - most))
    const total = powers.reduce((a, b) => a + b)
    return this.number(
      most + Math.log(total),
      places,
      powers.map((power) => power / total),
    )
  }

  /** e^(a - log) */
  share(a: number, log: number): number {
    const y = Math.exp(this.value(a) - this.value(log))
    return this.number(y, [a, log], [y, -y])
  }

  /** The gradient of a number by every number before it, by place. */
  gradient(of: number): Float64Array {
    const slopes = new Float64Array(of + 1)
    slopes[of] = 1
    for (let place = of; place >= 0; place--) {
      const slope = slopes[place]!
      if (slope === 0) continue
      this.#sources[place]!.forEach((source, i) => {
        slopes[source]! += slope * this.#slopes[place]![i]!
      })
    }
    return slopes
  }
}
