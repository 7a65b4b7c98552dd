import { z } from 'zod'
import { huffmanTree } from '../../kernels/huffman.ts'
import { ItemTable } from '../../kernels/item-table.ts'
import { SkipGram } from '../../kernels/skip-gram.ts'
import { badArtifact, checkCall, checkEvents, notFitted } from '../checks.ts'
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
import { hogwildNote } from '../parallel.ts'
import { recipeShell } from '../recipe-shell.ts'
import { skipGramOptions } from './embedding-recipe.ts'
import { hyperplane } from './hyperplane.ts'
import { checkedVectors, unitRows } from './item-space.ts'
import { countsOf, keepOf, noiseOf } from './pair-sources.ts'
import { documentPairs, tokenDocuments } from './tokens.ts'
import { trainPairs } from './train-pairs.ts'
import { whiten } from './whiten.ts'

const { embeddingSize, epochs, exponent, subsample, learningRate, workers, parallel } = skipGramOptions
const schema = z.strictObject({
  embeddingSize,
  epochs,
  /** Of what an item's text consists: who took it and how they liked it, the words of its description, or both. */
  tokens: z.enum(['ratings', 'words', 'both']),
  /** 0: hierarchical softmax over all tokens, as in the paper; k: so many negatives a pair. */
  negatives: z.int().min(0).max(63),
  exponent,
  subsample,
  learningRate,
  workers,
  parallel,
  /** Length of one more coordinate, log(1 + events) scaled to [0, 1]: lets a taste be for what is known, or against it. */
  popularity: z.number().min(0).max(100),
  /** Variance below which a direction of the space counts as noise, see whiten.ts; unit vectors have 1 in all. */
  ridge: z.number().min(1e-6).max(1000),
  /** Items drawn once at random, to which all that somebody likes is preferred. */
  background: z.int().min(1).max(100_000),
  /** How much a like counts against the one after it. */
  recency: skipGramOptions.recency,
  /** Pairs of a like and one of the background that are learned from when somebody asks; 0 = the start alone. */
  pairs: z.int().min(0).max(100_000),
  /** Learning rate of those. */
  rankRate: z.number().gt(0).max(100),
  /** Pull towards mean(liked) - mean(background). */
  lambda: z.number().min(0).max(100),
})
export type SemanticSpaceConfig = z.infer<typeof schema>

const name = 'semantic-space'

/**
 * Items lie in a space that is learned from who took them (and what is written of them), once and for everybody: PV-DBOW
 * over the tokens of tokens.ts, then whitened, so that all directions count alike. A person is a direction in it:
 * score(i) = w . (x_i - mean of the background), with w found when they ask (hyperplane.ts).
 */
export const semanticSpace: Recipe<SemanticSpaceConfig> = recipeShell<SemanticSpaceConfig>(
  {
    name,
    title: 'Semantic space',
    paper: 'Vuurens, Larson & de Vries, Exploring Deep Space: Learning Personalized Ranking in a Semantic Space, 2016',
    needs: ['interactions'],
    gives: 'a direction of taste that "this rather than that" turns at once',
    defaults: {
      embeddingSize: 128,
      epochs: 20,
      tokens: 'ratings',
      negatives: 0,
      exponent: 0.5,
      subsample: 0,
      learningRate: 0.05,
      workers: 1,
      parallel: 'synchronous',
      popularity: 1,
      ridge: 0.1,
      background: 500,
      recency: 0.9,
      pairs: 200,
      rankRate: 0.02,
      lambda: 0.1,
    },
    schema,
  },
  {
    create: (config) => new SemanticSpace(config),
    restore(config, items, { vectors, places, background, ...more }) {
      if (Object.keys(more).length > 0) throw badArtifact(name, `nobody knows ${Object.keys(more).join(', ')}`)
      const d = config.embeddingSize
      if (!(background instanceof Uint32Array) || background.length === 0 || background.some((row) => row >= items)) {
        throw badArtifact(name, 'its background names items that it has not')
      }
      return new SemanticSpace(config, {
        vectors: checkedVectors(name, vectors, items, d),
        places: checkedVectors(name, places, items, d + 1),
        background,
      })
    },
  },
)

interface Space {
  /** (items, d) of length 1 */
  readonly vectors: Float32Array
  /** (items, d + 1) the vectors with the coordinate of popularity, whitened; zeros where nothing is known */
  readonly places: Float32Array
  readonly background: Uint32Array
}

/** A space made ready for questions. */
interface Placed extends Space {
  readonly table: ItemTable
  /** (d + 1) mean of the background */
  readonly middle: Float64Array
}

class SemanticSpace implements Recommender<SemanticSpaceConfig>, VectorModel {
  readonly name = name
  #space: Placed | undefined

  constructor(
    readonly config: Readonly<SemanticSpaceConfig>,
    space?: Space,
  ) {
    if (space) this.#use(space)
  }

  get items(): number {
    return this.#space ? this.#space.vectors.length / this.config.embeddingSize : 0
  }

  get embeddingSize(): number {
    return this.config.embeddingSize
  }

  get vectors(): Float32Array {
    return this.#known().vectors
  }

