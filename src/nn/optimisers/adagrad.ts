import type { Parameters } from '../parameters.ts'
import { Optimiser, type OptimiserOptions, type Run } from './optimiser.ts'

export interface AdagradOptions extends OptimiserOptions {
  readonly epsilon?: number
  /** What the sums of squares start with, 0 or more. */
  readonly initial?: number
}

/** Duchi et al. 2011: s ← s + g²,  θ ← θ - η g / √(s + ε). The one for sparse rows: a rare row keeps its large steps. */
export class Adagrad extends Optimiser {
  readonly #epsilon: number

  constructor(parameters: Parameters, { epsilon = 1e-6, initial = 0, ...options }: AdagradOptions) {
    super(parameters, options, ['squares'], initial)
    this.#epsilon = epsilon
  }

  protected override move({ value, slots, at, gradient, gradientAt, length }: Run, rate: number): void {
    const [squares] = slots as [Float32Array]
    const epsilon = this.#epsilon
    for (let i = at, j = gradientAt; i < at + length; i++, j++) {
      const g = gradient[j] as number
      const s = (squares[i] as number) + g * g
      squares[i] = s
      value[i] = (value[i] as number) - (rate * g) / Math.sqrt(s + epsilon)
    }
  }
}
