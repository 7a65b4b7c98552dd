import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId, ItemRow } from '../../datasets/vocabulary.ts'
import { Random } from '../../random.ts'
import { type AcquisitionName, chanceKnown, nextItem } from '../../recommenders/questions/acquisition.ts'
import { attributeVector, Listener } from '../../recommenders/questions/listener.ts'
import { clarity, stopsAsking } from '../../recommenders/questions/stopping.ts'
import type { TasteSpace } from '../../recommenders/questions/taste-space.ts'
import type { ItemQuestion, Wish } from './mind.ts'

export interface ItemAskerConfig {
  readonly acquisition: AcquisitionName
  /** Nothing is asked about that they are less likely to know. */
  readonly leastKnown: number
}

/** Of the strategies, the one that does most within three questions: a talk has no more patience (docs/dialogue-bench.md). */
export const itemAskerDefaults: ItemAskerConfig = Object.freeze({ acquisition: 'top-variance', leastKnown: 0.15 })

/** Keys of questions about an item: `seen:ID`, `opinion:ID`. */
const ABOUT = /^(?:seen|opinion):(.+)$/s

/** Chooses the item to ask about by what is believed of a taste after everything that a wish says. */
export class ItemAsker {
  constructor(
    readonly catalogue: Catalogue,
    readonly space: TasteSpace,
    readonly config: ItemAskerConfig = itemAskerDefaults,
  ) {}

  /**
   * `enough` when the rule says stop, or nothing is left that they may know.
   * @param askable by row: whether it may be spoken of at all
   */
  ask(wish: Wish, askable: (row: number) => boolean, askedBefore: readonly string[]): ItemQuestion | 'enough' {
    const told = [
      ...wish.likes.map(({ item }) => ({ item, value: 1 })),
      ...wish.dislikes.map(({ item }) => ({ item, value: 0 })),
    ]
    const listener = this.#listener(wish, told)
    const asked = askedBefore.flatMap((key) => ABOUT.exec(key)?.[1] ?? []) as ItemId[]
    for (const item of asked) {
      const row = this.catalogue.vocabulary.row(item)
      if (row !== undefined) listener.unknown(row)
    }
    const random = new Random(wish.seed)
    const before =
      told.length > 0 ? clarity(this.#listener(wish, told.slice(0, -1)), random.fork('clarity')) : undefined
    if (stopsAsking(new Set(asked).size, clarity(listener, random.fork('clarity')), before)) return 'enough'
    const { acquisition, leastKnown } = this.config
    const row = nextItem(
      listener,
      acquisition,
      random,
      (one) => askable(one) && chanceKnown(listener, one) >= leastKnown,
    )
    return row === undefined
      ? 'enough'
      : { item: this.catalogue.at(row as ItemRow).id, known: chanceKnown(listener, row) }
  }

  #listener({ tags, near }: Wish, told: readonly { readonly item: ItemId; readonly value: number }[]): Listener {
    const listener = new Listener(this.space)
    for (const { field, value, weight } of tags) {
      const rows = this.catalogue.values(field).get(value) ?? []
      if (rows.length > 0 && weight !== 0) listener.fits(attributeVector(this.space, rows), weight > 0)
    }
    for (const { item, value } of [...near.map((item) => ({ item, value: 1 })), ...told]) {
      const row = this.catalogue.vocabulary.row(item)
      if (row !== undefined && !listener.asked.has(row)) listener.rated(row, value)
    }
    return listener
  }
}
