import { z } from 'zod'
import { SkipGram } from '../../kernels/skip-gram.ts'
import { badArtifact, checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recipe, Recommender, RowQuery, Tensors, TrainingData } from '../contract.ts'
import { parseOptions } from '../options.ts'
import { checkedVectors, ItemSpace, unitRows } from './item-space.ts'
import { countsOf, keepOf, noiseOf } from './pair-sources.ts'
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
  /** 1: the same bits from the same seed. More: threads that share the vectors without locks, each time other bits. */
  workers: z.int().min(1).max(64),
  /**
   * How much an event of the history counts against the one after it, 0 to 1: score(j) = sum over its items i of
   * strength_i * recency^(events after i) * cos(i, j). 0 = the last item alone speaks, 1 = all speak alike.
   */
  recency: z.number().min(0).max(1),
} as const

export type SkipGramConfig = z.infer<z.ZodObject<typeof skipGramOptions>>

/** What is particular to one model of items and the items around them. */
export interface EmbeddingSpec<Config extends SkipGramConfig>
  extends Pick<Recipe<Config>, 'name' | 'title' | 'paper' | 'needs' | 'gives' | 'defaults'> {
  readonly schema: z.ZodType<Config>
  /** @param keep (items) how likely an event of each item is kept in an epoch */
  source(data: TrainingData, config: Config, keep: Float64Array): PairSource
}

/** What a report says where threads were let loose. */
export const hogwildNote = (workers: number) =>
  `${workers} workers shared the vectors without locks (Hogwild): the next run gives slightly different ones.`

/** A recipe whose models are item vectors, compared by cosine. */
export function embeddingRecipe<Config extends SkipGramConfig>(spec: EmbeddingSpec<Config>): Recipe<Config> {
  const { name, title, paper, needs, gives, schema } = spec
  const defaults = Object.freeze(spec.defaults)
  return Object.freeze({
    name,
    title,
    paper,
    needs,
    gives,
    defaults,
    create(options: Partial<Config> = {}): Recommender<Config> {
      return new EmbeddingRecommender(spec, parseOptions(name, schema, defaults, options))
    },
    restore(config: Config, items: number, tensors: Tensors): Recommender<Config> {
      const parsed = parseOptions(name, schema, defaults, config)
      const { vectors, ...more } = tensors
      if (Object.keys(more).length > 0) throw badArtifact(name, `nobody knows ${Object.keys(more).join(', ')}`)
      return new EmbeddingRecommender(spec, parsed, checkedVectors(name, vectors, items, parsed.embeddingSize))
    },
  })
}

class EmbeddingRecommender<Config extends SkipGramConfig> implements Recommender<Config> {
  readonly name: string
  readonly #spec: EmbeddingSpec<Config>
  #space: ItemSpace | undefined

  constructor(
    spec: EmbeddingSpec<Config>,
    readonly config: Readonly<Config>,
    vectors?: Float32Array,
  ) {
    this.name = spec.name
    this.#spec = spec
    if (vectors) this.#space = new ItemSpace(vectors, config.embeddingSize)
  }

  get items(): number {
    return this.#space?.items ?? 0
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(this.name, data)
    const { config, name } = this
    const { embeddingSize, negatives, workers } = config
    const { rows, items } = data.interactions
    const counts = countsOf(rows, items.size)
    const source = this.#spec.source(data, config, keepOf(counts, config.subsample))
    const noise = { weights: noiseOf(counts, config.exponent) }
    const objective = { kind: 'negative-sampling', negatives, terms: [{ noise, weight: 1 }] } as const
    const shape = { inputs: items.size, outputs: items.size, embeddingSize, objective, workers }
    const model = new SkipGram(shape, run.random.fork('start'))
    try {
      await trainPairs(model, source, config, run)
    } finally {
      await model.close()
    }
    const vectors = model.vectors('inputs', embeddingSize)
    if (config.vectors === 'sum') {
      model.vectors('outputs', embeddingSize).forEach((value, at) => {
        vectors[at]! += value
      })
    }
    // What never occurs still lies where it was put at random: that is no knowledge.
    counts.forEach((count, row) => {
      if (count === 0) vectors.fill(0, row * embeddingSize, (row + 1) * embeddingSize)
    })
    this.#space = new ItemSpace(unitRows(vectors, embeddingSize), embeddingSize)
    const notes = workers > 1 ? [hogwildNote(workers)] : []
    return { model: name, events: rows.length, items: items.size, notes }
  }

  score(query: RowQuery, scores: Float32Array): void {
    if (!this.#space) throw notFitted(this.name)
    checkCall(this.items, query, scores)
    this.#space.score(query, this.config.recency, scores)
  }

  tensors(): Tensors {
    if (!this.#space) throw notFitted(this.name)
    return { vectors: this.#space.vectors }
  }
}
