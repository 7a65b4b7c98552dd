import type { Update } from '../graph.ts'
import type { Parameter, Parameters } from '../parameters.ts'
import { clip, mergeUpdates } from './merge.ts'

export interface OptimiserOptions {
  /** Step size, > 0. */
  readonly learningRate: number
  /**
   * Decoupled from the gradient (Loshchilov and Hutter 2019): each step also takes learningRate · weightDecay of every
   * weight away. Of a table only the rows of the step, so that rare rows are not pulled to 0 between two looks.
   */
  readonly weightDecay?: number
  /** Longest Euclidean length of all gradients of a step together; longer ones are shortened to it. */
  readonly clipNorm?: number
  /** Factor of the learning rate by the step, from 0. */
  readonly schedule?: (step: number) => number
}

/** A run of numbers of one parameter with all that belongs to it, `at` places into each array. */
export interface Run {
  readonly value: Float32Array
  /** As many arrays like the value as the rule asked for. */
  readonly slots: readonly Float32Array[]
  readonly at: number
  readonly gradient: Float32Array
  readonly gradientAt: number
  readonly length: number
}

/**
 * Moves parameters against their gradients. Its memory (momenta, sums of squares, the count of steps) is typed arrays by
 * name, all of them there from the start: saved and put back, the next step gives the same bits.
 */
export abstract class Optimiser {
  readonly #slots = new Map<Parameter, Float32Array[]>()
  readonly #names: readonly string[]
  readonly #steps = new Float64Array(1)
  readonly #options: OptimiserOptions

  /** @param slots what is remembered for each number, e.g. `momentum` */
  constructor(parameters: Parameters, options: OptimiserOptions, slots: readonly string[], initial = 0) {
    if (!(options.learningRate > 0)) throw new RangeError('a learning rate is above 0')
    this.#options = options
    this.#names = slots
    for (const parameter of parameters) {
      if (!parameter.learns) continue
      this.#slots.set(
        parameter,
        slots.map(() => new Float32Array(parameter.value.length).fill(initial)),
      )
    }
  }

  /** Steps taken. */
  get steps(): number {
    return this.#steps[0] as number
  }

  /** One step by the gradients of a batch. */
  apply(updates: readonly Update[]): void {
    const { learningRate, weightDecay = 0, clipNorm, schedule } = this.#options
    const merged = mergeUpdates(updates)
    if (clipNorm !== undefined) clip(merged, clipNorm)
    const rate = learningRate * (schedule?.(this.steps) ?? 1)
    this.#steps[0] = this.steps + 1
    for (const { parameter, gradient, rows } of merged) {
      const slots = this.#slots.get(parameter)
      if (!slots) throw new RangeError(`${parameter.name} is none of this optimiser's parameters`)
      const { value, width } = parameter
      const shrink = parameter.decays ? 1 - rate * weightDecay : 1
      const length = rows ? width : value.length
      for (let i = 0; i < (rows?.length ?? 1); i++) {
        const at = rows ? (rows[i] as number) * width : 0
        if (shrink !== 1) for (let k = at; k < at + length; k++) value[k] = (value[k] as number) * shrink
        this.move({ value, slots, at, gradient, gradientAt: i * width, length }, rate, this.steps)
      }
    }
  }

  /** The memory by name: views, which change with every step. */
  tensors(): Record<string, Float32Array | Float64Array> {
    const slots = [...this.#slots].flatMap(([{ name }, arrays]) =>
      arrays.map((array, i): [string, Float32Array] => [`${this.#names[i]}.${name}`, array]),
    )
    return { ...Object.fromEntries(slots), steps: this.#steps }
  }

  /** The rule. @param step from 1 */
  protected abstract move(run: Run, rate: number, step: number): void
}
