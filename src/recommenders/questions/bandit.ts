import { z } from 'zod'
import { badArtifact, checkCall, checkEvents, notFitted } from '../checks.ts'
import type { FitReport, FitRun, Recommender, RowQuery, Tensors, TrainingData } from '../contract.ts'
import { recipeShell } from '../recipe-shell.ts'
import { Listener } from './listener.ts'
import { fitTasteSpace, type TasteSpace } from './taste-space.ts'

const schema = z.strictObject({
  /** d: larger needs more answers; 16 to 64 as a rule. */
  embeddingSize: z.int().min(1).max(256),
  /** α0, λ, ν, and the times that each side is solved: as of iALS. */
  unobserved: z.number().gt(0).max(1000),
  lambda: z.number().gt(0).max(1e6),
  exponent: z.number().min(0).max(2),
  epochs: z.int().min(1).max(1000),
})
export type BanditConfig = z.infer<typeof schema>

const name = 'bandit'

export const spaceDefaults: BanditConfig = Object.freeze({
  embeddingSize: 32,
  unobserved: 0.3,
  lambda: 0.01,
  exponent: 1,
  epochs: 16,
})

/**
 * y_j = u · v_j + noise with u ~ N(m0, S0) over people and fixed v_j: what is known of somebody after some answers is a
 * normal distribution, so that the next question can be chosen by what its answer is worth. `Listener` holds one
 * conversation; as a recommender it scores by the mean of u after the likes of a history.
 */
export const bandit = recipeShell<BanditConfig>(
  {
    name,
    title: 'Latent-factor bandit, a belief over tastes',
    paper: 'Christakopoulou, Radlinski & Hofmann, Towards Conversational Recommender Systems, KDD 2016',
    needs: ['interactions'],
    gives: 'which item to ask about, and how sure it is of somebody who has said little',
    defaults: spaceDefaults,
    schema,
  },
  {
    create: (config) => new Bandit(config),
    restore: (config, items, tensors) => new Bandit(config, spaceOf(config, items, tensors)),
  },
)

function spaceOf({ embeddingSize: size }: BanditConfig, items: number, tensors: Tensors): TasteSpace {
  const { liked, seen, mean, covariance, ...others } = tensors
  const shaped =
    liked instanceof Float32Array &&
    seen instanceof Float32Array &&
    mean instanceof Float64Array &&
    covariance instanceof Float64Array &&
    Object.keys(others).length === 0
  if (!shaped)
    throw badArtifact(name, 'expected liked and seen, float32, mean and covariance, float64, and nothing else')
  const fits = liked.length === items * size && mean.length === size && covariance.length === size * size
  // Where the data had likes only, both tables are one and the second is saved empty.
  if (!fits || (seen.length > 0 && seen.length !== liked.length)) {
    throw badArtifact(name, `${liked.length} and ${seen.length} numbers for ${items} items of ${size}`)
  }
  for (const tensor of [liked, seen, mean, covariance]) {
    if (!tensor.every(Number.isFinite)) throw badArtifact(name, 'a number is not finite')
  }
  return { items, size, liked, seen: seen.length === 0 ? liked : seen, mean, covariance }
}

/** A fitted bandit: `space` is what a `Listener` begins with. */
export class Bandit implements Recommender<BanditConfig> {
  readonly name = name
  #space: TasteSpace | undefined

  constructor(
    readonly config: Readonly<BanditConfig>,
    space?: TasteSpace,
  ) {
    this.#space = space
  }

  get items(): number {
    return this.#space?.items ?? 0
  }

  /** @throws TastebudError NOT_FITTED */
  get space(): TasteSpace {
    if (!this.#space) throw notFitted(name)
    return this.#space
  }

  async fit(data: TrainingData, run: FitRun): Promise<FitReport> {
    checkEvents(name, data)
    this.#space = await fitTasteSpace(data.interactions, this.config, run)
    return { model: name, events: data.interactions.rows.length, items: this.items, notes: [] }
  }

  /** An item that was named twice counts once; strengths do not matter. */
  score(query: RowQuery, scores: Float32Array): void {
    const { space } = this
    checkCall(this.items, query, scores)
    const listener = new Listener(space)
    for (const row of new Set(query.history)) listener.rated(row, 1)
    scores.set(listener.means)
  }

  tensors(): Tensors {
    const { liked, seen, mean, covariance } = this.space
    return { liked, seen: seen === liked ? new Float32Array(0) : seen, mean, covariance }
  }
}
