import type { ItemRow } from '../../datasets/vocabulary.ts'
import { ItemTable } from '../../kernels/item-table.ts'
import type { Model, VectorModel } from '../contract.ts'
import type { Tag } from './tag-space.ts'

/**
 * What can be asked of vectors. Each part may name several; rows and tags that the model knows nothing of are passed
 * over and told.
 *
 *   like A               { like: [A] }
 *   like A and B         { like: [A, B] }
 *   like A but not B     { like: [A], unlike: [B] }
 *   A with the taste of  { like: [A], tags: [{ field: 'genre', value: 'horror' }] }
 *   something of T       { tags: [T] }
 *   between A and B      { between: [A, B] }
 */
export interface VectorQuestion {
  readonly like?: readonly ItemRow[]
  readonly unlike?: readonly ItemRow[]
  readonly tags?: readonly Tag[]
  readonly unlikeTags?: readonly Tag[]
  /** Near both ends and no nearer to one than to the other; `like`, `tags` and the others shift both ends. */
  readonly between?: readonly [ItemRow, ItemRow]
}

export interface VectorAnswer {
  /** False where nothing that was asked about is known: all scores are 0 then. */
  readonly known: boolean
  readonly unknownRows: readonly ItemRow[]
  readonly unknownTags: readonly Tag[]
}

/** How much of what is not wanted is taken away from what is. */
const away = 0.6

/** Whether a fitted recommender answers questions about vectors. */
export const isVectorModel = <Given extends Model>(model: Given): model is Given & VectorModel =>
  'tag' in model && 'embeddingSize' in model

/** A question turned into directions of the space. */
export interface VectorAim extends VectorAnswer {
  /** (embeddingSize) each; an item answers by the least of its cosines to them. */
  readonly directions: readonly Float64Array[]
  /** The items that the question names: no answers to it. */
  readonly named: ReadonlySet<ItemRow>
}

/**
 * Where a question points: with m the mean of some vectors of length 1, an item answers by its cosine to
 *
 *   q = m(like) + m(tags) - .6 (m(unlike) + m(unlike tags))
 *
 * and for `between` by the lesser of the cosines to q + one end and to q + the other.
 *
 * @throws RangeError for a row that no item has
 */
export function aimOf(model: VectorModel, question: VectorQuestion): VectorAim {
  const { items, embeddingSize, vectors } = model
  const { like = [], unlike = [], tags = [], unlikeTags = [], between = [] } = question
  const unknownRows: ItemRow[] = []
  const unknownTags: Tag[] = []
  const ofRow = (row: ItemRow) => {
    if (!Number.isInteger(row) || row < 0 || row >= items) throw new RangeError(`there is no row ${row} of ${items}`)
    const vector = vectors.subarray(row * embeddingSize, (row + 1) * embeddingSize)
    if (vector.some((value) => value !== 0)) return [vector]
    unknownRows.push(row)
    return []
  }
  const ofTag = (tag: Tag) => {
    const vector = model.tag(tag.field, tag.value)
    if (vector) return [vector]
    unknownTags.push(tag)
    return []
  }
  const wanted = [like.flatMap(ofRow), tags.flatMap(ofTag)]
  const query = new Float64Array(embeddingSize)
  for (const vectorsOfPart of wanted) addMean(query, vectorsOfPart, 1)
  for (const vectorsOfPart of [unlike.flatMap(ofRow), unlikeTags.flatMap(ofTag)]) addMean(query, vectorsOfPart, -away)
  const ends = between.flatMap(ofRow)
  const answer = { unknownRows, unknownTags, named: new Set([...like, ...unlike, ...between]) }
  const nothing = { known: false, ...answer, directions: [] }
  if (wanted.every((part) => part.length === 0) && ends.length === 0) return nothing

  const directions = ends.length === 0 ? [query] : ends.map((end) => query.map((value, j) => value + end[j]!))
  // What takes itself away says nothing.
  if (directions.some((vector) => Math.hypot(...vector) < 1e-6)) return nothing
  return { known: true, ...answer, directions }
}

/** A model's vectors as `answer` looks through them. @throws TastebudError NO_KERNELS, NO_MEMORY */
export const cosineTable = ({ vectors, embeddingSize }: VectorModel): ItemTable =>
  new ItemTable(vectors, embeddingSize, { cosine: true })

/**
 * Writes how well each item answers.
 * @param table of the model that the question was aimed in (`cosineTable`)
 * @param scores (items) in [-1, 1]; 0 for those that are named and those that nothing is known about
 * @throws RangeError for a wrong buffer
 */
export function answer({ directions, named }: VectorAim, table: ItemTable, scores: Float32Array): void {
  const [first, ...others] = directions
  if (!first) {
    scores.fill(0)
    return
  }
  table.scores(first, scores)
  for (const direction of others) {
    const other = new Float32Array(scores.length)
    table.scores(direction, other)
    for (let row = 0; row < scores.length; row++) if (other[row]! < scores[row]!) scores[row] = other[row]!
  }
  for (const row of named) scores[row] = 0
}

function addMean(query: Float64Array, vectors: readonly Float32Array[], factor: number): void {
  for (const vector of vectors) {
    for (let j = 0; j < query.length; j++) query[j]! += (factor * vector[j]!) / vectors.length
  }
}
