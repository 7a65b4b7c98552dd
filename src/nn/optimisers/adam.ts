import type { Parameters } from '../parameters.ts'
import { Optimiser, type OptimiserOptions, type Run } from './optimiser.ts'

export interface AdamOptions extends OptimiserOptions {
  /** β₁, decay of the mean gradient. */
  readonly beta1?: number
  /** β₂, decay of the mean square. */
  readonly beta2?: number
  readonly epsilon?: number
}

/**
 * Kingma and Ba 2015, with decoupled weight decay (AdamW):
 *   m ← β₁m + (1-β₁)g,  v ← β₂v + (1-β₂)g²,  θ ← θ - η (m / (1-β₁ᵗ)) / (√(v / (1-β₂ᵗ)) + ε)
 * Of a table only the rows of the step move and remember ("lazy" Adam); t counts all steps.
 */
export class Adam extends Optimiser {
  readonly #beta1: number
  readonly #beta2: number
  readonly #epsilon: number

  constructor(parameters: Parameters, { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, ...options }: AdamOptions) {
    super(parameters, options, ['mean', 'square'])
    this.#beta1 = beta1
    this.#beta2 = beta2
    this.#epsilon = epsilon
  }

  protected override move({ value, slots, at, gradient, gradientAt, length }: Run, rate: number, step: number): void {
    const [mean, square] = slots as [Float32Array, Float32Array]
    const [beta1, beta2, epsilon] = [this.#beta1, this.#beta2, this.#epsilon]
    const size = rate / (1 - beta1 ** step)
    const unbias = 1 / (1 - beta2 ** step)
    for (let i = at, j = gradientAt; i < at + length; i++, j++) {
      const g = gradient[j] as number
      const m = beta1 * (mean[i] as number) + (1 - beta1) * g
      const v = beta2 * (square[i] as number) + (1 - beta2) * g * g
      mean[i] = m
      square[i] = v
      value[i] = (value[i] as number) - (size * m) / (Math.sqrt(v * unbias) + epsilon)
    }
  }
}
