import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Item } from '../../catalogue/item.ts'
import { type Bm25, bm25, idf, termsOf } from '../../recommenders/content/terms.ts'

const weighting: Bm25 = { k1: 1.2, b: 0.75 }
const shortest = 3

interface Posting {
  readonly rows: number[]
  readonly counts: number[]
}

/**
 * Search for loose words in titles and descriptions, by BM25 with k1 = 1.2 and b = 0.75. Tokens are
 * words of at least three letters or digits, lower case, without accents, a plural "s" dropped. Function words, the domain's own noun and verb, and tokens in more than a fifth of the
 * texts say nothing and are not looked up. What is a name in a text ("the Jets and the Sharks") is not what other texts
 * call by that word in lower case.
 */
export class WordSearch {
  readonly #postings = new Map<string, Posting>()
  readonly #lengths: Float32Array
  readonly #meanLength: number
  /** Divides the score: the largest idf there is, so that one rare word gives about 1 to 2. */
  readonly #scale: number
  readonly #empty: ReadonlySet<string>
  readonly #catalogue: Catalogue

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue
    const { noun, verb } = catalogue.domain
    const own = [noun.one, noun.many, verb.base, verb.past, verb.ing].join(' ')
    this.#empty = new Set(tokensOf(`${functionWords} ${own}`).map((token) => token.stem))
    this.#lengths = new Float32Array(catalogue.size)
    let total = 0
    catalogue.items.forEach((item, row) => {
      const tokens = wordsOfItem(item, catalogue)
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
      const posting = this.#look(stem)
      if (!posting) continue
      const rarity = idf(size, posting.rows.length)
      posting.rows.forEach((row, p) => {
        const weight = bm25(posting.counts[p]!, rarity, this.#lengths[row]!, this.#meanLength, weighting)
        scores[row]! += weight / this.#scale
      })
    }
  }

  /** The words of a query by whether any item has them; those that say nothing are in neither list. */
  sift(query: string): { readonly known: readonly string[]; readonly unknown: readonly string[] } {
    const known = new Map<string, string>()
    const unknown = new Map<string, string>()
    for (const { word, stem } of tokensOf(query)) {
      if (this.#empty.has(stem)) continue
      if (this.#look(stem)) known.set(stem, word)
      else if (!this.#postings.has(stem)) unknown.set(stem, word)
    }
    return { known: [...known.values()], unknown: [...unknown.values()] }
  }

  /** The rows that have at least one of the words. */
  rows(query: string): Iterable<number> {
    return new Set(tokensOf(query).flatMap(({ stem }) => this.#look(stem)?.rows ?? []))
  }

  /** The words of the query, as written there, that count and stand in the title or the text. */
  found(query: string, item: Item): string[] {
    const stems = new Set(wordsOfItem(item, this.#catalogue).map((token) => token.stem))
    const found = new Map<string, string>()
    for (const { word, stem } of tokensOf(query)) {
      if (this.#look(stem) && stems.has(stem)) found.set(stem, word)
    }
    return [...found.values()]
  }

  #look(stem: string): Posting | undefined {
    const posting = this.#postings.get(stem)
    const tooCommon = posting !== undefined && posting.rows.length > Math.max(1, this.#lengths.length / 5)
    return tooCommon || this.#empty.has(stem) ? undefined : posting
  }
}

/** The words of an item's title and text, without names that are words of another kind elsewhere. */
function wordsOfItem({ title, text }: Item, catalogue: Catalogue): readonly Word[] {
  const words = tokensOf(text)
  const names = namesIn(text)
  if (names.size === 0) return [...tokensOf(title), ...words]
  const common = commonStems(catalogue)
  return [...tokensOf(title), ...words.filter(({ stem }) => !names.has(stem) || !common.has(stem))]
}

/** Stems that begin with a capital in the midst of a sentence, and nowhere in the text without. */
function namesIn(text: string): Set<string> {
  const names = new Set(stemsOf(text, /(?<=[\p{L}\p{N},] )\p{Lu}[\p{L}\p{N}]{2,}/gu))
  if (names.size > 0) for (const stem of stemsOf(text, LOWER)) names.delete(stem)
  return names
}
const LOWER = /(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{N}]{2,}/gu

const stemsOf = (text: string, pattern: RegExp): string[] =>
  (text.match(pattern) ?? []).map((word) => stemOf(word.normalize('NFKC').toLowerCase()))

const commons = new WeakMap<Catalogue, ReadonlySet<string>>()

/** Stems that some text has in lower case. */
function commonStems(catalogue: Catalogue): ReadonlySet<string> {
  const known = commons.get(catalogue)
  if (known) return known
  const stems = new Set(catalogue.items.flatMap(({ text }) => stemsOf(text, LOWER)))
  commons.set(catalogue, stems)
  return stems
}

/** Does at least one of the words stand in the title or the text? The rule of `WordSearch.rows` for one item. */
export function saysAny(words: string, item: Item, catalogue: Catalogue): boolean {
  const stems = new Set(wordsOfItem(item, catalogue).map(({ stem }) => stem))
  return tokensOf(words).some(({ stem }) => stems.has(stem))
}

/** English words that tell nothing about a thing; other languages' are caught by how common they are. */
const functionWords = `the and but for with without from into onto about over under again against also any anything are
  aren't because been before being between both can could did does doing don't down during each few had has have having
  her here hers herself him himself his how its itself just like likes more most much myself nor not nothing now off once
  only other our ours out own please really same she should some someone something somebody such than that their theirs
  them then there these they thing things this those through too until very was were what when where which while who whom
  whose why will would you your yours yourself want wants good great nice best better maybe kind kinds sort feel feels
  one ones two set where's it's got get gets see seen show shows tell give find look looking looks`

const ascii = /^[a-z0-9]+$/

interface Word {
  readonly word: string
  readonly stem: string
}

function tokensOf(text: string): Word[] {
  const tokens: Word[] = []
  for (const word of termsOf(text)) {
    if (word.length < shortest) continue
    tokens.push({ word, stem: stemOf(word) })
  }
  return tokens
}

/** A word in lower case without accents, a plural "s" dropped. */
function stemOf(word: string): string {
  const plain = ascii.test(word) ? word : word.normalize('NFD').replace(/\p{M}/gu, '')
  return plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain
}
