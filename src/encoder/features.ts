import { hash32 } from '../random.ts'

/** Longest part of a word that is looked at, in UTF-16 code units. */
const LONGEST = 24

/** The words that training knew, and the numbers of the features of any word. */
export class WordFeatures {
  readonly #known: ReadonlyMap<string, number>
  readonly #cache = new Map<string, Uint32Array>()
  /** Rows of the table: one for words never seen, one for each known word, the buckets. */
  readonly size: number

  /** @param buckets a power of two */
  constructor(
    readonly known: readonly string[],
    readonly buckets: number,
  ) {
    this.#known = new Map(known.map((word, i) => [word, i + 1]))
    this.size = 1 + known.length + buckets
  }

  /** The words seen `minCount` times or more, sorted. */
  static learn(samples: readonly { readonly words: readonly string[] }[], minCount: number): string[] {
    const counts = new Map<string, number>()
    for (const { words } of samples)
      for (const word of words)
        for (const part of word.startsWith('{') ? word.split(/(?=@)/) : [word])
          counts.set(part, (counts.get(part) ?? 0) + 1)
    return [...counts].flatMap(([word, count]) => (count >= minCount ? [word] : [])).sort()
  }

  /**
   * Rows of the table: first the word's own, or 0 where training has not seen it, then those of the 2- to 5-grams of
   * `<word>`. A slot such as `{title}` has its own row alone, `{title}@2` also that of `@2`.
   */
  of(word: string): Uint32Array {
    let ids = this.#cache.get(word)
    if (!ids) {
      const [slot = '', number] = word.startsWith('{') ? word.split(/(?=@)/) : [word]
      const own = [slot, ...(number ? [number] : [])].map((part) => this.#known.get(part) ?? 0)
      ids = Uint32Array.from([...own, ...(word.startsWith('{') ? [] : this.#grams(word))])
      if (this.#cache.size < 50_000) this.#cache.set(word, ids)
    }
    return ids
  }

  #grams(word: string): Set<number> {
    const text = `<${word.slice(0, LONGEST)}>`
    const found = new Set<number>()
    for (let n = 2; n <= 5; n++)
      for (let at = 0; at + n <= text.length; at++)
        found.add(1 + this.known.length + (hash32(text.slice(at, at + n), n) & (this.buckets - 1)))
    return found
  }
}
