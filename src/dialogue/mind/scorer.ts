import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId, ItemRow } from '../../datasets/vocabulary.ts'
import { type Blend, fuse } from '../../recommenders/blend.ts'
import type { RowQuery } from '../../recommenders/contract.ts'
import type { VectorAim } from '../../recommenders/embeddings/vector-questions.ts'
import type { Filter } from './constraints.ts'
import type { Taste, Wish } from './mind.ts'
import type { TagIndex } from './tag-index.ts'
import type { VectorSearch } from './vector-search.ts'
import type { WordSearch } from './words.ts'

/** How wishes weigh beside the evidence of the recommenders; the equations are in docs/blend.md. */
export interface WishConfig {
  /** Strength in the history of an item that something should be like; a like has 0.5 to 2. */
  readonly nearStrength: number
  /** Added for a matched tag of weight 1 and idf 1, so that tags alone can find items. */
  readonly tagAdds: number
  /** Multiplies as 1 + this for the same match, so that a wish also counts beside many likes. */
  readonly tagBoosts: number
  readonly wordsAdd: number
  readonly wordsBoost: number
  /** Added and multiplied (as 1 + this) for an item that answers a question about vectors wholly (a cosine of 1). */
  readonly vectorsAdd: number
  readonly vectorsBoost: number
  /** Strength, among what is disliked, of an item that something should not be like. */
  readonly unlikeStrength: number
  /** Multiplies as 1 + this a level (of 0 to 3) further in the wanted direction. */
  readonly axisBoosts: number
  /** Divides as 1 + this a level in the wrong direction; items that stay where they are lose a quarter of it. */
  readonly axisCosts: number
  /** Divides as 1 + this for a disliked tag of weight 1 and idf 1. */
  readonly tagCosts: number
  /** Divides as 1 + this what lies at one end only, where something between two is wished for. */
  readonly apartCosts: number
}

