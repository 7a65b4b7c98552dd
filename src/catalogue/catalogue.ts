import { type ItemId, type ItemRow, Vocabulary } from '../datasets/vocabulary.ts'
import type { Domain } from './domain.ts'
import type { Item } from './item.ts'

/** The items that can be recommended, with their domain; rows follow the order of `items`. Immutable. */
export class Catalogue {
  readonly vocabulary: Vocabulary
  /** field -> value -> rows that carry it, ascending */
  readonly #rows = new Map<string, Map<string, ItemRow[]>>()

  constructor(
    readonly domain: Domain,
    readonly items: readonly Item[],
  ) {
    this.vocabulary = new Vocabulary(items.map((item) => item.id))
    items.forEach((item, row) => {
      for (const [field, values] of Object.entries(item.tags)) {
        const byValue = this.#rows.get(field) ?? new Map<string, ItemRow[]>()
        this.#rows.set(field, byValue)
        for (const value of values) {
          const rows = byValue.get(value)
          if (rows) rows.push(row as ItemRow)
          else byValue.set(value, [row as ItemRow])
        }
      }
    })
  }

  get size(): number {
    return this.items.length
  }

  find(id: string): Item | undefined {
    const row = this.vocabulary.row(id)
    return row === undefined ? undefined : this.items[row]
  }

  /** @throws RangeError when the id is not in the catalogue (a bug of the caller) */
  get(id: ItemId): Item {
    const item = this.find(id)
    if (!item) throw new RangeError(`no item ${id} in the catalogue`)
    return item
  }

  at(row: ItemRow): Item {
    return this.items[row]!
  }

  /** Values of a field with the rows that carry each. */
  values(field: string): ReadonlyMap<string, readonly ItemRow[]> {
    return this.#rows.get(field) ?? new Map()
  }

  /** Level 0 to 3 of an item on an axis: its own number, else the domain's proxy from tags; undefined where neither tells. */
  level(item: Item, axis: string): number | undefined {
    const spec = this.domain.axes[axis]
    if (!spec) return undefined
    const own = item.numbers[axis]
    if (own !== undefined) return own
    let level: number | undefined
    for (const [field, weights] of Object.entries(spec.proxy)) {
      if (!item.tags[field]?.length) continue
      level ??= 0
      for (const value of item.tags[field]) level += weights[value] ?? 0
    }
    return level === undefined ? undefined : Math.max(0, Math.min(3, level))
  }
}
