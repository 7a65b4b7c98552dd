import { aliasTable } from './alias.ts'
import { Arena, at } from './arena.ts'
import { columnsOf, outputParts } from './output-parts.ts'

/** What negatives are drawn from: output row `base + r` with `weights[r]` / sum. */
export interface Noise {
  readonly weights: ArrayLike<number>
  /** Default 0. */
  readonly base?: number
}

/** A kind of pair: its negatives come from one noise, its steps are scaled by `weight`, > 0. */
export interface Term {
  readonly noise: Noise
  readonly weight: number
}

/** 32-bit words of a term's record, see `assembly/sgns.ts`. */
export const termWords = 6

/** Alias tables of the noises of some terms, and the records of the terms that name them: a set for each part of the rows. */
export class NoiseTables {
  /** (rows) the part of each output row */
  readonly partOf: Uint8Array
  /** Bytes that an arena must have for them. */
  readonly room: number
  readonly #terms: readonly Term[]
  readonly #noises: readonly Noise[]
  /** (parts, noises) the columns that are drawn from, with their rows where these do not follow each other */
  readonly #drawn: readonly (readonly { rows: readonly number[]; weights: ArrayLike<number> }[])[]

  /** @param outputs rows  @param parts 1 to 64 */
  constructor(terms: readonly Term[], outputs: number, parts: number) {
    this.#terms = terms
    this.#noises = [...new Set(terms.map(({ noise }) => noise))]
    this.partOf = outputParts(outputs, this.#noises, parts)
    this.#drawn = Array.from({ length: parts }, (_, part) =>
      this.#noises.map((noise) => {
        return parts > 1 ? columnsOf(noise, this.partOf, part) : { rows: [], weights: noise.weights }
      }),
    )
    const lengths = this.#drawn.flat().flatMap(({ rows, weights }) => [weights.length, weights.length, rows.length])
    this.room = Arena.room(...[...lengths, termWords * terms.length * parts].map((length) => 4 * length))
  }

  /** Writes them. @returns the address of the records, (parts, terms, termWords) */
  lay(arena: Arena): number {
    const records = arena.u32(termWords * this.#terms.length * this.#drawn.length)
    const floats = new Float32Array(records.buffer, at(records), records.length)
    this.#drawn.forEach((noises, part) => {
      const places = noises.map(({ rows, weights }) => {
        const [keep, other, list] = [arena.u32(weights.length), arena.u32(weights.length), arena.u32(rows.length)]
        if (weights.length > 0) aliasTable(weights, { keep, other })
        list.set(rows)
        return { keep: at(keep), other: at(other), columns: weights.length, rows: rows.length > 0 ? at(list) : 0 }
      })
      this.#terms.forEach(({ noise, weight }, term) => {
        const { keep, other, columns, rows } = places[this.#noises.indexOf(noise)]!
        const record = termWords * (part * this.#terms.length + term)
        records.set([keep, other, columns, noise.base ?? 0, 0, rows], record)
        floats[record + 4] = weight
      })
    })
    return at(records)
  }
}
