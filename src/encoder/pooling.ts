import { type Blocks, blocksOf } from './gru-layer.ts'
import type { Parameters, Shape } from './parameters.ts'
import type { Rows, Workspace } from './workspace.ts'

/**
 * An utterance as one vector (rows, lanes): the states weighed by additive attention, s = v tanh(W h + b); the largest of
 * each state; the mean of the words' vectors, which is what a bag of n-grams would see.
 */
export class Pooling {
  readonly rows: number
  /** (rows, lanes) */
  readonly out: Float32Array
  readonly #a: Blocks
  /** (steps, lanes): attention, and the gradient by it */
  readonly #alpha: Float32Array
  readonly #dAlpha: Float32Array
  /** (steps, lanes): 1 / words */
  readonly #share: Float32Array
  readonly #found: Int32Array
  /** (steps lanes, size) */
  readonly #byLane: Rows

  constructor(
    readonly space: Workspace,
    readonly parameters: Parameters,
    readonly states: number,
    readonly inputs: number,
    readonly size: number,
    readonly lanes: number,
    steps: number,
    training: boolean,
  ) {
    this.rows = 2 * states + inputs
    this.out = space.f32(this.rows * lanes)
    this.#a = blocksOf(space, steps, size, lanes)
    this.#alpha = space.f32(steps * lanes)
    this.#dAlpha = space.f32(steps * lanes)
    this.#share = space.f32(steps * lanes)
    this.#found = space.i32(states * lanes)
    this.#byLane = space.matrix(training ? steps * lanes : 0, size)
  }

  static shapes(states: number, size: number): Shape[] {
    return [
      { name: 'attention.w', rows: size, width: states, start: 'glorot' },
      { name: 'attention.b', rows: 1, width: size, start: 'zero' },
      { name: 'attention.v', rows: 1, width: size, start: 'glorot' },
    ]
  }

  /** @param lengths words of each lane, 0: none */
  forward(x: Blocks, y: Blocks, steps: number, mask: (step: number) => number, lengths: ArrayLike<number>): void {
    const { kernels: k } = this.space
    const { states, inputs, size, lanes, parameters } = this
    const w = parameters.of('attention.w')
    const [b, v] = [parameters.of('attention.b').at, parameters.of('attention.v').at]
    const out = this.out.byteOffset
    const largest = out + 4 * states * lanes
    const mean = out + 8 * states * lanes
    k.clear!(out, this.rows * lanes)
    this.out.fill(-1e30, states * lanes, 2 * states * lanes)
    for (let t = 0; t < steps; t++) {
      const a = this.#a.at(t)
      k.gemmNN!(w.table, size, lanes, states, y.at(t), lanes, a, lanes)
      k.tanhBias!(a, size, lanes, b)
      k.weigh!(a, size, lanes, v, mask(t), this.#at(this.#alpha, t))
    }
    k.softmaxRows!(this.#alpha.byteOffset, steps, lanes)
    for (let lane = 0; lane < lanes; lane++) {
      const n = lengths[lane] as number
      for (let t = 0; t < steps; t++) this.#share[t * lanes + lane] = t < n ? 1 / n : 0
    }
    for (let t = 0; t < steps; t++) {
      k.addWeighted!(out, this.#at(this.#alpha, t), y.at(t), states, lanes)
      k.keepLargest!(largest, this.#found.byteOffset, y.at(t), states, lanes, mask(t), t)
      k.addWeighted!(mean, this.#at(this.#share, t), x.at(t), inputs, lanes)
    }
    // A lane without words has no largest.
    for (let lane = 0; lane < lanes; lane++)
      if (lengths[lane] === 0) for (let r = states; r < 2 * states; r++) this.out[r * lanes + lane] = 0
  }

  /** @param d gradient by `out`; dy and dx get their parts added  @param yByLane (steps lanes, states) */
  backward(d: Float32Array, y: Blocks, yByLane: Rows, dy: Blocks, dx: Blocks, steps: number): void {
    const { kernels: k } = this.space
    const { states, inputs, size, lanes, parameters } = this
    const w = parameters.of('attention.w')
    const v = parameters.of('attention.v').at
    const from = d.byteOffset
    for (let t = 0; t < steps; t++) {
      k.addWeighted!(dy.at(t), this.#at(this.#alpha, t), from, states, lanes)
      k.dotRows!(from, y.at(t), states, lanes, this.#at(this.#dAlpha, t))
      k.largestBack!(dy.at(t), this.#found.byteOffset, from + 4 * states * lanes, states * lanes, t)
      k.addWeighted!(dx.at(t), this.#at(this.#share, t), from + 8 * states * lanes, inputs, lanes)
    }
    k.softmaxBack!(this.#alpha.byteOffset, this.#dAlpha.byteOffset, steps, lanes)
    for (let t = 0; t < steps; t++) {
      const a = this.#a.at(t)
      k.weighBack!(a, size, lanes, v, this.#at(this.#dAlpha, t), parameters.slope('attention.v').at)
      k.sumRows!(a, size, lanes, parameters.slope('attention.b').at)
      k.gemmTN!(w.table, states, lanes, size, a, lanes, dy.at(t), lanes)
      k.transpose!(a, lanes, this.#byLane.at + 4 * t * lanes * size, size, size, 0, lanes)
    }
    const dw = parameters.slope('attention.w')
    k.gemmTN!(this.#byLane.table, size, states, steps * lanes, yByLane.at, yByLane.width, dw.at, states)
  }

  #at(array: Float32Array, step: number): number {
    return array.byteOffset + 4 * step * this.lanes
  }
}
