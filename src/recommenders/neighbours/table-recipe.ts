import { checkCall, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recipe, Recommender, RowQuery, Tensors, TrainingData } from '../contract.ts'
import { type RecipeSpec, recipeShell } from '../recipe-shell.ts'
import { type NeighbourTable, tableFromTensors } from './table.ts'

/** Which of the history speaks: its last item only, or every item of it (a repeated one once, as it came last). */
export type From = 'last' | 'profile'

/** What is particular to one model whose fitted state is a table item -> (item, weight). */
export interface TableSpec<Config extends object> extends RecipeSpec<Config> {
  from(config: Config): From
  build(data: TrainingData, config: Config, run: FitRun): Promise<{ table: NeighbourTable; notes: readonly string[] }>
}

/** A recipe whose models score by adding the rows of a table: a few microseconds for each item of the history. */
export function tableRecipe<Config extends object>(spec: TableSpec<Config>): Recipe<Config> {
  return recipeShell(spec, {
    create: (config) => new TableRecommender(spec, config),
    restore: (config, items, tensors) =>
      new TableRecommender(spec, config, tableFromTensors(spec.name, items, tensors)),
  })
}

class TableRecommender<Config extends object> implements Recommender<Config> {
  readonly name: string
  readonly config: Readonly<Config>
  readonly #spec: TableSpec<Config>
  readonly #from: From
  #table: NeighbourTable | undefined
  /** (items) the number of the last call that met the item, so that a repeat counts once */
  #met = new Uint32Array(0)
  #call = 0

  constructor(spec: TableSpec<Config>, config: Readonly<Config>, table?: NeighbourTable) {
    this.name = spec.name
    this.config = config
    this.#spec = spec
    this.#from = spec.from(config)
    if (table) this.#use(table)
  }

  get items(): number {
    return this.#table ? this.#table.offsets.length - 1 : 0
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    const { table, notes } = await this.#spec.build(data, this.config, run)
    this.#use(table)
    return { model: this.name, events: data.interactions.rows.length, items: this.items, notes }
  }

  score(query: RowQuery, scores: Float32Array): void {
    const table = this.#table
    if (!table) throw notFitted(this.name)
    checkCall(this.items, query, scores)
    scores.fill(0)
    const { history, strengths } = query
    const last = history.length - 1
    if (last < 0) return
    if (this.#from === 'last') {
      addRow(table, history[last]!, 1, scores)
      return
    }
    const call = this.#nextCall()
    for (let h = last; h >= 0; h--) {
      const row = history[h]!
      if (this.#met[row] === call) continue
      this.#met[row] = call
      addRow(table, row, strengths?.[h] ?? 1, scores)
    }
  }

  tensors(): Tensors {
    if (!this.#table) throw notFitted(this.name)
    const { offsets, columns, weights } = this.#table
    return { offsets, columns, weights }
  }

  #use(table: NeighbourTable): void {
    this.#table = table
    this.#met = new Uint32Array(table.offsets.length - 1)
    this.#call = 0
  }

  #nextCall(): number {
    if (this.#call === 0xffffffff) {
      this.#met.fill(0)
      this.#call = 0
    }
    return ++this.#call
  }
}

/** scores[j] += strength * weight(row, j) */
function addRow(table: NeighbourTable, row: number, strength: number, scores: Float32Array): void {
  const { offsets, columns, weights } = table
  const end = offsets[row + 1]!
  for (let at = offsets[row]!; at < end; at++) {
    const column = columns[at]!
    scores[column] = scores[column]! + strength * weights[at]!
  }
}
