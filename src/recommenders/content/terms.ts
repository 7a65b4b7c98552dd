/** The words of a text in order: runs of letters and digits of any script, lower case, compatibility forms folded. */
export function termsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** How much a term of `n` among so many documents tells: ln(1 + (N - n + 0.5) / (n + 0.5)), > 0. */
export function idf(documents: number, n: number): number {
  return Math.log(1 + (documents - n + 0.5) / (n + 0.5))
}

/** k1: how soon more of the same word adds nothing, >= 0; b: how much long documents lose, 0 to 1. */
export interface Bm25 {
  readonly k1: number
  readonly b: number
}

/**
 * BM25 (Robertson and Zaragoza 2009) of a term that stands `tf` times in a document:
 * idf tf (k1 + 1) / (tf + k1 (1 - b + b length / mean length)).
 */
export function bm25(tf: number, rarity: number, length: number, meanLength: number, { k1, b }: Bm25): number {
  return (rarity * tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * length) / meanLength))
}
