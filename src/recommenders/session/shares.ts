import { at } from '../../kernels/arena.ts'
import type { Kernels } from '../../kernels/instantiate.ts'
import { serving } from '../../kernels/serving.ts'

/** Raw scores as shares of e^score, which are above 0 and in their order. The buffer is made once. */
export class Shares {
  readonly #kernels: Kernels
  readonly #scores: Float32Array

  /**
   * @param plain by plain loops; default: where the runtime cannot run the kernels
   * @throws TastebudError NO_KERNELS, NO_MEMORY
   */
  constructor(items: number, plain?: boolean) {
    const room = Math.ceil(items / 4) * 4
    const { arena, kernels } = serving('gru4rec', 4 * room, plain)
    this.#scores = arena.f32(room).fill(-3e38)
    this.#kernels = kernels
  }

  /** In place. @param scores (items) */
  share(scores: Float32Array): void {
    this.#scores.set(scores)
    this.#kernels.softmax!(at(this.#scores), this.#scores.length)
    scores.set(this.#scores.subarray(0, scores.length))
    this.#scores.fill(-3e38, scores.length)
  }
}
