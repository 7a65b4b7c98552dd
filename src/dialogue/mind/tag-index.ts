import type { Catalogue } from '../../catalogue/catalogue.ts'

/**
 * Every item's tags as sorted numbers with a weight, so that two items are compared by merging two
 * short lists. The weight of a tag is its field's weight times how rare it is:
 * idf = 0.5 + 0.5 * ln(items / items that carry it) / ln(items), from 0.5 (all have it) to 1 (one has it).
 */
export class TagIndex {
  /** (items + 1) where the tags of each row begin in `tags` */
  readonly offsets: Uint32Array
  /** The numbers of each row's tags, ascending; a field's values have numbers in a row (see `field`). */
  readonly tags: Uint32Array
  readonly #fields = new Map<string, { first: number; values: readonly string[] }>()
  readonly #weights: Float32Array
  readonly #norms: Float32Array
  readonly #idf = new Map<string, Map<string, number>>()

  constructor(catalogue: Catalogue) {
    const { size } = catalogue
    const ids = new Map<string, Map<string, number>>()
    const weights: number[] = []
    for (const [field, spec] of Object.entries(catalogue.domain.tags)) {
      const byValue = new Map<string, number>()
      const idfs = new Map<string, number>()
      this.#fields.set(field, { first: weights.length, values: [...catalogue.values(field).keys()] })
      for (const [value, rows] of catalogue.values(field)) {
        const rarity = size > 1 ? Math.log(size / rows.length) / Math.log(size) : 1
        idfs.set(value, 0.5 + 0.5 * rarity)
        byValue.set(value, weights.length)
        weights.push(spec.weight * (0.5 + 0.5 * rarity))
      }
      ids.set(field, byValue)
      this.#idf.set(field, idfs)
    }
    this.#weights = Float32Array.from(weights)
    this.offsets = new Uint32Array(size + 1)
    this.#norms = new Float32Array(size)
    const all: number[] = []
    catalogue.items.forEach((item, row) => {
      const own: number[] = []
      for (const [field, values] of Object.entries(item.tags)) {
        for (const value of values) {
          const id = ids.get(field)?.get(value)
          if (id !== undefined) own.push(id)
        }
      }
      own.sort((a, b) => a - b)
      let norm = 0
      for (const id of own) norm += this.#weights[id]!
      this.#norms[row] = norm
      all.push(...own)
      this.offsets[row + 1] = all.length
    })
    this.tags = Uint32Array.from(all)
  }

  /** 0.5 to 1; 0 for a value that no item carries. */
  idf(field: string, value: string): number {
    return this.#idf.get(field)?.get(value) ?? 0
  }

  /** A field's values; `values[v]` has the number `first` + v. */
  field(field: string): { readonly first: number; readonly values: readonly string[] } {
    return this.#fields.get(field) ?? { first: 0, values: [] }
  }

  /** Weighted Jaccard similarity of two rows, 0 to 1. */
  similarity(a: number, b: number): number {
    let i = this.offsets[a]!
    let j = this.offsets[b]!
    const endA = this.offsets[a + 1]!
    const endB = this.offsets[b + 1]!
    let shared = 0
    while (i < endA && j < endB) {
      const left = this.tags[i]!
      const right = this.tags[j]!
      if (left === right) shared += this.#weights[left]!
      if (left <= right) i++
      if (right <= left) j++
    }
    const union = this.#norms[a]! + this.#norms[b]! - shared
    return union > 0 ? shared / union : 0
  }
}
