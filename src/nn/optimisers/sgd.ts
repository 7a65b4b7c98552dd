import type { Parameters } from '../parameters.ts'
import { Optimiser, type OptimiserOptions, type Run } from './optimiser.ts'

export interface SgdOptions extends OptimiserOptions {
  /** μ in [0, 1). */
  readonly momentum?: number
}

/** Gradient descent with momentum: v ← μv - ηg,  θ ← θ + v. Rows of a table that a step does not see rest. */
export class Sgd extends Optimiser {
  readonly #momentum: number

  constructor(parameters: Parameters, { momentum = 0, ...options }: SgdOptions) {
    super(parameters, options, momentum > 0 ? ['velocity'] : [])
    this.#momentum = momentum
  }

  protected override move({ value, slots, at, gradient, gradientAt, length }: Run, rate: number): void {
    const [velocity] = slots
    const momentum = this.#momentum
    for (let i = at, j = gradientAt; i < at + length; i++, j++) {
      const v = (velocity ? momentum * (velocity[i] as number) : 0) - rate * (gradient[j] as number)
      if (velocity) velocity[i] = v
      value[i] = (value[i] as number) + v
    }
  }
}
