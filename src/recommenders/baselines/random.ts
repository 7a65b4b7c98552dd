import { z } from 'zod'
import { badArtifact, checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recipe, Recommender, RowQuery, Tensors, TrainingData } from '../contract.ts'
import { parseOptions } from '../options.ts'
import { pause } from '../pause.ts'

export type RandomConfig = Record<string, never>
const schema = z.strictObject({}) as z.ZodType<RandomConfig>
const name = 'random'

class RandomRecommender implements Recommender<RandomConfig> {
  readonly name = name
  #chances: Float32Array | undefined

  constructor(
    readonly config: Readonly<RandomConfig>,
    chances?: Float32Array,
  ) {
    this.#chances = chances
  }

  get items(): number {
    return this.#chances?.length ?? 0
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(name, data)
    await pause(run, 0, 1)
    const random = run.random.fork(name)
    const items = data.interactions.items.size
    this.#chances = Float32Array.from({ length: items }, () => random.next())
    return { model: name, events: data.interactions.rows.length, items, notes: [] }
  }

  score(query: RowQuery, scores: Float32Array): void {
    if (!this.#chances) throw notFitted(name)
    checkCall(this.items, query, scores)
    // the list turns with the history, so that two listeners are not told the same
    let turn = query.history.length
    for (const row of query.history) turn = (Math.imul(turn, 31) + row) >>> 0
    const start = turn % this.items
    for (let row = 0; row < this.items; row++) scores[row] = this.#chances[(row + start) % this.items]!
  }

  tensors(): Tensors {
    if (!this.#chances) throw notFitted(name)
    return { chances: this.#chances }
  }
}

/** score(j) = a number drawn once in [0, 1). For tests: every suite that it passes is too weak. */
export const random: Recipe<RandomConfig> = Object.freeze({
  name,
  title: 'Random',
  paper: 'None: the floor, and the proof that the contract suite can fail',
  needs: ['interactions'] as const,
  gives: 'nothing; for tests',
  defaults: Object.freeze({}),
  create: (options: Partial<RandomConfig> = {}) => new RandomRecommender(parseOptions(name, schema, {}, options)),
  restore(config: RandomConfig, items: number, tensors: Tensors) {
    const { chances, ...others } = tensors
    if (!(chances instanceof Float32Array) || chances.length !== items || Object.keys(others).length > 0) {
      throw badArtifact(name, `expected float32 chances of ${items} items and nothing else`)
    }
    for (const chance of chances) if (!Number.isFinite(chance)) throw badArtifact(name, `a chance is ${chance}`)
    return new RandomRecommender(parseOptions(name, schema, {}, config), chances)
  },
})
