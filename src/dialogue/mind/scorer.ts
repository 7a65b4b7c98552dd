import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId, ItemRow } from '../../datasets/vocabulary.ts'
import { type Blend, fuse } from '../../recommenders/blend.ts'
import type { RowQuery } from '../../recommenders/contract.ts'
import { AxisWishes } from './axis-wishes.ts'
import { apartness, onlyBetween } from './between.ts'
import type { Filter } from './constraints.ts'
import type { Taste, Wish } from './mind.ts'
import type { TagIndex } from './tag-index.ts'
import type { VectorSearch } from './vector-search.ts'
import { added, boosted, type WishConfig, wishDefaults } from './wish-weights.ts'
import type { WordSearch } from './words.ts'

/** Scores every item for a wish. One instance serves one wish after another on the same buffers. */
export class Scorer {
  /** The score of every item for the last wish, > 0. */
  readonly total: Float64Array
  readonly #parts: Float32Array[]
  readonly #disliked: Float64Array
  readonly #tagsFor: Float64Array
  readonly #tagsAgainst: Float64Array
  readonly #words: Float64Array
  readonly #vectors: Float64Array
  readonly #apart: Float64Array
  readonly #axisFor: Float64Array
  readonly #axisAgainst: Float64Array
  readonly #axisWishes: AxisWishes
  #popularFrom: number | undefined
  #scored: string | undefined

  constructor(
    readonly catalogue: Catalogue,
    readonly blend: Blend,
    readonly filter: Filter,
    readonly tags: TagIndex,
    readonly words: () => WordSearch,
    readonly vectors?: VectorSearch,
    readonly config: WishConfig = wishDefaults,
  ) {
    const buffer = () => new Float64Array(catalogue.size)
    this.total = buffer()
    this.#parts = blend.buffers()
    this.#disliked = buffer()
    this.#tagsFor = buffer()
    this.#tagsAgainst = buffer()
    this.#words = buffer()
    this.#vectors = buffer()
    this.#apart = buffer()
    this.#axisFor = buffer()
    this.#axisAgainst = buffer()
    this.#axisWishes = new AxisWishes(catalogue, filter, config)
  }

  /**
   * Whether the last wish that was scored asks for the same: then `total` is of this one as well. What is excluded,
   * demanded or how many are wanted moves no score, so "more" and the question after a list need no second scoring.
   */
  holds(wish: Wish): boolean {
    return this.#scored === movers(wish)
  }

