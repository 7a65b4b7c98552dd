import { badArtifact, checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recipe, Recommender, RowQuery, Tensors, TrainingData } from '../contract.ts'
import { pause } from '../pause.ts'
import { type RecipeSpec, recipeShell } from '../recipe-shell.ts'

type Column = Float32Array | Uint32Array

/** What is particular to one model whose fitted state is a number for each item. */
export interface ColumnSpec<Config extends object, C extends Column> extends RecipeSpec<Config> {
  /** Name of the tensor. */
  readonly column: string
  readonly type: { new (length: number): C; readonly name: string }
  /** (items), each finite */
  build(data: TrainingData, run: FitRun): C
  score(column: C, query: RowQuery, scores: Float32Array): void
}

/** A recipe whose models keep one number an item. */
export function columnRecipe<Config extends object, C extends Column>(spec: ColumnSpec<Config, C>): Recipe<Config> {
  const { name, column, type } = spec
  return recipeShell(spec, {
    create: (config) => new ColumnRecommender(spec, config),
    restore(config, items, tensors) {
      const { [column]: numbers, ...others } = tensors
      if (!(numbers instanceof type) || numbers.length !== items || Object.keys(others).length > 0) {
        throw badArtifact(name, `expected ${column} of ${items} items (${type.name}) and nothing else`)
      }
      if (!numbers.every(Number.isFinite)) throw badArtifact(name, `one of the ${column} is not a number`)
      return new ColumnRecommender(spec, config, numbers)
    },
  })
}

class ColumnRecommender<Config extends object, C extends Column> implements Recommender<Config> {
  readonly name: string
  readonly config: Readonly<Config>
  readonly #spec: ColumnSpec<Config, C>
  #column: C | undefined

  constructor(spec: ColumnSpec<Config, C>, config: Readonly<Config>, column?: C) {
    this.name = spec.name
    this.config = config
    this.#spec = spec
    this.#column = column
  }

  get items(): number {
    return this.#column?.length ?? 0
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(this.name, data)
    await pause(run, 0, 1)
    this.#column = this.#spec.build(data, run)
    return { model: this.name, events: data.interactions.rows.length, items: this.items, notes: [] }
  }

  score(query: RowQuery, scores: Float32Array): void {
    if (!this.#column) throw notFitted(this.name)
    checkCall(this.items, query, scores)
    this.#spec.score(this.#column, query, scores)
  }

  tensors(): Tensors {
    if (!this.#column) throw notFitted(this.name)
    return { [this.#spec.column]: this.#column }
  }
}
