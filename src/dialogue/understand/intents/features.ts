/** Size of the hashed feature space; a power of two. */
export const FEATURES = 1 << 14

/**
 * Hashed bag of features of a masked clause: words, pairs, the first and last words, and character
 * 3- and 4-grams inside words (so that a misspelling shares most of them). Sparse, each once, and
 * weighted 1 / sqrt(n) by the caller.
 *
 * @param words folded words, slots as `{title}`
 * @param known words seen in training; others also count as `{?}`
 */
export function featuresOf(words: readonly string[], known?: ReadonlySet<string>): Uint32Array {
  const found = new Set<number>()
  const add = (kind: number, text: string) => found.add(hash(kind, text))
  const cut = words.length > 40 ? [...words.slice(0, 30), ...words.slice(-10)] : words
  let last = '^'
  cut.forEach((word, i) => {
    const unknown = known !== undefined && !known.has(word) && !word.startsWith('{')
    const seen = unknown ? '{?}' : word
    add(1, seen)
    add(2, `${last} ${seen}`)
    if (i > 0) add(5, `${cut[i - 2] ?? '^'} * ${seen}`)
    last = seen
    if (word.startsWith('{')) return
    const padded = `<${word.slice(0, 20)}>`
    for (let n = 3; n <= 4; n++) for (let at = 0; at + n <= padded.length; at++) add(n + 10, padded.slice(at, at + n))
  })
  add(2, `${last} $`)
  add(3, `${cut[0] ?? ''}..${cut.at(-1) ?? ''}`)
  add(4, String(Math.min(cut.length, 8)))
  return Uint32Array.from(found)
}

function hash(kind: number, text: string): number {
  let h = 0x811c9dc5 ^ kind
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h ^= h >>> 15
  h = Math.imul(h, 0x2c1b3c6d)
  return (h ^ (h >>> 13)) & (FEATURES - 1)
}
