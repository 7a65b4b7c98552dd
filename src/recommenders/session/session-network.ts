import type { ItemRow } from '../../datasets/vocabulary.ts'
import { checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recommender, RowQuery, SessionModel, Tensors, TrainingData } from '../contract.ts'
import { pause } from '../pause.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'
import { Gru4RecServing } from './gru4rec-serving.ts'
import { type Course, train } from './gru4rec-training.ts'
import type { Networks } from './gru4rec-walk.ts'
import { checkTensors, lengthsOf, type Weights } from './gru4rec-weights.ts'

/** What a kind of session network is, by its config. */
export interface Design<Config extends Gru4RecConfig> {
  readonly name: string
  networks(config: Readonly<Config>, items: number): Networks
  course(config: Readonly<Config>): Pick<Course, 'epochs' | 'passes'>
  /** (items, features) what is given of the items, where its networks read any. */
  features?(config: Readonly<Config>, data: TrainingData, run: FitRun): Float32Array
}

/** Scores are shares of e^(raw score), see `Gru4RecServing.score`; without a history there is no evidence, 0 for all. */
export class SessionNetwork<Config extends Gru4RecConfig> implements Recommender<Config>, SessionModel {
  readonly name: string
  readonly config: Readonly<Config>
  items = 0
  readonly #design: Design<Config>
  #fitted: { whole: () => Tensors; serving: Gru4RecServing } | undefined

  constructor(design: Design<Config>, config: Readonly<Config>) {
    this.name = design.name
    this.config = config
    this.#design = design
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    const { name, config } = this
    checkEvents(name, data)
    await pause(run, 0, 1)
    const items = data.interactions.items.size
    const networks = this.#design.networks(config, items)
    const read = networks.shapes.some((shape) => shape.features > 0)
    const features = read ? this.#design.features!(config, data, run) : undefined
    const course = { name, networks: { ...networks, features }, ...this.#design.course(config) }
    const { weights, notes } = await train(config, course, data, run)
    this.#use(items, features ? { ...weights, features } : weights)
    const blind = features?.every((value) => value === 0)
      ? ['No item is described by anything that another has as well: there were no features to read.']
      : []
    return { model: name, events: data.interactions.rows.length, items, notes: [...notes, ...blind] }
  }

  /** Takes saved tensors in. @throws TastebudError BAD_ARTIFACT */
  restore(items: number, tensors: Tensors): void {
    const { shapes } = this.#design.networks(this.config, items)
    const lengths: Record<string, number> = Object.assign({}, ...shapes.map(lengthsOf))
    const size = Math.max(...shapes.map(({ features }) => features))
    if (size > 0) lengths.features = items * size
    this.#use(items, checkTensors(this.name, lengths, tensors))
  }

  #use(items: number, tensors: Weights): void {
    const networks = { ...this.#design.networks(this.config, items), features: tensors.features }
    const serving = new Gru4RecServing(networks, tensors)
    this.#fitted = { serving, whole: serving.share(tensors).whole }
    this.items = items
  }

  tensors(): Tensors {
    return this.#get().whole()
  }

  score(query: RowQuery, scores: Float32Array): void {
    const { serving } = this.#get()
    checkCall(this.items, query, scores)
    const state = this.start()
    for (const row of query.history) serving.advance(state, row)
    serving.score(state, scores)
  }

  get stateSize(): number {
    const { shapes } = this.#design.networks(this.config, this.items)
    return shapes.flatMap(({ layers }) => layers).reduce((sum, { units }) => sum + units, 0)
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

  #get(): { whole: () => Tensors; serving: Gru4RecServing } {
    if (!this.#fitted) throw notFitted(this.name)
    return this.#fitted
  }
}

function checkState(serving: Gru4RecServing, state: Float32Array): void {
  if (state.length !== serving.stateSize) {
    throw new RangeError(`a state of ${state.length} numbers for ${serving.stateSize}`)
  }
}
