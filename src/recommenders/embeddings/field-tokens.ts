import type { Item } from '../../catalogue/item.ts'
import type { Random } from '../../random.ts'
import type { Tag } from './tag-space.ts'

/** The values of one tag field of the catalogue as rows behind those of the items. */
export interface FieldTokens {
  readonly weight: number
  readonly tags: readonly Tag[]
  /** Row of the first of its values. */
  readonly first: number
  /** (values) events of items with each value */
  readonly counts: Float64Array
  /** (items + 1) */
  readonly offsets: Uint32Array
  /** Rows of each item's values. */
  readonly tokens: Uint32Array
  /** The row of one of an item's values, each as likely; -1 where it has none. */
  readonly draw: (row: number, random: Random) => number
}

/**
 * Every tag field of the catalogue with its values, in the order in which they come.
 * @param counts (items) events of each item
 */
export function fieldTokens(
  content: readonly (Item | undefined)[],
  items: number,
  counts: Float64Array,
  { fieldWeights, itemsPerTag }: { fieldWeights: Readonly<Record<string, number>>; itemsPerTag: number },
): FieldTokens[] {
  const names = [...new Set(content.flatMap((item) => Object.keys(item?.tags ?? {})))].sort()
  let first = items
  return names
    .filter((field) => (fieldWeights[field] ?? 1) > 0)
    .map((field) => {
      const valuesOf = Array.from({ length: items }, (_, row) => [
        ...new Set((content[row]?.tags[field] ?? []).map((value) => value.toLowerCase())),
      ])
      const support = new Map<string, number>()
      const taken = new Set<string>()
      valuesOf.forEach((values, row) => {
        for (const value of values) {
          support.set(value, (support.get(value) ?? 0) + 1)
          if (counts[row]! > 0) taken.add(value)
        }
      })
      // A value of nothing that anybody took would stay where chance put it.
      const kept = [...support.keys()].filter((value) => support.get(value)! >= itemsPerTag && taken.has(value))
      const numbers = new Map(kept.map((value, at) => [value, at]))
      const offsets = new Uint32Array(items + 1)
      const tokens: number[] = []
      const events = new Float64Array(kept.length)
      const start = first
      valuesOf.forEach((values, row) => {
        for (const value of values) {
          const at = numbers.get(value)
          if (at === undefined) continue
          tokens.push(start + at)
          events[at]! += counts[row]!
        }
        offsets[row + 1] = tokens.length
      })
      first += kept.length
      const rows = Uint32Array.from(tokens)
      return {
        weight: fieldWeights[field] ?? 1,
        tags: kept.map((value) => ({ field, value })),
        first: start,
        counts: events,
        offsets,
        tokens: rows,
        draw(row: number, random: Random) {
          const from = offsets[row]!
          const count = offsets[row + 1]! - from
          return count === 0 ? -1 : rows[from + (count === 1 ? 0 : random.int(count))]!
        },
      }
    })
}
