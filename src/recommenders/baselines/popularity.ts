import { z } from 'zod'
import { badArtifact, checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recipe, Recommender, RowQuery, Tensors, TrainingData } from '../contract.ts'
import { parseOptions } from '../options.ts'
import { pause } from '../pause.ts'

export type PopularityConfig = Record<string, never>
const schema = z.strictObject({}) as z.ZodType<PopularityConfig>
const name = 'popularity'

class Popularity implements Recommender<PopularityConfig> {
  readonly name = name
  #counts: Uint32Array | undefined

  constructor(
    readonly config: Readonly<PopularityConfig>,
    counts?: Uint32Array,
  ) {
    this.#counts = counts
  }

  get items(): number {
    return this.#counts?.length ?? 0
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(name, data)
    await pause(run, 0, 1)
    const counts = new Uint32Array(data.interactions.items.size)
    for (const row of data.interactions.rows) counts[row]!++
    this.#counts = counts
    return { model: name, events: data.interactions.rows.length, items: counts.length, notes: [] }
  }

  score(query: RowQuery, scores: Float32Array): void {
    if (!this.#counts) throw notFitted(name)
    checkCall(this.items, query, scores)
    scores.set(this.#counts)
  }

  tensors(): Tensors {
    if (!this.#counts) throw notFitted(name)
    return { counts: this.#counts }
  }
}

/** score(j) = how many events j has, whoever asks. */
export const popularity: Recipe<PopularityConfig> = Object.freeze({
  name,
  title: 'Popularity',
  paper: 'The number of events of an item; the least that every model must beat',
  needs: ['interactions'] as const,
  gives: 'something to say when nothing is known, and the voice when a model is late',
  defaults: Object.freeze({}),
  create: (options: Partial<PopularityConfig> = {}) => new Popularity(parseOptions(name, schema, {}, options)),
  restore(config: PopularityConfig, items: number, tensors: Tensors) {
    const { counts, ...others } = tensors
    if (!(counts instanceof Uint32Array) || counts.length !== items || Object.keys(others).length > 0) {
      throw badArtifact(name, `expected uint32 counts of ${items} items and nothing else`)
    }
    return new Popularity(parseOptions(name, schema, {}, config), counts)
  },
})