  /** Fills `total` for the wish. */
  score(wish: Wish): void {
    this.#scored = movers(wish)
    const rows = this.total.length
    this.blend.evidence(this.history(wish), this.#parts)
    this.blend.against(this.#refused(wish), this.#disliked)
    this.#matchTags(wish.tags)
    if (wish.query) this.words().score(wish.query, this.#words)
    else this.#words.fill(0)
    const answers = this.vectors?.answers(wish)
    if (answers) this.#vectors.set(answers)
    else this.#vectors.fill(0)
    this.#measureApart(wish)
    const { total } = this
    total.fill(this.blend.config.prior)
    for (const part of this.#parts) for (let row = 0; row < rows; row++) total[row]! += part[row]!
    const axes = this.#axisWishes.of(wish)
    this.#axisFor.fill(0)
    this.#axisAgainst.fill(0)
    for (let row = 0; axes.length > 0 && row < rows; row++) {
      this.#axisFor[row] = this.#axisWishes.along(axes, row, 1)
      this.#axisAgainst[row] = this.#axisWishes.along(axes, row, -1)
    }
    // Where nothing but likes speaks, `fuse` gives back the evidence.
    const unlike = wish.unlike?.length ?? 0
    const wishes = axes.length + wish.tags.length + wish.dislikes.length + unlike
    if (wishes === 0 && !wish.query && !answers && !wish.between) return
    for (let row = 0; row < rows; row++) {
      total[row] = this.#fuse(row, total[row]!, this.#axisFor[row]!, this.#axisAgainst[row]! + this.#apart[row]!)
    }
  }

  /**
   * What `score` would write at a few rows for a wish that differs from the last scored one in its likes
   * and near items only (equal bit for bit); `evidence` is the part of the recommenders in it. Leaves
   * `total` alone.
   */
  rescore(wish: Wish, rows: readonly number[]): { total: number; evidence: number }[] {
    const values = new Float32Array(rows.length * this.blend.names.length)
    this.blend.evidenceAt(this.history(wish), rows, values)
    const axes = this.#axisWishes.of(wish)
    const answers = this.vectors?.answers(wish)
    const open = wish.between === true && wish.near.length < 2
    return rows.map((row, r) => {
      let evidence = this.blend.config.prior
      for (let p = 0; p < this.blend.names.length; p++) evidence += values[p * rows.length + r]!
      const apart = open ? this.config.apartCosts : this.#apart[row]!
      return {
        total: this.#fuse(
          row,
          evidence,
          this.#axisWishes.along(axes, row, 1),
          this.#axisWishes.along(axes, row, -1) + apart,
          answers?.[row] ?? 0,
        ),
        evidence,
      }
    })
  }

  /** The part of the recommenders in the last score of a row. */
  evidence(row: number): number {
    let evidence = this.blend.config.prior
    for (const part of this.#parts) evidence += part[row]!
    return evidence
  }

  /**
   * The last score of a row split into parts that sum to it: each recommender by its name and `prior`;
   * `tags`, `words`, `vectors` and `axes`, what they add and multiply; and, below 0, what is taken away by
   * `dislikes`, `unwanted-tags`, `axes` and, for lying at one end only, `between`.
   */
  parts(row: number): Record<string, number> {
    const parts: Record<string, number> = { prior: this.blend.config.prior }
    this.#parts.forEach((part, p) => {
      if (part[row]! > 0) parts[this.blend.names[p]!] = part[row]!
    })
    const { config } = this
    const tags = this.#tagsFor[row]!
    const words = this.#words[row]!
    const vectors = this.#vectors[row]!
    const base = this.evidence(row) + added(config, tags, words, vectors)
    const axisFor = this.#axisFor[row]!
    const add = (name: string, value: number) => {
      if (value !== 0) parts[name] = (parts[name] ?? 0) + value
    }
    add('tags', config.tagAdds * tags + base * config.tagBoosts * tags)
    add('words', config.wordsAdd * words + base * config.wordsBoost * words)
    add('vectors', config.vectorsAdd * vectors + base * config.vectorsBoost * vectors)
    add('axes', base * axisFor)
    const against = this.#disliked[row]! + this.#tagsAgainst[row]! + this.#axisAgainst[row]! + this.#apart[row]!
    const taken = (base * (1 + boosted(config, tags, words, vectors) + axisFor) * -1) / (1 + against)
    add('dislikes', taken * this.#disliked[row]!)
    add('unwanted-tags', taken * this.#tagsAgainst[row]!)
    add('axes', taken * this.#axisAgainst[row]!)
    add('between', taken * this.#apart[row]!)
    return parts
  }

  /** What may be offered for the last wish: of what something between two is wished of, nothing that lies at one end only. */
  offerable(broken: Uint16Array, { between }: Wish): Uint16Array {
    return between ? onlyBetween(broken, this.#apart, this.config.apartCosts) : broken
  }

  /** The score that a row would have had without one soft wish (however often it was made); the likes stay as they were. */
  without(
    row: number,
    wish: Wish,
    cause: { tag: { field: string; value: string } } | { axis: string } | { words: true },
  ): number {
    const evidence = this.evidence(row)
    let tags = this.#tagsFor[row]!
    let words = this.#words[row]!
    let vectors = this.#vectors[row]!
    let axisFor = this.#axisFor[row]!
    let axisAgainst = this.#axisAgainst[row]!
    if ('tag' in cause) {
      tags = 0
      for (const { field, value, weight } of wish.tags) {
        const same = field === cause.tag.field && value === cause.tag.value
        if (!same && weight > 0 && this.carries(row, field, value)) tags += weight * this.tags.idf(field, value)
      }
      const others = wish.tags.filter(({ field, value }) => field !== cause.tag.field || value !== cause.tag.value)
      vectors = this.vectors?.answers({ ...wish, tags: others })?.[row] ?? 0
    } else if ('axis' in cause) {
      const axes = this.#axisWishes.of({ ...wish, axes: { ...wish.axes, [cause.axis]: 0 } })
      axisFor = this.#axisWishes.along(axes, row, 1)
      axisAgainst = this.#axisWishes.along(axes, row, -1)
    } else words = 0
    const boost = boosted(this.config, tags, words, vectors) + axisFor
    const against = this.#disliked[row]! + this.#tagsAgainst[row]! + axisAgainst + this.#apart[row]!
    return fuse(evidence, added(this.config, tags, words, vectors), boost, against)
  }

  carries(row: number, field: string, value: string): boolean {
    return this.catalogue.at(row as ItemRow).tags[field]?.includes(value) ?? false
  }

  /** Where a wish along an axis starts from. */
  reference(wish: Wish, axis: string): number {
    return this.#axisWishes.reference(wish, axis)
  }

  /** Is the row in the most popular fifth? False where no popularity is known. After a first `score`. */
  isPopular(row: number): boolean {
    const p = this.blend.names.indexOf('popularity')
    const popularity = this.#parts[p]
    if (!popularity) return false
    this.#popularFrom ??= popularity.slice().sort()[Math.floor(popularity.length * 0.8)] ?? 0
    return popularity[row]! > 0 && popularity[row]! >= this.#popularFrom
  }

  #fuse(
    row: number,
    evidence: number,
    axisFor: number,
    axisAgainst: number,
    vectors: number = this.#vectors[row]!,
  ): number {
    const [tags, words] = [this.#tagsFor[row]!, this.#words[row]!]
    const against = this.#disliked[row]! + this.#tagsAgainst[row]! + axisAgainst
    const boost = boosted(this.config, tags, words, vectors) + axisFor
    return fuse(evidence, added(this.config, tags, words, vectors), boost, against)
  }

  /** What was disliked, and what the present wish should not be like. */
  #refused({ dislikes, unlike = [] }: Wish): RowQuery {
    return this.#query([...dislikes, ...unlike.map((item) => ({ item, strength: this.config.unlikeStrength }))])
  }

  /** What it costs each row to lie at one end only of what something between is wished of; 0 without such a wish. */
  #measureApart({ between, near }: Wish): void {
    const { apartCosts, nearStrength } = this.config
    const ends = near.flatMap((item) => {
      const row = this.catalogue.vocabulary.row(item)
      return row === undefined ? [] : [{ row, query: this.#query([{ item, strength: nearStrength }]) }]
    })
    const [one, other] = ends
    // With one end gone nothing lies between.
    this.#apart.fill(between ? 1 : 0)
    if (between && one && other) apartness(this.blend, [one, other], this.#apart)
    for (let row = 0; row < this.#apart.length; row++) this.#apart[row]! *= apartCosts
  }

  #matchTags(wishes: Wish['tags']): void {
    this.#tagsFor.fill(0)
    this.#tagsAgainst.fill(0)
    for (const { field, value, weight } of wishes) {
      const into = weight > 0 ? this.#tagsFor : this.#tagsAgainst
      const amount = Math.abs(weight) * this.tags.idf(field, value) * (weight > 0 ? 1 : this.config.tagCosts)
      for (const row of this.catalogue.values(field).get(value) ?? []) into[row]! += amount
    }
  }

  /** What was liked, oldest first, then what is near, each item once: near counts, where an item is both. */
  history(wish: Wish): RowQuery {
    const near = new Set<ItemId>(wish.near)
    const likes = wish.likes.filter((like) => !near.has(like.item))
    return this.#query([...likes, ...[...near].map((item) => ({ item, strength: this.config.nearStrength }))])
  }

  #query(tastes: readonly Taste[]): RowQuery {
    const strengths = new Map<ItemRow, number>()
    for (const { item, strength } of tastes) {
      const row = this.catalogue.vocabulary.row(item)
      if (row === undefined) continue
      strengths.delete(row)
      strengths.set(row, strength)
    }
    return { history: [...strengths.keys()], strengths: [...strengths.values()] }
  }
}

/** What of a wish moves a score. */
const movers = ({ likes, dislikes, near, between, unlike, tags, axes, query }: Wish): string =>
  JSON.stringify([likes, dislikes, near, between, unlike, tags, axes, query])

/** The same wish as if the item had been neither liked nor named as near. */
export function withoutItem(wish: Wish, item: ItemId): Wish {
  return {
    ...wish,
    likes: wish.likes.filter((like) => like.item !== item),
    near: wish.near.filter((near) => near !== item),
  }
}
