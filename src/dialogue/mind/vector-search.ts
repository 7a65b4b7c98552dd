import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId, ItemRow, Vocabulary } from '../../datasets/vocabulary.ts'
import type { VectorModel } from '../../recommenders/contract.ts'
import { aimOf, answer, cosineTable, type VectorQuestion } from '../../recommenders/embeddings/vector-questions.ts'
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

/** So many answers are kept, of 4 bytes an item each. */
const KEPT = 8

/**
 * Wishes that are questions about vectors: "like Alien but not like Aliens", "between Alien and Heat", "like Heat, with
 * her". A plain "like Alien" is none: the recommenders answer that together.
 */
export class VectorSearch {
  readonly #catalogue: Catalogue
  readonly #model: VectorModel
  /** Packed by the first question. */
  #table: ReturnType<typeof cosineTable> | undefined
  /** What the questions of late were answered, the newest last: explaining one wish asks a few others again and again. */
  readonly #answers = new Map<string, Float32Array | undefined>()

  constructor(catalogue: Catalogue, model: VectorModel) {
    this.#catalogue = catalogue
    this.#model = model
  }

  /**
   * (items) how well each item answers, 0 to 1; the items that are named have 0. undefined where the wish asks nothing of
   * the kind, or nothing that is known. Not to be written.
   */
  answers(wish: Wish): Float32Array | undefined {
    const question = this.#question(wish)
    if (!question) return undefined
    const key = JSON.stringify(question)
    if (!this.#answers.has(key)) {
      const [oldest] = this.#answers.keys()
      if (this.#answers.size >= KEPT && oldest !== undefined) this.#answers.delete(oldest)
      this.#answers.set(key, this.#ask(question))
    }
    return this.#answers.get(key)
  }

  #ask(question: VectorQuestion): Float32Array | undefined {
    const aim = aimOf(this.#model, question)
    if (!aim.known) return undefined
    this.#table ??= cosineTable(this.#model)
    const scores = new Float32Array(this.#model.items)
    answer(aim, this.#table, scores)
    for (let row = 0; row < scores.length; row++) scores[row] = Math.max(0, scores[row]!)
    return scores
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