  /** Tags are no part of this space. */
  tag(): undefined {
    return undefined
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(name, data)
    const { config } = this
    const d = config.embeddingSize
    const { interactions, content } = data
    const kinds = { ratings: config.tokens !== 'words', words: config.tokens !== 'ratings' }
    const documents = tokenDocuments(interactions, content, kinds)
    const items = interactions.items.size
    const notes: string[] = []
    if (kinds.words && !content?.some((item) => item)) notes.push('No item has a description: there are no words.')
    const { counts } = documents
    const objective =
      config.negatives === 0
        ? ({ kind: 'hierarchical-softmax', tree: huffmanTree(counts.length > 0 ? counts : [1]) } as const)
        : ({
            kind: 'negative-sampling',
            negatives: config.negatives,
            terms: [{ noise: { weights: noiseOf(counts, config.exponent) }, weight: 1 }],
          } as const)
    const { workers, parallel } = config
    const shape = { inputs: items, outputs: counts.length, embeddingSize: d, objective, workers, parallel }
    const model = new SkipGram(shape, run.random.fork('start'))
    try {
      await trainPairs(name, model, documentPairs(documents, keepOf(counts, config.subsample)), config, run)
    } finally {
      await model.close()
    }
    const vectors = unitRows(model.vectors('inputs', d), d)
    const events = countsOf(interactions.rows, items)
    const most = Math.log1p(events.reduce((a, b) => Math.max(a, b), 0))
    const places = new Float32Array(items * (d + 1))
    const known: number[] = []
    for (let row = 0; row < items; row++) {
      if (documents.offsets[row] === documents.offsets[row + 1]) {
        vectors.fill(0, row * d, (row + 1) * d)
        continue
      }
      known.push(row)
      places.set(vectors.subarray(row * d, (row + 1) * d), row * (d + 1))
      places[row * (d + 1) + d] = (config.popularity * Math.log1p(events[row]!)) / most
    }
    if (known.length > 0) whiten(places, d + 1, known, config.ridge)
    const drawn = run.random.fork('background').shuffle(known.slice()).slice(0, config.background)
    this.#use({ vectors, places, background: Uint32Array.from(drawn.length > 0 ? drawn : [0]) })
    if (workers > 1 && parallel === 'hogwild') notes.push(hogwildNote(workers, 'vectors'))
    else if (workers > 1 && config.negatives === 0) {
      notes.push('Steps along a tree wait for each other: one worker did them all. Negatives are for several.')
    }
    return { model: name, events: interactions.rows.length, items, notes }
  }

  score(query: RowQuery, scores: Float32Array): void {
    const space = this.#known()
    checkCall(this.items, query, scores)
    this.#rank(space, query, space.background, scores)
  }

  /**
   * The same where somebody said what they would rather not have: the direction parts the likes from these.
   * @param disliked rows, at least one
   */
  scoreRather(query: RowQuery, disliked: readonly number[], scores: Float32Array): void {
    const space = this.#known()
    checkCall(this.items, query, scores)
    // The background stays in play, so that one dislike does not decide about everything.
    const weight = Math.max(1, Math.ceil(space.background.length / (2 * disliked.length)))
    const others = [...space.background]
    for (let i = 0; i < weight; i++) others.push(...disliked)
    this.#rank(space, query, others, scores)
  }

  tensors(): Tensors {
    const { vectors, places, background } = this.#known()
    return { vectors, places, background }
  }

  #rank(
    { places, table, middle }: Placed,
    { history, strengths }: RowQuery,
    others: ArrayLike<number>,
    scores: Float32Array,
  ): void {
    scores.fill(0)
    const d = this.config.embeddingSize + 1
    const weights = new Map<number, number>()
    const { recency } = this.config
    for (let h = history.length - 1, share = 1; h >= 0 && share > 1e-6; h--, share *= recency) {
      const row = history[h]!
      // Without a place it tells nothing; one that comes again counts as it came last.
      const known = places.subarray(row * d, (row + 1) * d).some((value) => value !== 0)
      if (known && !weights.has(row)) weights.set(row, share * (strengths?.[h] ?? 1))
    }
    if (weights.size === 0) return
    const { pairs, rankRate, lambda } = this.config
    const options = { pairs, learningRate: rankRate, lambda }
    const normal = hyperplane(places, d, [...weights.keys()], [...weights.values()], others, options)
    table.scores(normal, scores)
    let level = 0
    for (let j = 0; j < d; j++) level += normal[j]! * middle[j]!
    for (let row = 0; row < scores.length; row++) {
      // No vector, no evidence: the place of all zeros scores exactly 0 in the table.
      if (scores[row] !== 0) scores[row]! -= level
    }
  }

  #use(space: Space): void {
    const d = this.config.embeddingSize + 1
    const middle = new Float64Array(d)
    for (const row of space.background) {
      for (let j = 0; j < d; j++) middle[j]! += space.places[row * d + j]! / space.background.length
    }
    this.#space = { ...space, middle, table: new ItemTable(space.places, d) }
  }

  #known(): Placed {
    if (!this.#space) throw notFitted(name)
    return this.#space
  }
}
