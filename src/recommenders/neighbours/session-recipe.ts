import { checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recipe, Recommender, RowQuery, Tensors, TrainingData } from '../contract.ts'
import { pause } from '../pause.ts'
import { type RecipeSpec, recipeShell } from '../recipe-shell.ts'
import { sequenceTensors, sessionIndex, sessionTensors } from './session-index.ts'
import { type SessionRules, SessionScorer } from './session-scorer.ts'

/** What is particular to one model that compares whole sessions. */
export interface SessionSpec<Config extends object> extends RecipeSpec<Config> {
  rules(config: Config): SessionRules
}

/** A recipe whose models keep the past sessions and compare the present one with them when asked. */
export function sessionRecipe<Config extends object>(spec: SessionSpec<Config>): Recipe<Config> {
  return recipeShell(spec, {
    create: (config) => new SessionRecommender(spec, config),
    restore(config, items, tensors) {
      const model = new SessionRecommender(spec, config)
      model.use(items, tensors)
      return model
    },
  })
}

class SessionRecommender<Config extends object> implements Recommender<Config> {
  readonly name: string
  readonly config: Readonly<Config>
  items = 0
  readonly #rules: SessionRules
  #fitted: { tensors: Tensors; scorer: SessionScorer } | undefined

  constructor(spec: SessionSpec<Config>, config: Readonly<Config>) {
    this.name = spec.name
    this.config = config
    this.#rules = spec.rules(config)
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(this.name, data)
    await pause(run, 0, 1)
    const { interactions } = data
    const tensors = sessionTensors(interactions)
    this.use(
      interactions.items.size,
      this.#rules.sequences ? { ...tensors, ...sequenceTensors(interactions) } : tensors,
    )
    run.progress?.(1, 1)
    return { model: this.name, events: data.interactions.rows.length, items: this.items, notes: [] }
  }

  score(query: RowQuery, scores: Float32Array): void {
    if (!this.#fitted) throw notFitted(this.name)
    checkCall(this.items, query, scores)
    scores.fill(0)
    this.#fitted.scorer.score(query.history, scores, query.at)
  }

  tensors(): Tensors {
    if (!this.#fitted) throw notFitted(this.name)
    return this.#fitted.tensors
  }

  use(items: number, tensors: Tensors): void {
    const index = sessionIndex(this.name, items, this.#rules.sampleSize, tensors, this.#rules.sequences !== undefined)
    this.#fitted = { tensors, scorer: new SessionScorer(index, this.#rules) }
    this.items = items
  }
}
