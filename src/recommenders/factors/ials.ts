import { z } from 'zod'
import { TastebudError } from '../../errors.ts'
import { ItemTable } from '../../kernels/item-table.ts'
import { AlternatingSquares, FoldIn } from '../../kernels/least-squares.ts'
import type { Random } from '../../random.ts'
import { badArtifact, checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recommender, RowQuery, Tensors, TrainingData } from '../contract.ts'
import { type Profiles, profilesOf } from '../neighbours/profiles.ts'
import { pause } from '../pause.ts'
import { recipeShell } from '../recipe-shell.ts'

const schema = z.strictObject({
  /** d, the length of a vector: the larger, the better, until it is too slow. */
  embeddingSize: z.int().min(1).max(8192),
  /** α0: what an item that somebody has not taken counts, against 1 for one that was; 0.001 to 1 as a rule. */
  unobserved: z.number().gt(0).max(1000),
  /** λ: how much long vectors cost; 0.0001 to 0.1 as a rule. */
  lambda: z.number().gt(0).max(1e6),
  /** ν: 1 = who has more pays more for long vectors, 0 = all pay alike. */
  exponent: z.number().min(0).max(2),
  /** Times that each side is solved. */
  epochs: z.int().min(1).max(1000),
})
export type IalsConfig = z.infer<typeof schema>

const name = 'ials'

/**
 * L = Σ over events (w_u h_i - 1)² + α0 Σ over all pairs (w_u h_i)² + λ (Σ #_u^ν |w_u|² + Σ #_i^ν |h_i|²) with
 * #_u = |I_u| + α0 |I| and #_i = |U_i| + α0 |U|. Each side in turn is the exact solution for the other; the same solve
 * gives the vector w of whoever asks, and score(j) = w h_j.
 */
export const ials = recipeShell<IalsConfig>(
  {
    name,
    title: 'iALS, factors by alternating least squares',
    paper:
      'Rendle, Krichene, Zhang & Koren, Revisiting the Performance of iALS on Item Recommendation Benchmarks, 2021',
    needs: ['interactions'],
    gives: 'what fits the taste of a whole profile, also where no two people took the same two things',
    // chosen on the training parts of ml-100k and ml-latest-small, parted once more (docs/protocols.md)
    defaults: { embeddingSize: 128, unobserved: 0.3, lambda: 0.01, exponent: 1, epochs: 16 },
    // the paper's; that of msd wants half a GB a thread for its systems alone
    presets: {
      'ml-20m': { embeddingSize: 2048, unobserved: 0.1, lambda: 0.003, exponent: 1, epochs: 16 },
      'ml-1m': { embeddingSize: 192, unobserved: 0.3, lambda: 0.007, exponent: 1, epochs: 12 },
      pinterest: { embeddingSize: 192, unobserved: 0.007, lambda: 0.02, exponent: 1, epochs: 16 },
      msd: { embeddingSize: 8192, unobserved: 0.02, lambda: 0.002, exponent: 1, epochs: 16 },
    },
    schema,
  },
  {
    create: (config) => new Ials(config),
    restore: (config, items, tensors) => new Ials(config, vectorsOf(config, items, tensors)),
  },
)

function vectorsOf({ embeddingSize }: IalsConfig, items: number, tensors: Tensors): Float32Array {
  const { vectors, ...others } = tensors
  if (!(vectors instanceof Float32Array) || Object.keys(others).length > 0) {
    throw badArtifact(name, 'expected float32 vectors and nothing else')
  }
  if (vectors.length !== items * embeddingSize) {
    throw badArtifact(name, `${vectors.length} numbers for ${items} vectors of ${embeddingSize}`)
  }
  if (!vectors.every(Number.isFinite)) throw badArtifact(name, 'a vector is not finite')
  return vectors
}

class Ials implements Recommender<IalsConfig> {
  readonly name = name
  readonly #distinct = new Map<number, number>()
  #fitted: { readonly vectors: Float32Array; readonly foldIn: FoldIn; readonly table: ItemTable } | undefined

  constructor(
    readonly config: Readonly<IalsConfig>,
    vectors?: Float32Array,
  ) {
    if (vectors) this.#use(vectors)
  }

  get items(): number {
    return this.#fitted?.table.items ?? 0
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(name, data)
    const { interactions } = data
    const profiles = profilesOf(interactions)
    this.#use(await factors(profiles, interactions.items.size, this.config, run))
    return { model: name, events: interactions.rows.length, items: this.items, notes: [] }
  }

