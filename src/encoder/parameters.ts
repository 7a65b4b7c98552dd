import type { Random } from '../random.ts'
import type { Rows, Workspace } from './workspace.ts'

/** How a weight begins: uniform by the sizes of what it joins (Glorot & Bengio 2010), rows of length 1 on average, or 0. */
export interface Shape {
  readonly name: string
  readonly rows: number
  readonly width: number
  readonly start: 'glorot' | 'unit' | 'zero'
}

/** All dense weights side by side, so that one call moves them all; while training also their gradients and moments. */
export class Parameters {
  readonly values: Float32Array
  readonly gradients: Float32Array
  readonly first: Float32Array
  readonly second: Float32Array
  readonly #weights = new Map<string, Rows>()
  readonly #slopes = new Map<string, Rows>()

  constructor(
    space: Workspace,
    readonly shapes: readonly Shape[],
    training: boolean,
  ) {
    const size = shapes.reduce((sum, { rows, width }) => sum + rows * width, 0)
    this.values = space.f32(size)
    this.gradients = space.f32(training ? size : 0)
    this.first = space.f32(training ? size : 0)
    this.second = space.f32(training ? size : 0)
    let from = 0
    for (const { name, rows, width } of shapes) {
      this.#weights.set(name, space.view(this.values, from, rows, width))
      if (training) this.#slopes.set(name, space.view(this.gradients, from, rows, width))
      from += rows * width
    }
  }

  /** A weight by name. */
  of(name: string): Rows {
    return this.#weights.get(name) as Rows
  }

  /** The gradient by it. */
  slope(name: string): Rows {
    return this.#slopes.get(name) as Rows
  }

  start(random: Random): void {
    for (const { name, rows, width, start } of this.shapes) {
      const { data } = this.of(name)
      const limit = start === 'zero' ? 0 : Math.sqrt(start === 'unit' ? 3 / width : 6 / (rows + width))
      for (let i = 0; i < data.length; i++) data[i] = limit * (2 * random.next() - 1)
    }
  }
}
