import type { Interactions } from '../datasets/interactions.ts'
import type { Model, RowQuery } from './contract.ts'

/**
 * The fusion of several recommenders into one score, documented with its equations and the figures
 * behind the weights in docs/blend.md.
 *
 *   evidence_i = prior + sum over recommenders p of  w_p * max(0, x_pi) / s_p
 *   score_i    = (evidence_i + wished_i) * (1 + boost_i) / (1 + against_i)
 *
 * x_pi is what recommender p gives item i, s_p the scale of p. A scale is measured once, when the
 * recommender is fitted, and never from the query: normalising within a query would let a like that
 * is taken away lift the items that it never supported, and a reason could not be checked.
 */
export interface BlendConfig {
  /** w_p by the recommender's name, >= 0. */
  readonly weights: Readonly<Record<string, number>>
  /** w_p of a recommender that `weights` does not name. */
  readonly otherWeight: number
  /** Weight of the resemblance to what was disliked, by the recommender's name; it divides the score. */
  readonly against: Readonly<Record<string, number>>
  /** Evidence that every item has, > 0: it keeps every score positive, so that a share of it means something. */
  readonly prior: number
}

/** Fitted on ml-latest-small, judged on ml-100k by `npm run bench:blend`; the tables are in docs/blend.md. */
export const blendDefaults: BlendConfig = Object.freeze({
  weights: Object.freeze({
    popularity: 1.37,
    'sequential-rules': 0.274,
    'item-knn': 0.0822,
    ease: 0.416,
    ials: 0.881,
    content: 0.489,
    'meta-prod2vec': 0.343,
    gru4rec: 0.144,
  }),
  otherWeight: 0.5,
  against: Object.freeze({ 'item-knn': 0.25, content: 0.5 }),
  prior: 0.01,
})

/** A recommender as the blend takes it. */
export interface BlendSource {
  /** Its name in the registry; the name of its part in every explanation. */
  readonly name: string
  readonly model: Model
  /** s_p > 0, from `measureScale` when it was fitted. */
  readonly scale: number
}

/** Contributions of each source to every item: `parts[p][i]` = w_p * max(0, x_pi) / s_p. */
export class Blend {
  readonly names: readonly string[]
  readonly #sources: readonly { readonly model: Model; readonly factor: number }[]
  readonly #against: readonly { readonly model: Model; readonly factor: number }[]
  readonly #scratch: Float32Array

  /** @throws RangeError for a scale that is not positive, or sources of unequal size (a bug of the caller) */
  constructor(
    sources: readonly BlendSource[],
    readonly items: number,
    readonly config: BlendConfig = blendDefaults,
  ) {
    for (const { name, model, scale } of sources) {
      if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError(`the scale of ${name} is ${scale}`)
      if (model.items !== items) throw new RangeError(`${name} scores ${model.items} items, the blend ${items}`)
    }
    const weightOf = (name: string) => config.weights[name] ?? config.otherWeight
    const againstOf = (name: string) => config.against[name] ?? 0
    const used = sources.filter(({ name }) => weightOf(name) > 0)
    this.names = used.map((source) => source.name)
    this.#sources = used.map(({ name, model, scale }) => ({ model, factor: weightOf(name) / scale }))
    // What resembles the disliked is asked of a source whatever weight its evidence has.
    this.#against = sources
      .filter(({ name }) => againstOf(name) > 0)
      .map(({ name, model, scale }) => ({ model, factor: againstOf(name) / scale }))
    this.#scratch = new Float32Array(items)
  }

  /** One buffer a source, to be handed to `evidence` again and again. */
  buffers(): Float32Array[] {
    return this.#sources.map(() => new Float32Array(this.items))
  }

  /** Writes the contribution of every source. */
  evidence(query: RowQuery, parts: readonly Float32Array[]): void {
    this.#sources.forEach(({ model, factor }, p) => {
      const part = parts[p]
      if (!part) throw new RangeError(`no buffer for ${this.names[p]}`)
      model.score(query, part)
      for (let i = 0; i < part.length; i++) part[i] = Math.max(0, part[i]! * factor)
    })
  }

  /** The same for a few rows only: `values[p * rows.length + r]`, equal bit for bit to what `evidence` writes. */
  evidenceAt(query: RowQuery, rows: readonly number[], values: Float32Array): void {
    this.#sources.forEach(({ model, factor }, p) => {
      const into = values.subarray(p * rows.length, (p + 1) * rows.length)
      if (model.scoreRows) model.scoreRows(query, rows, into)
      else {
        model.score(query, this.#scratch)
        rows.forEach((row, r) => {
          into[r] = this.#scratch[row]!
        })
      }
      for (let r = 0; r < into.length; r++) into[r] = Math.max(0, into[r]! * factor)
    })
  }

  /** Writes the resemblance to what was disliked, 0 where nothing was. */
  against(disliked: RowQuery, against: Float64Array): void {
    against.fill(0)
    if (disliked.history.length === 0) return
    for (const { model, factor } of this.#against) {
      model.score(disliked, this.#scratch)
      for (let i = 0; i < against.length; i++) against[i]! += Math.max(0, this.#scratch[i]! * factor)
    }
  }
}

/** The whole rule for one item; every term >= 0, `evidence` > 0. */
export function fuse(evidence: number, wished: number, boost: number, against: number): number {
  return ((evidence + wished) * (1 + boost)) / (1 + against)
}

/**
 * The scale of a model: the mean, over queries of one item each, of the best score that any other item
 * gets; queries without an answer are left out. 1 where a model answers nothing. Queries weigh as often
 * as people take their item, where that is known: else the rare items of a long catalogue, about which
 * nothing is known, would set the unit for the items that people name.
 *
 * @param taken (items) how many events each item has; all the same where absent
 * @param samples at most so many queries, evenly spaced over the items that were taken
 */
export function measureScale(model: Model, taken?: ArrayLike<number>, samples = 10_000): number {
  const scores = new Float32Array(model.items)
  const rows = Array.from({ length: model.items }, (_, row) => row).filter((row) => (taken?.[row] ?? 1) > 0)
  const step = Math.max(1, Math.floor(rows.length / samples))
  let sum = 0
  let weights = 0
  for (let at = 0; at < rows.length; at += step) {
    const row = rows[at]!
    model.score({ history: [row as RowQuery['history'][number]] }, scores)
    let best = 0
    for (let i = 0; i < scores.length; i++) if (i !== row && scores[i]! > best) best = scores[i]!
    if (best <= 0) continue
    const weight = taken?.[row] ?? 1
    sum += weight * best
    weights += weight
  }
  return weights === 0 ? 1 : sum / weights
}

/** (items) how many events each item has: what `measureScale` weighs its queries by. */
export function eventsByItem(data: Interactions): Float64Array {
  const events = new Float64Array(data.items.size)
  for (const row of data.rows) events[row]! += 1
  return events
}
