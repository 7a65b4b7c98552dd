import { z } from 'zod'
import { TastebudError } from '../../errors.ts'
import { TableBuilder } from '../neighbours/table.ts'
import { tableRecipe } from '../neighbours/table-recipe.ts'
import { pause } from '../pause.ts'
import { collect, type Documents, tagsOf, unitWeights, wordsOf } from './documents.ts'

const schema = z.strictObject({
  /** How words of title and text are weighted. */
  weighting: z.enum(['bm25', 'tf-idf']),
  /** BM25 k1: how soon a repeated word stops counting more. */
  k1: z.number().min(0).max(100),
  /** BM25 b, 0 to 1: how much a long text is held against its words. */
  b: z.number().min(0).max(1),
  /** 0 to 1: what of a likeness the words make; the tags make the rest. */
  textShare: z.number().min(0).max(1),
  /** By field of the domain: what a shared tag counts against another; 1 where none is given, 0 = left out. */
  tagWeights: z.record(z.string(), z.number().min(0).max(1e6)),
  /** Words in more than this share of the texts are too common to compare by. */
  commonest: z.number().gt(0).max(1),
  /** How many nearest an item keeps; 0 = all. */
  neighbours: z.int().min(0).max(1e6),
  /** Which of the history speaks. */
  from: z.enum(['last', 'profile']),
})
export type ContentConfig = z.infer<typeof schema>

/** sim(i, j) = share * cos(words) + (1 - share) * cos(tags); score(j) = sum of sim(i, j) over the history. */
export const content = tableRecipe<ContentConfig>({
  name: 'content',
  title: 'Content neighbours',
  paper: 'Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009; Salton, tf-idf',
  needs: ['content'],
  gives: 'something of the same kind, for items that nobody has taken yet as well',
  defaults: {
    weighting: 'bm25',
    k1: 1.2,
    b: 0.75,
    textShare: 0.3,
    tagWeights: {},
    commonest: 0.1,
    neighbours: 200,
    from: 'profile',
  },
  schema,
  from: (config) => config.from,
  async build(data, config, run) {
    const size = data.interactions.items.size
    const items = Array.from({ length: size }, (_, row) => data.content?.[row])
    const described = items.filter((item) => item !== undefined).length
    if (described === 0) {
      throw new TastebudError(
        'NO_DATA',
        'the model "content" was given no description of any item',
        'Import a catalogue with texts or tags, or choose a model that needs interactions only.',
      )
    }
    const words = collect(items.map((item) => (item ? wordsOf(item) : new Map())))
    const tags = collect(items.map((item) => (item ? tagsOf(item, config.tagWeights) : new Map())))
    const wordWeights = unitWeights(
      words,
      config.weighting === 'bm25' ? { kind: 'bm25', k1: config.k1, b: config.b } : { kind: 'tf-idf' },
    )
    const parts = [
      new Likeness(words, wordWeights, config.textShare, Math.max(2, config.commonest * size)),
      new Likeness(tags, unitWeights(tags, { kind: 'idf' }), 1 - config.textShare, size),
    ]
    const builder = new TableBuilder(size)
    const dense = new Float64Array(size)
    const met = new Uint32Array(size)
    for (let row = 0; row < size; row++) {
      if (row % 128 === 0) await pause(run, row, size)
      let count = 0
      for (const part of parts) count = part.add(row, dense, met, count)
      builder.add(met, count, dense, config.neighbours)
      for (let m = 0; m < count; m++) dense[met[m]!] = 0
    }
    const notes = described < size ? [`${size - described} of ${size} items have no description and score 0.`] : []
    return { table: builder.build(), notes }
  },
})

/** One kind of likeness: cosines between a document and all that share a term with it, by inverted lists. */
class Likeness {
  /** (terms + 1) */
  readonly #starts: Uint32Array
  /** documents of each term, and the weight there */
  readonly #documents: Uint32Array
  readonly #weights: Float64Array

  constructor(
    readonly words: Documents,
    readonly own: Float64Array,
    readonly share: number,
    readonly most: number,
  ) {
    const { offsets, terms, support } = words
    this.#starts = new Uint32Array(support.length + 1)
    for (let t = 0; t < support.length; t++) this.#starts[t + 1] = this.#starts[t]! + support[t]!
    const next = this.#starts.slice()
    this.#documents = new Uint32Array(terms.length)
    this.#weights = new Float64Array(terms.length)
    for (let d = 0; d + 1 < offsets.length; d++) {
      for (let e = offsets[d]!; e < offsets[d + 1]!; e++) {
        const to = next[terms[e]!]!++
        this.#documents[to] = d
        this.#weights[to] = own[e]!
      }
    }
  }

  /** dense[d] += share * cosine for every other document d; new ones are appended to `met`. */
  add(row: number, dense: Float64Array, met: Uint32Array, count: number): number {
    const { offsets, terms, support } = this.words
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++) {
      const term = terms[e]!
      const weight = this.share * this.own[e]!
      if (weight === 0 || support[term]! > this.most) continue
      for (let p = this.#starts[term]!; p < this.#starts[term + 1]!; p++) {
        const document = this.#documents[p]!
        const likeness = weight * this.#weights[p]!
        if (document === row || likeness === 0) continue
        if (dense[document] === 0) met[count++] = document
        dense[document]! += likeness
      }
    }
    return count
  }
}
