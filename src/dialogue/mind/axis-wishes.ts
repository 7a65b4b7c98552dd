import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Filter } from './constraints.ts'
import type { Wish } from './mind.ts'
import type { WishConfig } from './wish-weights.ts'

/** A wish along one axis, with where it starts from. */
export interface AxisWish {
  /** By row; NaN where unknown. */
  readonly levels: Float32Array
  /** Level that the wish starts from. */
  readonly from: number
  /** Direction with magnitude. */
  readonly wish: number
}

/** Wishes for more or less of something: "funnier", "less violent". */
export class AxisWishes {
  /** Mean level of an axis over the catalogue. */
  readonly #means = new Map<string, number>()

  constructor(
    readonly catalogue: Catalogue,
    readonly filter: Filter,
    readonly config: WishConfig,
  ) {}

  of(wish: Wish): AxisWish[] {
    return Object.entries(wish.axes)
      .filter(([axis, strength]) => strength !== 0 && this.catalogue.domain.axes[axis])
      .map(([axis, strength]) => ({
        levels: this.filter.levels(axis),
        from: this.reference(wish, axis),
        wish: strength,
      }))
  }

  /** Where a wish along an axis starts from: the mean level of what is near, else of the likes, else of all. */
  reference(wish: Wish, axis: string): number {
    const near = this.#meanOf(axis, wish.near)
    if (near !== undefined) return near
    const liked = this.#meanOf(
      axis,
      wish.likes.map((like) => like.item),
    )
    if (liked !== undefined) return liked
    let mean = this.#means.get(axis)
    if (mean === undefined) {
      mean = this.#meanOf(axis, this.catalogue.vocabulary.ids) ?? 1.5
      this.#means.set(axis, mean)
    }
    return mean
  }

  /** Boost (side 1) or cost (side -1) of a row along all wished axes; 0 where its level is unknown. */
  along(axes: readonly AxisWish[], row: number, side: 1 | -1): number {
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

  #meanOf(axis: string, ids: readonly ItemId[]): number | undefined {
    const levels = this.filter.levels(axis)
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
}
