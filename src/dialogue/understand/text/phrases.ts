import type { Token } from './tokenize.ts'

/** Phrases of one or more folded words with what each means; the longest that fits at a place wins. */
export class Phrases<T> {
  readonly #byFirst = new Map<string, { words: readonly string[]; value: T }[]>()

  add(phrase: readonly string[], value: T): this {
    const first = phrase[0]
    if (first === undefined) return this
    const list = this.#byFirst.get(first) ?? []
    if (!list.some(({ words }) => words.length === phrase.length && words.every((w, i) => w === phrase[i]))) {
      list.push({ words: phrase, value })
      list.sort((a, b) => b.words.length - a.words.length)
    }
    this.#byFirst.set(first, list)
    return this
  }

  /** The longest phrase whose words stand at `tokens[at]` and after it. */
  at(tokens: readonly Token[], at: number, end = tokens.length): { value: T; length: number } | undefined {
    const list = this.#byFirst.get(tokens[at]?.folded ?? '')
    if (!list) return undefined
    for (const { words, value } of list) {
      if (at + words.length <= end && words.every((word, i) => tokens[at + i]?.folded === word)) {
        return { value, length: words.length }
      }
    }
    return undefined
  }

  /** A phrase that ends right before `tokens[at]`, within `reach` words. */
  before(tokens: readonly Token[], at: number, from = 0, reach = 5): { value: T; start: number } | undefined {
    for (let start = Math.max(from, at - reach); start < at; start++) {
      const found = this.#byFirst
        .get(tokens[start]?.folded ?? '')
        ?.find(
          ({ words }) => start + words.length === at && words.every((word, i) => tokens[start + i]?.folded === word),
        )
      if (found) return { value: found.value, start }
    }
    return undefined
  }

  firstWords(): Iterable<string> {
    return this.#byFirst.keys()
  }

  *words(): Iterable<string> {
    for (const list of this.#byFirst.values()) for (const { words } of list) yield* words
  }
}
