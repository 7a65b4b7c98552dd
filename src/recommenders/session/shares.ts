import { Arena, at } from '../../kernels/arena.ts'
import { compile, instantiate, type Kernels } from '../../kernels/instantiate.ts'

/** Raw scores as shares of e^score, which are above 0 and in their order. The buffer is made once. */
export class Shares {
  readonly #kernels: Kernels
  readonly #scores: Float32Array

  /** @throws TastebudError NO_KERNELS, NO_MEMORY */
  constructor(items: number) {
    const room = Math.ceil(items / 4) * 4
    const arena = new Arena(4 * room)
    this.#scores = arena.f32(room).fill(-3e38)
    this.#kernels = instantiate(compile('gru4rec'), arena.memory)
  }

  /** In place. @param scores (items) */
  share(scores: Float32Array): void {
    this.#scores.set(scores)
    this.#kernels.softmax!(at(this.#scores), this.#scores.length)
    scores.set(this.#scores.subarray(0, scores.length))
    this.#scores.fill(-3e38, scores.length)
  }
}
