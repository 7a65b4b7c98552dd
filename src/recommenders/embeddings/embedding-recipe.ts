import { z } from 'zod'
import type { Term } from '../../kernels/noise-tables.ts'
import { SkipGram } from '../../kernels/skip-gram.ts'
import { checkCall, checkEvents, notFitted } from '../checks.ts'
import type {
  FitReport,
  FitRun,
  Recipe,
  Recommender,
  RowQuery,
  Tensors,
  TrainingData,
  VectorModel,
} from '../contract.ts'
import { hogwildNote, parallel } from '../parallel.ts'
import { type RecipeSpec, recipeShell } from '../recipe-shell.ts'
import { checkedVectors, ItemSpace, unitRows } from './item-space.ts'
import { countsOf, keepOf } from './pair-sources.ts'
import { type Tag, TagSpace } from './tag-space.ts'
import { type PairSource, trainPairs } from './train-pairs.ts'

/** What every model of this folder that is trained by skip-gram pairs has. */
export const skipGramOptions = {
  /** d, the length of an item's vector. */
  embeddingSize: z.int().min(1).max(1024),
  /** Passes over the data: 50 to 150 for items, of which there are far fewer events than of words. */
  epochs: z.int().min(1).max(10_000),
  /** k, negatives a pair. */
  negatives: z.int().min(1).max(63),
  /** η: negatives are drawn with count^η. 1 = as often as they are taken, 0 = all alike, below 0 rare ones more often. */
  exponent: z.number().min(-2).max(2),
  /** t: the more an item's share of all events is above it, the more of its events are left out. 0 = none. */
  subsample: z.number().min(0).max(1),
  /** At first; it falls linearly to 0.4 % of that. */
  learningRate: z.number().gt(0).max(10),
  /**
   * What an item's vector is: `input`, as word2vec has it: near are items with the same neighbours; or `sum` of input
   * and output vector: near are also items that are each other's neighbours.
   */
  vectors: z.enum(['input', 'sum']),
  /** Threads while training. */
  workers: z.int().min(1).max(64),
  /** Synchronously a number of workers gives the same bits every time (another number others); Hogwild never does. */
  parallel,
  /**
   * How much an event of the history counts against the one after it, 0 to 1: score(j) = sum over its items i of
   * strength_i * recency^(events after i) * cos(i, j). 0 = the last item alone speaks, 1 = all speak alike.
   */
  recency: z.number().min(0).max(1),
} as const

export type SkipGramConfig = z.infer<z.ZodObject<typeof skipGramOptions>>

/** What is to be trained. Rows of both tables are the items, then the tags. */
export interface Plan {
  readonly source: PairSource
  /** In the order in which the source names them. */
  readonly terms: readonly Term[]
  readonly tags?: readonly Tag[]
  /** Rows of the tags of an item, for items that nobody took; absent where there are no tags. */
  readonly tagsOf?: (row: number) => readonly number[]
  readonly notes?: readonly string[]
}

/** What is particular to one model of items and the items around them. */
export interface EmbeddingSpec<Config extends SkipGramConfig> extends RecipeSpec<Config> {
  /**
   * @param counts (items) events of each
   * @param keep (items) how likely an event of each is kept in an epoch
   */
  plan(data: TrainingData, config: Config, counts: Float64Array, keep: Float64Array): Plan
}

/** A recipe whose models are item vectors, compared by cosine. */
export function embeddingRecipe<Config extends SkipGramConfig>(spec: EmbeddingSpec<Config>): Recipe<Config> {
  return recipeShell(spec, {
    create: (config) => new EmbeddingRecommender(spec, config),
    restore(config, items, { vectors, ...tags }) {
      const { name } = spec
      const { embeddingSize } = config
      const space = new ItemSpace(checkedVectors(name, vectors, items, embeddingSize), embeddingSize)
      return new EmbeddingRecommender(spec, config, { space, tags: TagSpace.restore(name, embeddingSize, tags) })
    },
  })
}

interface Fitted {
  readonly space: ItemSpace
  readonly tags: TagSpace
}

class EmbeddingRecommender<Config extends SkipGramConfig> implements Recommender<Config>, VectorModel {
  readonly name: string
  readonly #spec: EmbeddingSpec<Config>
  #fitted: Fitted | undefined

  constructor(
    spec: EmbeddingSpec<Config>,
    readonly config: Readonly<Config>,
    fitted?: Fitted,
  ) {
    this.name = spec.name
    this.#spec = spec
    this.#fitted = fitted
  }

  get items(): number {
    return this.#fitted?.space.items ?? 0
  }

  get embeddingSize(): number {
    return this.config.embeddingSize
  }

  get vectors(): Float32Array {
    return this.#known().space.vectors
  }

  tag(field: string, value: string): Float32Array | undefined {
    return this.#known().tags.vector(field, value)
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(this.name, data)
    const { config, name } = this
    const { embeddingSize, negatives, workers, parallel } = config
    const { rows, items } = data.interactions
    const counts = countsOf(rows, items.size)
    const keep = keepOf(counts, config.subsample)
    const { source, terms, tags = [], tagsOf, notes = [] } = this.#spec.plan(data, config, counts, keep)
    const tokens = items.size + tags.length
    const objective = { kind: 'negative-sampling', negatives, terms } as const
    const shape = { inputs: tokens, outputs: tokens, embeddingSize, objective, workers, parallel }
    const model = new SkipGram(shape, run.random.fork('start'))
    try {
      await trainPairs(name, model, source, config, run)
    } finally {
      await model.close()
    }
    const vectors = model.vectors('inputs', embeddingSize)
    if (config.vectors === 'sum') {
      model.vectors('outputs', embeddingSize).forEach((value, at) => {
        vectors[at]! += value
      })
    }
    unitRows(vectors, embeddingSize)
    const tagSpace = new TagSpace(tags, vectors.slice(items.size * embeddingSize), embeddingSize)
    const own = vectors.slice(0, items.size * embeddingSize)
    // What never occurs still lies where it was put at random: that is no knowledge. Its tags may be.
    counts.forEach((count, row) => {
      if (count > 0) return
      const known = (tagsOf?.(row) ?? []).map((tag) => tag - items.size)
      own.set(tagSpace.mean(known), row * embeddingSize)
    })
    this.#fitted = { space: new ItemSpace(unitRows(own, embeddingSize), embeddingSize), tags: tagSpace }
    const all = workers > 1 && parallel === 'hogwild' ? [...notes, hogwildNote(workers, 'vectors')] : notes
    return { model: name, events: rows.length, items: items.size, notes: all }
  }

  score(query: RowQuery, scores: Float32Array): void {
    const { space } = this.#known()
    checkCall(this.items, query, scores)
    space.score(query, this.config.recency, scores)
  }

  tensors(): Tensors {
    const { space, tags } = this.#known()
    return { vectors: space.vectors, ...tags.tensors() }
  }

  #known(): Fitted {
    if (!this.#fitted) throw notFitted(this.name)
    return this.#fitted
  }
}
