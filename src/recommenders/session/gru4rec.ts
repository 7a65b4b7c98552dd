import type { ItemRow } from '../../datasets/vocabulary.ts'
import { checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recommender, RowQuery, SessionModel, Tensors, TrainingData } from '../contract.ts'
import { pause } from '../pause.ts'
import { recipeShell } from '../recipe-shell.ts'
import { type Gru4RecConfig, gru4recDefaults, gru4recSchema } from './gru4rec-config.ts'
import { gru4recPresets } from './gru4rec-presets.ts'
import { Gru4RecServing } from './gru4rec-serving.ts'
import { train } from './gru4rec-training.ts'
import { checkWeights, shapeOf, type Weights } from './gru4rec-weights.ts'

const name = 'gru4rec'

export const gru4rec = recipeShell<Gru4RecConfig>(
  {
    name,
    title: 'GRU4Rec, a recurrent network over sessions',
    paper:
      'Hidasi et al., Session-based Recommendations with Recurrent Neural Networks, ICLR 2016; Hidasi & Karatzoglou, Recurrent Neural Networks with Top-k Gains, CIKM 2018',
    needs: ['interactions', 'order'],
    gives: 'what comes next in a session, from all of it and in its order',
    defaults: gru4recDefaults,
    presets: gru4recPresets,
    schema: gru4recSchema,
  },
  {
    create: (config) => new Gru4Rec(config),
    restore(config, items, tensors) {
      const model = new Gru4Rec(config)
      model.use(items, checkWeights(name, shapeOf(config, items), tensors))
      return model
    },
  },
)

/** Scores are shares of e^(raw score), see `Gru4RecServing.score`; without a history there is no evidence, 0 for all. */
class Gru4Rec implements Recommender<Gru4RecConfig>, SessionModel {
  readonly name = name
  readonly config: Readonly<Gru4RecConfig>
  items = 0
  #fitted: { weights: Weights; serving: Gru4RecServing } | undefined

  constructor(config: Readonly<Gru4RecConfig>) {
    this.config = config
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(name, data)
    await pause(run, 0, 1)
    const items = data.interactions.items.size
    const { weights, notes } = await train(this.config, shapeOf(this.config, items), data, run)
    this.use(items, weights)
    return { model: name, events: data.interactions.rows.length, items, notes }
  }

  use(items: number, weights: Weights): void {
    this.#fitted = { weights, serving: new Gru4RecServing(shapeOf(this.config, items), weights) }
    this.items = items
  }

  tensors(): Tensors {
    return this.#get().weights
  }

  score(query: RowQuery, scores: Float32Array): void {
    const { serving } = this.#get()
    checkCall(this.items, query, scores)
    const state = this.start()
    for (const row of query.history) serving.advance(state, row)
    serving.score(state, scores)
  }

  get stateSize(): number {
    return shapeOf(this.config, this.items).layers.reduce((sum, { units }) => sum + units, 0)
  }

  start(): Float32Array {
    return new Float32Array(this.stateSize)
  }

  advance(state: Float32Array, row: ItemRow): void {
    const { serving } = this.#get()
    checkState(serving, state)
    if (!Number.isInteger(row) || row < 0 || row >= this.items) throw new RangeError(`no item has row ${row}`)
    serving.advance(state, row)
  }

  scoreState(state: Float32Array, scores: Float32Array): void {
    const { serving } = this.#get()
    checkState(serving, state)
    if (scores.length !== this.items) throw new RangeError(`${scores.length} places for ${this.items} items`)
    serving.score(state, scores)
  }

  #get(): { weights: Weights; serving: Gru4RecServing } {
    if (!this.#fitted) throw notFitted(name)
    return this.#fitted
  }
}

function checkState(serving: Gru4RecServing, state: Float32Array): void {
  if (state.length !== serving.stateSize) {
    throw new RangeError(`a state of ${state.length} numbers for ${serving.stateSize}`)
  }
}
