import { ItemTable } from '../../kernels/item-table.ts'
import { badArtifact } from '../checks.ts'
import type { RowQuery } from '../contract.ts'

/** Item vectors of length 1 (or 0: an item that nothing was learned about), and how a history is compared with them. */
export class ItemSpace {
  readonly items: number
  readonly #query: Float32Array
  readonly #table: ItemTable

  /** @param vectors (items, embeddingSize) rows of length 1 or 0 */
  constructor(
    readonly vectors: Float32Array,
    readonly embeddingSize: number,
  ) {
    this.items = vectors.length / embeddingSize
    this.#query = new Float32Array(embeddingSize)
    this.#table = new ItemTable(vectors, embeddingSize)
  }

  /**
   * scores[j] = sum over the items i of the history, j itself left out, of strength_i * recency^age_i * cos(i, j). An
   * item that comes again counts once, as it came last; a history that nothing is known about gives 0 everywhere.
   */
  score({ history, strengths }: RowQuery, recency: number, scores: Float32Array): void {
    const { vectors, embeddingSize: d } = this
    scores.fill(0)
    const query = this.#query.fill(0)
    const shares = new Map<number, number>()
    for (let h = history.length - 1, share = 1; h >= 0 && share > 1e-6; h--, share *= recency) {
      const row = history[h]!
      if (shares.has(row)) continue
      const weight = share * (strengths?.[h] ?? 1)
      shares.set(row, weight)
      for (let j = 0; j < d; j++) query[j]! += weight * vectors[row * d + j]!
    }
    if (shares.size === 0) return
    this.#table.scores(query, scores)
    // Of a single item nothing is left; what rounding leaves would look like evidence.
    for (const [row, weight] of shares) scores[row] = shares.size === 1 || scores[row] === 0 ? 0 : scores[row]! - weight
  }
}

/** Rows scaled to length 1, in place; rows of zeros stay. */
export function unitRows(vectors: Float32Array, embeddingSize: number): Float32Array {
  for (let at = 0; at < vectors.length; at += embeddingSize) {
    let sum = 0
    for (let j = at; j < at + embeddingSize; j++) sum += vectors[j]! ** 2
    if (sum === 0) continue
    const scale = 1 / Math.sqrt(sum)
    for (let j = at; j < at + embeddingSize; j++) vectors[j]! *= scale
  }
  return vectors
}

/** Saved item vectors, checked. @throws TastebudError BAD_ARTIFACT */
export function checkedVectors(model: string, vectors: unknown, rows: number, embeddingSize: number): Float32Array {
  if (!(vectors instanceof Float32Array)) throw badArtifact(model, 'there are no vectors of float32')
  if (vectors.length !== rows * embeddingSize) {
    throw badArtifact(model, `${vectors.length} numbers for ${rows} vectors of ${embeddingSize}`)
  }
  if (!vectors.every(Number.isFinite)) throw badArtifact(model, 'a vector is not finite')
  return vectors
}
