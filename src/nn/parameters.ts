import { TastebudError } from '../errors.ts'
import type { Random } from '../random.ts'
import type { Initialiser } from './initialisers.ts'

/** What a layer learns, or keeps: numbers with a name and a shape, outside of every graph. */
export class Parameter {
  constructor(
    readonly name: string,
    readonly shape: readonly number[],
    /** Row-major; optimisers and loaders write into it, nobody replaces it. */
    readonly value: Float32Array,
    /** Whether weight decay pulls it to 0: weights yes, biases and gains no. */
    readonly decays: boolean,
    /** false = no gradient reaches it, such as a mean that runs along. */
    readonly learns: boolean,
  ) {}

  get rows(): number {
    return this.shape[0] ?? 1
  }

  /** Numbers in a row. */
  get width(): number {
    return this.rows === 0 ? 0 : this.value.length / this.rows
  }
}

export interface ParameterOptions {
  readonly decays?: boolean
  readonly learns?: boolean
}

/**
 * All parameters of a network by name, in the order in which its layers made them. They are typed arrays and no
 * tensors, so that they can be saved as they are, nothing leaks, and an optimiser may touch a few rows of a large table
 * without a copy of it.
 */
export class Parameters {
  readonly #all = new Map<string, Parameter>()

  /** @param random handed to the initialiser as a stream of the parameter's own, so that a new layer moves no other */
  add(
    name: string,
    shape: readonly number[],
    initial: Initialiser,
    random: Random,
    { decays = true, learns = true }: ParameterOptions = {},
  ): Parameter {
    // The rule of the names of saved tensors.
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name) || this.#all.has(name)) {
      throw new RangeError(`a parameter needs a name of its own of letters, digits, - and _: ${name}`)
    }
    const value = new Float32Array(shape.reduce((size, n) => size * n, 1))
    initial(value, shape, random.fork(name))
    const parameter = new Parameter(name, shape, value, decays, learns)
    this.#all.set(name, parameter)
    return parameter
  }

  [Symbol.iterator](): Iterator<Parameter> {
    return this.#all.values()
  }

  get(name: string): Parameter | undefined {
    return this.#all.get(name)
  }

  /** Numbers in all of them. */
  get size(): number {
    return [...this].reduce((sum, { value }) => sum + value.length, 0)
  }

  /** The values by name: views, which change as the network learns. */
  tensors(): Record<string, Float32Array> {
    return Object.fromEntries([...this].map(({ name, value }) => [name, value]))
  }

  /**
   * Takes over saved values.
   * @throws TastebudError BAD_ARTIFACT for a name that is missing, or numbers of another shape or kind
   */
  load(tensors: Readonly<Record<string, unknown>>): void {
    for (const { name, value, shape } of this) {
      const saved = tensors[name]
      if (!(saved instanceof Float32Array) || saved.length !== value.length) {
        throw new TastebudError(
          'BAD_ARTIFACT',
          `the saved weights have no "${name}" of ${shape.join(' x ')} numbers`,
          'Train the model again.',
        )
      }
    }
    for (const { name, value } of this) value.set(tensors[name] as Float32Array)
  }
}
