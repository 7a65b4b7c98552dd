import type { Item } from '../catalogue/item.ts'
import type { Interactions } from '../datasets/interactions.ts'
import type { ItemRow } from '../datasets/vocabulary.ts'
import type { CheckpointStore } from '../nn/checkpoint.ts'
import type { EpochRecord } from '../nn/epoch.ts'
import type { Random } from '../random.ts'

/** What a model is asked about: what one listener has taken or liked, oldest first. */
export interface RowQuery {
  /** Item rows, oldest first; repeats allowed in sessions. Empty = nothing is known. */
  readonly history: readonly ItemRow[]
  /** (history) strength of each, > 0; all 1 where absent. Sequence models may ignore it. */
  readonly strengths?: readonly number[]
  /** When it is asked, in seconds since 1970, for models that know what time has passed; the newest they know where absent. */
  readonly at?: number
}

/** A model scores the whole catalogue for one listener: synchronous, pure, no allocation that grows with use. */
export interface Model {
  /** How many items it scores. */
  readonly items: number
  /** Writes one score per item into `scores` (length = items, higher is better, 0 = no evidence, never NaN). */
  score(query: RowQuery, scores: Float32Array): void
  /**
   * What `score` would write at a few rows, the same bits, where that is cheaper than scoring them all: reasons are
   * checked by asking again for the few items that are offered. `values[r]` is of `rows[r]`.
   */
  scoreRows?(query: RowQuery, rows: readonly number[], values: Float32Array): void
}

/**
 * A model of sequences whose knowledge of a session is a small state, updated event by event: a conversation can carry
 * it along, and what came before need not be read again. `score` gives what `scoreState` gives for the state after
 * the events of the history.
 */
export interface SessionModel extends Model {
  /** Numbers in a state. */
  readonly stateSize: number
  /** (stateSize) the state before the first event */
  start(): Float32Array
  /** Takes one event in, in place; the cost does not grow with what came before. @param state (stateSize) */
  advance(state: Float32Array, row: ItemRow): void
  /** Writes one score per item: all 0 for a state that has taken nothing in. @param state (stateSize) */
  scoreState(state: Float32Array, scores: Float32Array): void
  /** What `scoreState` would write at a few rows, the same bits. */
  scoreStateRows?(state: Float32Array, rows: readonly number[], values: Float32Array): void
}

/** What a model may learn from. `content[row]` describes the item of that row. */
export interface TrainingData {
  readonly interactions: Interactions
  readonly content?: readonly (Item | undefined)[]
}

/** Who hears how far a fit is. */
export interface FitListener {
  /** Told now and then how far the fit is, `done` of `total` units. */
  readonly progress?: (done: number, total: number, note?: string) => void
  /** Told once where a fit goes on from a checkpoint: how many epochs are done, of how many. */
  readonly resumed?: (epochs: number, of: number) => void
  /** Told after each epoch, by models that learn in epochs; in between `progress` hears how far all of them are. */
  readonly epoch?: (record: EpochRecord) => void
}

/** Who hears of work that fits several models, one after the other. */
export interface ProgressListener {
  /** What is being done, in a few words that are gone with the next. */
  show(text: string): void
  /** A model of this name is about to be fitted. */
  fit(name: string): FitListener
}

export interface FitRun extends FitListener {
  readonly random: Random
  readonly signal?: AbortSignal
  /** Threads that kernels may use; default one a core. What a model learns may depend on it only where its recipe says so. */
  readonly workers?: number
  /** Where models that learn in epochs keep their place after each: a fit goes on from what lies there. */
  readonly checkpoint?: CheckpointStore
}

export interface FitReport {
  readonly model: string
  readonly events: number
  readonly items: number
  /** Things worth telling the person who trains, e.g. that EASE took the most-rated items only. */
  readonly notes: readonly string[]
}

/** Typed arrays by name: the whole of what a fitted model is, beside its config. */
export type Tensors = Readonly<Record<string, Float32Array | Float64Array | Uint32Array | Int32Array | Uint8Array>>

/** A recommender that can be fitted, saved and loaded. `Config` is frozen and saved with the weights. */
export interface Recommender<Config extends object = object> extends Model {
  readonly name: string
  readonly config: Readonly<Config>
  fit(data: TrainingData, run: FitRun): Promise<FitReport>
  /** The fitted state; throws NOT_FITTED before `fit`. Saving and loading gives the same bits in every score. */
  tensors(): Tensors
}

/**
 * A model whose items, and tags where it learned any, are vectors of one space in which near means alike: what questions
 * such as "like this but not that" are computed with.
 */
export interface VectorModel {
  readonly items: number
  readonly embeddingSize: number
  /** (items, embeddingSize) rows of length 1, or all 0 where nothing is known of an item; throws NOT_FITTED before `fit` */
  readonly vectors: Float32Array
  /** (embeddingSize) of length 1: a value of a tag field of the catalogue, whatever its case; undefined where unknown */
  tag(field: string, value: string): Float32Array | undefined
}

/** How the registry knows a kind of recommender. */
export interface Recipe<Config extends object = object> {
  /** kebab-case: `ease`, `item-knn` */
  readonly name: string
  readonly title: string
  /** The paper, or where the rule comes from. */
  readonly paper: string
  readonly needs: readonly ('interactions' | 'order' | 'content')[]
  /** What it gives the conversation, in a clause. */
  readonly gives: string
  readonly defaults: Readonly<Config>
  /** Published sets of options by name. */
  readonly presets?: Readonly<Record<string, Readonly<Config>>>
  /** Options that a checkpoint does not depend on: with others a fit goes on all the same. */
  readonly resumable?: readonly string[]
  /** Validates options (unknown or out-of-range ones are BAD_OPTION errors) and makes an unfitted recommender. */
  create(options?: Partial<Config>): Recommender<Config>
  /** A fitted recommender from saved tensors; throws BAD_ARTIFACT for shapes that do not fit. */
  restore(config: Config, items: number, tensors: Tensors): Recommender<Config>
}
