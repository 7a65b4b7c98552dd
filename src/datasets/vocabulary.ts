import { TastebudError } from '../errors.ts'

/** An item as people and files name it. */
export type ItemId = string & { readonly kind: 'item' }
/** An item as models count it: 0 to items - 1. Not interchangeable with ids or plain numbers. */
export type ItemRow = number & { readonly kind: 'item row' }

/** The only place that turns item ids into rows and back. Rows follow the order of the ids given. */
export class Vocabulary {
  readonly #ids: readonly ItemId[]
  readonly #rows: ReadonlyMap<string, ItemRow>

  /** @throws TastebudError DUPLICATE_ID when an id comes twice */
  constructor(ids: readonly string[]) {
    const rows = new Map<string, ItemRow>()
    ids.forEach((id, row) => {
      if (rows.has(id)) {
        throw new TastebudError('DUPLICATE_ID', `the item id "${id}" comes twice`, 'Give each item an id of its own.')
      }
      rows.set(id, row as ItemRow)
    })
    this.#ids = ids as readonly ItemId[]
    this.#rows = rows
  }

  get size(): number {
    return this.#ids.length
  }

  /** The row of an id, or undefined where the id is unknown. */
  row(id: string): ItemRow | undefined {
    return this.#rows.get(id)
  }

  /** @throws RangeError for a row outside the vocabulary (a bug of the caller) */
  id(row: ItemRow): ItemId {
    const id = this.#ids[row]
    if (id === undefined) throw new RangeError(`no item has row ${row} of ${this.size}`)
    return id
  }

  get ids(): readonly ItemId[] {
    return this.#ids
  }
}
