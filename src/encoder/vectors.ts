import { restore, type Steps } from './quantise.ts'

/** Fixed vectors of words, learned elsewhere: a slice of a published table. */
export class WordVectors {
  readonly #rows: ReadonlyMap<string, number>

  /** @param data (words, size) row-major, or in 8-bit steps */
  constructor(
    readonly words: readonly string[],
    readonly size: number,
    readonly stored: Float32Array | Steps,
  ) {
    this.#rows = new Map(words.map((word, i) => [word, i]))
  }

  /** (words, size) */
  get data(): Float32Array {
    return this.stored instanceof Float32Array ? this.stored : restore(this.stored)
  }

  has(word: string): boolean {
    return this.#rows.has(word)
  }

  /** Writes the vector of a word, or zeros, from a place on. */
  write(word: string | undefined, to: Float32Array, from: number): void {
    const row = word === undefined ? undefined : this.#rows.get(word)
    if (row === undefined) to.fill(0, from, from + this.size)
    else if (this.stored instanceof Float32Array)
      to.set(this.stored.subarray(row * this.size, (row + 1) * this.size), from)
    else {
      const { codes, scales } = this.stored
      for (let k = 0; k < this.size; k++)
        to[from + k] = (scales[row] as number) * (codes[row * this.size + k] as number)
    }
  }

  /** Only the vectors of these words. */
  slice(words: Iterable<string>): WordVectors {
    const kept = [...new Set(words)].filter((word) => this.has(word)).sort()
    const data = new Float32Array(kept.length * this.size)
    for (const [i, word] of kept.entries()) this.write(word, data, i * this.size)
    return new WordVectors(kept, this.size, data)
  }
}
