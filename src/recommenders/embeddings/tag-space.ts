import { badArtifact } from '../checks.ts'
import type { Tensors } from '../contract.ts'
import { checkedVectors } from './item-space.ts'

/** A value of a tag field of the catalogue: `{ field: 'genre', value: 'horror' }`. */
export interface Tag {
  readonly field: string
  readonly value: string
}

const keyOf = ({ field, value }: Tag) => `${field}\u0000${value.toLowerCase()}`

/** Tags as vectors in the space of the items, found by field and value whatever their case. */
export class TagSpace {
  readonly #rows: ReadonlyMap<string, number>

  /** @param vectors (tags, embeddingSize) rows of length 1 */
  constructor(
    readonly tags: readonly Tag[],
    readonly vectors: Float32Array,
    readonly embeddingSize: number,
  ) {
    this.#rows = new Map(tags.map((tag, row) => [keyOf(tag), row]))
  }

  vector(field: string, value: string): Float32Array | undefined {
    const row = this.#rows.get(keyOf({ field, value }))
    return row === undefined ? undefined : this.#row(row)
  }

  /** The mean of some rows; zeros for none. */
  mean(rows: readonly number[]): Float32Array {
    const sum = new Float32Array(this.embeddingSize)
    for (const row of rows) {
      this.#row(row).forEach((value, j) => {
        sum[j]! += value / rows.length
      })
    }
    return sum
  }

  /** Nothing where there are no tags. */
  tensors(): Tensors {
    if (this.tags.length === 0) return {}
    const names = JSON.stringify(this.tags.map(({ field, value }) => [field, value]))
    return { tagNames: new TextEncoder().encode(names), tagVectors: this.vectors }
  }

  /** @throws TastebudError BAD_ARTIFACT */
  static restore(model: string, embeddingSize: number, tensors: Tensors): TagSpace {
    const { tagNames, tagVectors, ...more } = tensors
    if (Object.keys(more).length > 0) throw badArtifact(model, `nobody knows ${Object.keys(more).join(', ')}`)
    if (tagNames === undefined && tagVectors === undefined) return new TagSpace([], new Float32Array(0), embeddingSize)
    if (!(tagNames instanceof Uint8Array)) throw badArtifact(model, 'there are no names of tags')
    const tags = namesOf(model, tagNames)
    return new TagSpace(tags, checkedVectors(model, tagVectors, tags.length, embeddingSize), embeddingSize)
  }

  #row(row: number): Float32Array {
    return this.vectors.subarray(row * this.embeddingSize, (row + 1) * this.embeddingSize)
  }
}

function namesOf(model: string, bytes: Uint8Array): Tag[] {
  let names: unknown
  try {
    names = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw badArtifact(model, 'the names of its tags cannot be read')
  }
  if (!Array.isArray(names)) throw badArtifact(model, 'the names of its tags are no list')
  return names.map((name: unknown) => {
    const [field, value] = Array.isArray(name) ? (name as unknown[]) : []
    if (typeof field !== 'string' || typeof value !== 'string') throw badArtifact(model, 'a tag has no name')
    return { field, value }
  })
}