  score(query: RowQuery, scores: Float32Array): void {
    if (!this.#fitted) throw notFitted(name)
    checkCall(this.items, query, scores)
    const distinct = this.#distinct
    distinct.clear()
    // a repeat counts once, as it came last
    query.history.forEach((row, h) => {
      distinct.set(row, query.strengths?.[h] ?? 1)
    })
    if (distinct.size === 0) {
      scores.fill(0)
      return
    }
    const weights = [...distinct.values()]
    const { unobserved, lambda, exponent } = this.config
    const size = weights.reduce((sum, weight) => sum + weight, 0) + unobserved * this.items
    const { foldIn, table } = this.#fitted
    table.scores(foldIn.solve([...distinct.keys()], weights, unobserved, lambda * size ** exponent), scores)
  }

  tensors(): Tensors {
    if (!this.#fitted) throw notFitted(name)
    return { vectors: this.#fitted.vectors }
  }

  #use(vectors: Float32Array): void {
    const { embeddingSize } = this.config
    this.#fitted = { vectors, foldIn: new FoldIn(vectors, embeddingSize), table: new ItemTable(vectors, embeddingSize) }
  }
}

/** The items' vectors after `epochs` times both sides, (items, embeddingSize). */
async function factors(profiles: Profiles, items: number, config: IalsConfig, run: FitRun): Promise<Float32Array> {
  const { embeddingSize, unobserved, lambda, exponent, epochs } = config
  const people = profiles.offsets.length - 1
  const ridges = (offsets: Uint32Array, all: number) =>
    Float64Array.from({ length: offsets.length - 1 }, (_, row) => {
      return lambda * (offsets[row + 1]! - offsets[row]! + unobserved * all) ** exponent
    })
  const sides = [
    { offsets: profiles.offsets, others: profiles.items, ridges: ridges(profiles.offsets, items) },
    { offsets: profiles.itemOffsets, others: profiles.sequences, ridges: ridges(profiles.itemOffsets, people) },
  ] as const
  const both = new AlternatingSquares(sides, embeddingSize, run.workers)
  try {
    const { stride, vectors } = both
    fill(vectors[1], stride, embeddingSize, run.random)
    const total = epochs * (people + items)
    for (let epoch = 0; epoch < epochs; epoch++) {
      const before = epoch * (people + items)
      await both.solve(0, unobserved, (rows) => pause(run, before + rows, total))
      await both.solve(1, unobserved, (rows) => pause(run, before + people + rows, total))
      if (!vectors.every((table) => table.every(Number.isFinite))) throw notFinite(epoch + 1, config)
      run.epoch?.({ epoch: epoch + 1, of: epochs, loss: lossOf(both, sides, config), events: profiles.items.length })
    }
    const found = new Float32Array(items * embeddingSize)
    for (let row = 0; row < items; row++) {
      found.set(vectors[1].subarray(row * stride, row * stride + embeddingSize), row * embeddingSize)
    }
    return found
  } finally {
    await both.close()
  }
}

/** A ridge that is lost beside what it is added to leaves systems without a solution. */
function notFinite(epoch: number, { lambda }: IalsConfig): TastebudError {
  return new TastebudError(
    'NOT_FINITE',
    `${name}: what is learned is no number any more in epoch ${epoch}`,
    `Choose a lambda above ${lambda}, or a smaller embeddingSize.`,
  )
}

/** Normal deviates of standard deviation 0.1 / sqrt(d). */
function fill(vectors: Float64Array, stride: number, embeddingSize: number, random: Random): void {
  for (let at = 0; at < vectors.length; at += stride) {
    for (let k = 0; k < embeddingSize; k++) vectors[at + k] = (0.1 / Math.sqrt(embeddingSize)) * random.normal()
  }
}

/** L by its definition, but for the sum over all pairs, which is that of the products of WᵀW and HᵀH. */
function lossOf(
  both: AlternatingSquares,
  [{ offsets, others, ridges }, { ridges: otherRidges }]: readonly [
    { offsets: Uint32Array; others: Uint32Array; ridges: Float64Array },
    { ridges: Float64Array },
  ],
  { unobserved }: IalsConfig,
): number {
  const { stride, vectors } = both
  const [w, h] = vectors
  let loss = 0
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      let sum = -1
      for (let k = 0; k < stride; k++) sum += w[row * stride + k]! * h[others[at]! * stride + k]!
      loss += sum ** 2
    }
  }
  const first = both.squares(0).slice()
  const second = both.squares(1)
  for (let i = 0; i < stride; i++) {
    for (let j = i; j < stride; j++) {
      loss += (i === j ? 1 : 2) * unobserved * first[i * stride + j]! * second[i * stride + j]!
    }
  }
  w.forEach((value, at) => {
    loss += ridges[Math.floor(at / stride)]! * value ** 2
  })
  h.forEach((value, at) => {
    loss += otherRidges[Math.floor(at / stride)]! * value ** 2
  })
  return loss
}
