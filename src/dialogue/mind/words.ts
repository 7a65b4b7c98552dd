import type { Catalogue } from '../../catalogue/catalogue.ts'

/**
 * Search for loose words in the descriptions, by BM25 (Robertson and Zaragoza 2009) with k1 = 1.2 and
 * b = 0.75. Tokens are runs of letters and digits, lower case, without accents, a plural "s" dropped;
 * tokens in more than a fifth of the texts say nothing and are not looked up.
 */
export class WordSearch {
  readonly #postings = new Map<string, { rows: number[]; counts: number[] }>()
  readonly #lengths: Float32Array
  readonly #meanLength: number
  /** Divides the score: the largest idf there is, so that one rare word gives about 1 to 2. */
  readonly #scale: number

  constructor(catalogue: Catalogue) {
    this.#lengths = new Float32Array(catalogue.size)
    let total = 0
    catalogue.items.forEach((item, row) => {
      const tokens = tokensOf(item.text)
      this.#lengths[row] = tokens.length
      total += tokens.length
      for (const { stem } of tokens) {
        const posting = this.#postings.get(stem)
        if (!posting) this.#postings.set(stem, { rows: [row], counts: [1] })
        else if (posting.rows.at(-1) === row) posting.counts[posting.counts.length - 1]! += 1
        else {
          posting.rows.push(row)
          posting.counts.push(1)
        }
      }
    })
    this.#meanLength = Math.max(1, total / Math.max(1, catalogue.size))
    this.#scale = Math.log(1 + catalogue.size)
  }

  /** Writes the score of every text for the words, 0 where none stands in it. */
  score(query: string, scores: Float64Array): void {
    scores.fill(0)
    const size = this.#lengths.length
    for (const stem of new Set(tokensOf(query).map((token) => token.stem))) {
      const posting = this.#postings.get(stem)
      if (!posting || posting.rows.length > Math.max(1, size / 5)) continue
      const df = posting.rows.length
      const idf = Math.log(1 + (size - df + 0.5) / (df + 0.5))
      posting.rows.forEach((row, p) => {
        const count = posting.counts[p]!
        const norm = 1.2 * (0.25 + (0.75 * this.#lengths[row]!) / this.#meanLength)
        scores[row]! += (idf * count * 2.2) / (count + norm) / this.#scale
      })
    }
  }

  /** The words of the query, as written there, that count and stand in this text. */
  found(query: string, text: string): string[] {
    const stems = new Set(tokensOf(text).map((token) => token.stem))
    const found = new Map<string, string>()
    for (const { word, stem } of tokensOf(query)) {
      const df = this.#postings.get(stem)?.rows.length ?? 0
      if (df > 0 && df <= Math.max(1, this.#lengths.length / 5) && stems.has(stem)) found.set(stem, word)
    }
    return [...found.values()]
  }
}

const ascii = /^[a-z0-9]+$/

function tokensOf(text: string): { word: string; stem: string }[] {
  const tokens: { word: string; stem: string }[] = []
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = match[0].toLowerCase()
    const plain = ascii.test(word) ? word : word.normalize('NFD').replace(/\p{M}/gu, '')
    tokens.push({
      word,
      stem: plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain,
    })
  }
  return tokens
}
