import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId, ItemRow, Vocabulary } from '../../datasets/vocabulary.ts'
import type { VectorModel } from '../../recommenders/contract.ts'
import { aimOf, type VectorAim, type VectorQuestion } from '../../recommenders/embeddings/vector-questions.ts'
import type { Wish } from './mind.ts'

/** A model's vectors by the rows of a catalogue: items that it never met have none. */
export function alignVectors(model: VectorModel, fitted: Vocabulary, wanted: Vocabulary): VectorModel {
  if (fitted.size === wanted.size && fitted.ids.every((id, row) => id === wanted.ids[row])) return model
  const { embeddingSize } = model
  const vectors = new Float32Array(wanted.size * embeddingSize)
  wanted.ids.forEach((id, row) => {
    const from = fitted.row(id)
    if (from !== undefined) {
      vectors.set(model.vectors.subarray(from * embeddingSize, (from + 1) * embeddingSize), row * embeddingSize)
    }
  })
  return { items: wanted.size, embeddingSize, vectors, tag: (field, value) => model.tag(field, value) }
}

/**
 * Wishes that are questions about vectors: "like Alien but not like Aliens", "between Alien and Heat", "like Heat, with
 * her". A plain "like Alien" is none: the recommenders answer that together.
 */
export class VectorSearch {
  readonly #catalogue: Catalogue
  readonly #model: VectorModel

  constructor(catalogue: Catalogue, model: VectorModel) {
    this.#catalogue = catalogue
    this.#model = model
  }

  /** Where the wish points in the space; undefined where it asks nothing of the kind, or nothing that is known. */
  aim(wish: Wish): VectorAim | undefined {
    const question = this.#question(wish)
    const aim = question && aimOf(this.#model, question)
    return aim?.known ? aim : undefined
  }

  /** (items) how well each item answers, 0 to 1; the items that are named score 0. */
  score(aim: VectorAim, scores: Float64Array): void {
    for (let row = 0; row < scores.length; row++) scores[row] = Math.max(0, aim.score(row as ItemRow))
  }

  #question(wish: Wish): VectorQuestion | undefined {
    const { near, unlike = [], between } = wish
    const tags = wish.tags.filter(({ weight }) => weight > 1)
    if (near.length === 0 || !(between || unlike.length > 0 || tags.length > 0)) return undefined
    const ends = between ? this.#rows(near) : []
    const [one, other] = ends
    return {
      ...(one !== undefined && other !== undefined ? { between: [one, other] as const } : { like: this.#rows(near) }),
      unlike: this.#rows(unlike),
      tags: tags.map(({ field, value }) => ({ field, value })),
    }
  }

  #rows(items: readonly ItemId[]): ItemRow[] {
    return items.flatMap((item) => this.#catalogue.vocabulary.row(item) ?? [])
  }
}
