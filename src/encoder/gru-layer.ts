import type { Parameters, Shape } from './parameters.ts'
import type { Rows, Workspace } from './workspace.ts'

/** A step's blocks, one after the other: (steps, rows, lanes). */
export interface Blocks {
  readonly data: Float32Array
  readonly rows: number
  /** Address of the block of a step. */
  at(step: number): number
}

export function blocksOf(space: Workspace, steps: number, rows: number, lanes: number): Blocks {
  const data = space.f32(steps * rows * lanes)
  return { data, rows, at: (step) => data.byteOffset + 4 * step * rows * lanes }
}

/** Room that directions share, one after the other, while gradients flow. */
export interface GruScratch {
  /** (steps lanes, 3 units) */
  readonly byInput: Rows
  readonly byState: Rows
}

/** One direction of a recurrent layer. It writes its half of `y`: rows from `half * units` on. */
export class GruLayer {
  /** (steps, 3 units, lanes): products with the input, then the gradient by them; and with the state. */
  readonly #x: Blocks
  readonly #p: Blocks
  readonly #r: Blocks
  readonly #z: Blocks
  readonly #c: Blocks
  readonly #hc: Blocks
  readonly #g: Float32Array

  constructor(
    readonly space: Workspace,
    readonly parameters: Parameters,
    readonly name: string,
    readonly half: 0 | 1,
    readonly units: number,
    readonly inputs: number,
    readonly lanes: number,
    steps: number,
  ) {
    this.#x = blocksOf(space, steps, 3 * units, lanes)
    this.#p = blocksOf(space, steps, 3 * units, lanes)
    this.#r = blocksOf(space, steps, units, lanes)
    this.#z = blocksOf(space, steps, units, lanes)
    this.#c = blocksOf(space, steps, units, lanes)
    this.#hc = blocksOf(space, steps, units, lanes)
    this.#g = space.f32(units * lanes)
  }

  static shapes(name: string, units: number, inputs: number): Shape[] {
    return [
      { name: `${name}.w`, rows: 3 * units, width: inputs, start: 'glorot' },
      { name: `${name}.u`, rows: 3 * units, width: units, start: 'glorot' },
      { name: `${name}.b`, rows: 1, width: 3 * units, start: 'zero' },
      { name: `${name}.bh`, rows: 1, width: units, start: 'zero' },
    ]
  }

  /** The steps in the order in which this direction reads, with the one read before. */
  #order(steps: number): [number, number][] {
    return Array.from({ length: steps }, (_, i) =>
      this.half === 0 ? [i, i - 1] : [steps - 1 - i, i === 0 ? -1 : steps - i],
    )
  }

  /** Address of this direction's rows in a step of `y`; 0 before the first. */
  #own(y: Blocks, step: number): number {
    return step < 0 ? 0 : y.at(step) + 4 * this.half * this.units * this.lanes
  }

  /** @param mask address of the mask of each step */
  forward(x: Blocks, y: Blocks, steps: number, mask: (step: number) => number): void {
    const { kernels: k } = this.space
    const { units, lanes, inputs } = this
    const w = this.parameters.of(`${this.name}.w`)
    const u = this.parameters.of(`${this.name}.u`)
    const b = this.parameters.of(`${this.name}.b`)
    const bh = this.parameters.of(`${this.name}.bh`)
    for (const [t, before] of this.#order(steps)) {
      const h = this.#own(y, before)
      k.gemmNN!(w.table, 3 * units, lanes, inputs, x.at(t), lanes, this.#x.at(t), lanes)
      if (h) k.gemmNN!(u.table, 3 * units, lanes, units, h, lanes, this.#p.at(t), lanes)
      else k.clear!(this.#p.at(t), 3 * units * lanes)
      k.gruForward!(
        ...[this.#x.at(t), b.at, this.#p.at(t), bh.at, h, mask(t), units, lanes],
        ...[this.#r.at(t), this.#z.at(t), this.#c.at(t), this.#hc.at(t), this.#own(y, t)],
      )
    }
  }

  /**
   * @param xByLane (steps lanes, inputs), yByLane (steps lanes, 2 units): input and output turned
   * @param dy gradient by the output  @param dx gradient by the input: this direction's is added
   */
  backward(
    xByLane: Rows,
    y: Blocks,
    yByLane: Rows,
    dy: Blocks,
    dx: Blocks,
    steps: number,
    mask: (step: number) => number,
    scratch: GruScratch,
  ): void {
    const { kernels: k } = this.space
    const { units, lanes, inputs, parameters } = this
    const w = parameters.of(`${this.name}.w`)
    const u = parameters.of(`${this.name}.u`)
    const g = this.#g.byteOffset
    const gates = 3 * units
    k.clear!(g, units * lanes)
    for (const [t, before] of this.#order(steps).reverse()) {
      const [own, h] = [this.#x.at(t), this.#own(y, before)]
      k.add!(g, this.#own(dy, t), units * lanes)
      k.gruBackward!(
        ...[g, h, mask(t), units, lanes, this.#r.at(t), this.#z.at(t), this.#c.at(t), this.#hc.at(t)],
        ...[own, this.#p.at(t)],
      )
      if (h) k.gemmTN!(u.table, units, lanes, gates, this.#p.at(t), lanes, g, lanes)
      k.gemmTN!(w.table, inputs, lanes, gates, own, lanes, dx.at(t), lanes)
      k.sumRows!(own, gates, lanes, parameters.slope(`${this.name}.b`).at)
      k.sumRows!(this.#p.at(t) + 8 * units * lanes, units, lanes, parameters.slope(`${this.name}.bh`).at)
      k.transpose!(own, lanes, scratch.byInput.at + 4 * t * lanes * gates, gates, gates, 0, lanes)
      k.transpose!(this.#p.at(t), lanes, scratch.byState.at + 4 * t * lanes * gates, gates, gates, 0, lanes)
    }
    const dw = parameters.slope(`${this.name}.w`)
    k.gemmTN!(scratch.byInput.table, gates, inputs, steps * lanes, xByLane.at, inputs, dw.at, inputs)
    if (steps < 2) return
    // Each step with the state that it read: one step apart.
    const du = parameters.slope(`${this.name}.u`)
    const [from, read] = this.half === 0 ? [1, 0] : [0, 1]
    const states = yByLane.at + 4 * (read * lanes * yByLane.width + this.half * units)
    const table = scratch.byState.table + 4 * from * lanes
    k.gemmTN!(table, gates, units, (steps - 1) * lanes, states, yByLane.width, du.at, units)
  }
}
