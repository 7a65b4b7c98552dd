/** Fixed vectors of words, learned elsewhere: a slice of a published table. */
export class WordVectors {
  readonly #rows: ReadonlyMap<string, number>

  /** @param data (words, size) row-major */
  constructor(
    readonly words: readonly string[],
    readonly size: number,
    readonly data: Float32Array,
  ) {
    this.#rows = new Map(words.map((word, i) => [word, i]))
  }

  has(word: string): boolean {
    return this.#rows.has(word)
  }

  /** Writes the vector of a word, or zeros, from a place on. */
  write(word: string | undefined, to: Float32Array, from: number): void {
    const row = word === undefined ? undefined : this.#rows.get(word)
    if (row === undefined) to.fill(0, from, from + this.size)
    else to.set(this.data.subarray(row * this.size, (row + 1) * this.size), from)
  }

  /** Only the vectors of these words. */
  slice(words: Iterable<string>): WordVectors {
    const kept = [...new Set(words)].filter((word) => this.has(word)).sort()
    const data = new Float32Array(kept.length * this.size)
    for (const [i, word] of kept.entries()) this.write(word, data, i * this.size)
    return new WordVectors(kept, this.size, data)
  }
}