export const wishDefaults: WishConfig = Object.freeze({
  nearStrength: 4,
  tagAdds: 1,
  tagBoosts: 1,
  wordsAdd: 1.5,
  wordsBoost: 1,
  vectorsAdd: 2,
  vectorsBoost: 2,
  unlikeStrength: 2,
  axisBoosts: 1,
  axisCosts: 2,
  tagCosts: 2,
  apartCosts: 50,
})

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
  readonly #axisMeans = new Map<string, number>()
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
    const aim = this.vectors?.aim(wish)
    if (aim) this.vectors?.score(aim, this.#vectors)
    else this.#vectors.fill(0)
    this.#measureApart(wish)
    const { total } = this
    total.fill(this.blend.config.prior)
    for (const part of this.#parts) for (let row = 0; row < rows; row++) total[row]! += part[row]!
    const axes = this.#axes(wish)
    this.#axisFor.fill(0)
    this.#axisAgainst.fill(0)
    for (let row = 0; axes.length > 0 && row < rows; row++) {
      this.#axisFor[row] = this.#along(axes, row, 1)
      this.#axisAgainst[row] = this.#along(axes, row, -1)
    }
    // Where nothing but likes speaks, `fuse` gives back the evidence.
    const unlike = wish.unlike?.length ?? 0
    const wishes = axes.length + wish.tags.length + wish.dislikes.length + unlike
    if (wishes === 0 && !wish.query && !aim && !wish.between) return
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
    const axes = this.#axes(wish)
    const aim = this.vectors?.aim(wish)
    const open = wish.between === true && wish.near.length < 2
    return rows.map((row, r) => {
      let evidence = this.blend.config.prior
      for (let p = 0; p < this.blend.names.length; p++) evidence += values[p * rows.length + r]!
      const answers = answering(aim, row)
      const apart = open ? this.config.apartCosts : this.#apart[row]!
      return {
        total: this.#fuse(row, evidence, this.#along(axes, row, 1), this.#along(axes, row, -1) + apart, answers),
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
   * The last score of a row split into named parts that sum to it: what each recommender, the prior,
   * tags and words add; what tags, words and axes multiply, split by how much each does; and, below 0,
   * what dislikes, disliked tags and axes take away.
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
    const base = this.evidence(row) + config.tagAdds * tags + config.wordsAdd * words + config.vectorsAdd * vectors
    const add = (name: string, value: number) => {
      if (value !== 0) parts[name] = (parts[name] ?? 0) + value
    }
    add('tags', config.tagAdds * tags + base * config.tagBoosts * tags)
    add('words', config.wordsAdd * words + base * config.wordsBoost * words)
    add('vectors', config.vectorsAdd * vectors + base * config.vectorsBoost * vectors)
    add('axes', base * this.#axisFor[row]!)
    const against = this.#disliked[row]! + this.#tagsAgainst[row]! + this.#axisAgainst[row]! + this.#apart[row]!
    const taken = (base * (1 + this.#boost(row, this.#axisFor[row]!, vectors)) * -1) / (1 + against)
    add('dislikes', taken * this.#disliked[row]!)
    add('unwanted tags', taken * this.#tagsAgainst[row]!)
    add('axes', taken * this.#axisAgainst[row]!)
    add('one end only', taken * this.#apart[row]!)
    return parts
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
      vectors = answering(this.vectors?.aim({ ...wish, tags: others }), row)
    } else if ('axis' in cause) {
      const axes = this.#axes({ ...wish, axes: { ...wish.axes, [cause.axis]: 0 } })
      axisFor = this.#along(axes, row, 1)
      axisAgainst = this.#along(axes, row, -1)
    } else words = 0
    const { config } = this
    const wished = config.tagAdds * tags + config.wordsAdd * words + config.vectorsAdd * vectors
    const boost = config.tagBoosts * tags + config.wordsBoost * words + config.vectorsBoost * vectors + axisFor
    return fuse(
      evidence,
      wished,
      boost,
      this.#disliked[row]! + this.#tagsAgainst[row]! + axisAgainst + this.#apart[row]!,
    )
  }

  carries(row: number, field: string, value: string): boolean {
    return this.catalogue.at(row as ItemRow).tags[field]?.includes(value) ?? false
  }

  /** Where a wish along an axis starts from: the mean level of what is near, else of the likes, else of all. */
  reference(wish: Wish, axis: string): number {
    const levels = this.filter.levels(axis)
    const meanOf = (ids: readonly ItemId[]) => {
      let sum = 0
      let known = 0
      for (const id of ids) {
        const level = levels[this.catalogue.vocabulary.row(id) ?? -1]
        if (level === undefined || Number.isNaN(level)) continue
        sum += level
        known++
      }
      return known > 0 ? sum / known : undefined
    }
    const near = meanOf(wish.near)
    if (near !== undefined) return near
    const liked = meanOf(wish.likes.map((like) => like.item))
    if (liked !== undefined) return liked
    let mean = this.#axisMeans.get(axis)
    if (mean === undefined) {
      mean = meanOf(this.catalogue.vocabulary.ids) ?? 1.5
      this.#axisMeans.set(axis, mean)
    }
    return mean
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
    const { config } = this
    const wished =
      config.tagAdds * this.#tagsFor[row]! + config.wordsAdd * this.#words[row]! + config.vectorsAdd * vectors
    const against = this.#disliked[row]! + this.#tagsAgainst[row]! + axisAgainst
    return fuse(evidence, wished, this.#boost(row, axisFor, vectors), against)
  }

  #boost(row: number, axisFor: number, vectors: number): number {
    const { tagBoosts, wordsBoost, vectorsBoost } = this.config
    return tagBoosts * this.#tagsFor[row]! + wordsBoost * this.#words[row]! + vectorsBoost * vectors + axisFor
  }

  /** What was disliked, and what the present wish should not be like. */
  #refused({ dislikes, unlike = [] }: Wish): RowQuery {
    return this.#query([...dislikes, ...unlike.map((item) => ({ item, strength: this.config.unlikeStrength }))])
  }

  /** What it costs each row to lie at one end only of what something between is wished of; 0 without such a wish. */
  #measureApart({ between, near }: Wish): void {
    const apart = this.#apart
    const [one, other] = near
    // With one end gone nothing lies between.
    apart.fill(between ? this.config.apartCosts : 0)
    if (!between || one === undefined || other === undefined) return
    const ends = [one, other].map((item) => this.#likeness(item, [one, other]))
    let most = 0
    for (let row = 0; row < apart.length; row++) {
      apart[row] = Math.min(ends[0]![row]!, ends[1]![row]!)
      most = Math.max(most, apart[row]!)
    }
    const { apartCosts } = this.config
    for (let row = 0; row < apart.length; row++)
      apart[row] = most > 0 ? apartCosts * (1 - apart[row]! / most) : apartCosts
  }

  /** How like an item each row is, 1 = the most like it of all but the ends. */
  #likeness(item: ItemId, ends: readonly ItemId[]): Float64Array {
    const likeness = new Float64Array(this.total.length)
    for (const part of this.#evidence([{ item, strength: this.config.nearStrength }]))
      for (let row = 0; row < part.length; row++) likeness[row]! += part[row]!
    for (const part of this.#evidence([]))
      for (let row = 0; row < part.length; row++) likeness[row] = Math.max(0, likeness[row]! - part[row]!)
    for (const end of ends) likeness[this.catalogue.vocabulary.row(end) ?? 0] = 0
    const most = likeness.reduce((a, b) => Math.max(a, b), 0)
    return most > 0 ? likeness.map((value) => value / most) : likeness
  }

  #evidence(tastes: readonly Taste[]): Float32Array[] {
    const parts = this.blend.buffers()
    this.blend.evidence(this.#query(tastes), parts)
    return parts
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

  #axes(wish: Wish): { levels: Float32Array; from: number; wish: number }[] {
    return Object.entries(wish.axes)
      .filter(([axis, strength]) => strength !== 0 && this.catalogue.domain.axes[axis])
      .map(([axis, strength]) => ({
        levels: this.filter.levels(axis),
        from: this.reference(wish, axis),
        wish: strength,
      }))
  }

  /** Boost (side 1) or cost (side -1) of a row along all wished axes; 0 where its level is unknown. */
  #along(axes: readonly { levels: Float32Array; from: number; wish: number }[], row: number, side: 1 | -1): number {
    let sum = 0
    for (const axis of axes) {
      const gain = Math.sign(axis.wish) * (axis.levels[row]! - axis.from)
      if (Number.isNaN(gain)) continue
      const magnitude = Math.abs(axis.wish)
      if (side === 1 && gain > 0) sum += this.config.axisBoosts * magnitude * gain
      if (side === -1 && gain <= 0) sum += this.config.axisCosts * magnitude * (0.25 - gain)
    }
    return sum
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

/** How well a row answers a question about vectors, 0 to 1; 0 where none was asked. */
const answering = (aim: VectorAim | undefined, row: number): number => Math.max(0, aim?.score(row as ItemRow) ?? 0)

/** The same wish as if the item had been neither liked nor named as near. */
export function withoutItem(wish: Wish, item: ItemId): Wish {
  return {
    ...wish,
    likes: wish.likes.filter((like) => like.item !== item),
    near: wish.near.filter((near) => near !== item),
  }
}
