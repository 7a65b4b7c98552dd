import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { ItemId } from '../../../datasets/vocabulary.ts'
import type { Lexicon } from '../lexicon.ts'
import { allowedEdits, distance, stem } from '../text/spelling.ts'
import type { Token } from '../text/tokenize.ts'
import { NameIndex } from './name-index.ts'
import { type PersonValue, personNames } from './person-names.ts'
import { isStrange, onlyTitleWith } from './strange-words.ts'
import { axisNames, type TagValue, tagNames, wordsOf } from './tag-names.ts'
import { type Rows, TitleIndex } from './title-index.ts'
import { canonical } from './title-names.ts'

/** Something of the catalogue in a message. `from` and `to` are token indices, `to` exclusive. */
export type Found = { from: number; to: number } & (
  | { kind: 'title'; rows: Rows; fuzzy: boolean }
  | { kind: 'person'; person: PersonValue; fuzzy: boolean }
  | { kind: 'tag'; tags: TagValue[]; axes: AxisName[]; fuzzy: boolean }
)
export type AxisName = { readonly axis: string; readonly pole: 1 | -1; readonly comparative: boolean }

/** Longest title, in words, that is looked for in running text. */
const MAX_WORDS = 12
const MAX_FUZZY_WORDS = 6
/** Spelling is forgiven in the first words only, so that time stays bounded. */
const MAX_FUZZY_STARTS = 48

/**
 * Finds titles, people and tags in tokens. Names are compared written together, so that "bladerunner",
 * "spider man" and "sci-fi" need no rules; each word starts at most 12 look-ups.
 */
export class Linker {
  readonly #titles: TitleIndex
  readonly #people = new NameIndex()
  readonly #persons: PersonValue[] = []
  /** People whose whole name is one word. */
  readonly #mononyms = new Set<string>()
  readonly #words = new NameIndex()
  readonly #tags: ReturnType<typeof tagNames>
  readonly #axes: ReturnType<typeof axisNames>

  constructor(
    readonly catalogue: Catalogue,
    readonly lexicon: Lexicon,
  ) {
    this.#titles = new TitleIndex(catalogue, lexicon.articles)
    const { full, surname } = personNames(catalogue)
    for (const [key, person] of full) {
      if (!person.value.includes(' ')) {
        if (key.length < 3 || lexicon.articles.has(key)) continue
        this.#mononyms.add(key)
      }
      this.#persons[this.#people.add(key)] = person
    }
    for (const [key, person] of surname) if (!lexicon.common.has(key)) this.#persons[this.#people.add(key)] ??= person
    this.#people.finish()
    this.#tags = tagNames(catalogue)
    this.#axes = axisNames(catalogue)
    for (const key of [...this.#tags.exact.keys(), ...this.#axes.keys()]) this.#words.add(key)
    this.#words.finish()
  }

  /** Is this folded word a tag or an axis word by itself? */
  isTagWord(word: string): boolean {
    return this.#tags.exact.has(word) || this.#axes.has(word)
  }

  /** Is it a word that no description writes in lower case and no list knows: a name, an invention, a slip? */
  isStrange(word: string): boolean {
    return !this.lexicon.common.has(word) && isStrange(this.catalogue, word)
  }

  /** Exact tags and axis words only: what masks the examples of the intents. */
  tags(tokens: readonly Token[]): Found[] {
    const found: Found[] = []
    for (let from = 0; from < tokens.length; ) {
      let best: Found | undefined
      let plain = ''
      for (let to = from + 1; to <= Math.min(tokens.length, from + 4); to++) {
        plain += tokens[to - 1]?.kind === 'word' ? tokens[to - 1]?.folded : ''
        if (plain !== '') best = this.#exactTag(plain, from, to, tokens) ?? best
      }
      if (best) found.push(best)
      from = best?.to ?? from + 1
    }
    return found
  }

  /** Every name that may stand in the tokens, overlapping ones included. */
  candidates(tokens: readonly Token[]): Found[] {
    const found: Found[] = []
    const words = tokens.flatMap((token, at) => (token.kind === 'word' ? [at] : []))
    const canon = words.map((at, i) => canonical((tokens[at] as Token).folded, tokens[words[i + 1] ?? -1]?.folded))
    for (let i = 0; i < words.length; i++) {
      const from = words[i] as number
      let key = ''
      let plain = ''
      let count = 0
      let crossed = false
      for (let n = 1; n <= MAX_WORDS && i + n <= words.length; n++) {
        const at = words[i + n - 1] as number
        if (n > 1) {
          const between = tokens.slice((words[i + n - 2] as number) + 1, at)
          if (between.some(({ text }) => text === '\n')) break
          crossed ||= between.some(({ text }) => /[^-–'’.:·*&+/]/u.test(text))
        }
        const word = canon[i + n - 1] as string
        key += word
        if (word !== '') count++
        plain += (tokens[at] as Token).folded
        if (word === '' && n === 1) continue
        const to = at + 1
        const exact =
          this.#byTitle(key, count, from, to, tokens) ?? (n === 1 ? this.#byWord(tokens[at] as Token, from) : undefined)
        if (exact) found.push(exact)
        const tagged = n <= 4 && !crossed && this.#exactTag(plain, from, to, tokens)
        if (tagged) found.push(tagged)
        const personId = n <= 5 && !crossed ? this.#people.exact(plain) : undefined
        const person = personId === undefined ? undefined : this.#persons[personId]
        const bare = n === 1 && person !== undefined
        if (
          person &&
          (!bare || (this.#isNamed(tokens, at) && this.#isAlone(tokens, at) && !this.#isOther(tokens, at, person)))
        )
          found.push({ kind: 'person', from, to, person, fuzzy: false })
        if (exact || tagged || person || crossed || n > MAX_FUZZY_WORDS || i > MAX_FUZZY_STARTS) continue
        const span = words.slice(i, i + n).map((index) => (tokens[index] as Token).folded)
        if (!span.every((w) => this.lexicon.common.has(w) || this.isTagWord(w) || /^\d+$/.test(w))) {
          found.push(...this.#fuzzy(key, plain, count, span, from, to, tokens[from - 1]))
        }
      }
    }
    return found
  }

  #byTitle(key: string, count: number, from: number, to: number, tokens: readonly Token[]): Found | undefined {
    const rows = this.#titles.exact(key, count)
    return rows && { kind: 'title', from, to, rows: this.#titles.asWritten(rows, tokens, from, to), fuzzy: false }
  }

  /** "totoro": a word that one title alone has and that is a name or an invention. */
  #byWord({ folded }: Token, from: number): Found | undefined {
    if (folded.length < 5 || this.lexicon.common.has(folded) || this.isTagWord(folded)) return undefined
    if (this.#people.exact(folded) !== undefined) return undefined
    const row = onlyTitleWith(this.catalogue, folded)
    if (row === undefined || !this.isStrange(folded)) return undefined
    return { kind: 'title', from, to: from + 1, rows: [{ row, score: 0.8 }], fuzzy: false }
  }

  /**
   * Is a single word meant as a name? Big catalogues have people called Prince, Rain and Eve: a whole name
   * needs a capital inside the sentence or "with", "starring" before it; a surname no article.
   */
  #isNamed(tokens: readonly Token[], at: number): boolean {
    const { lexicon } = this
    const { folded, capital } = tokens[at] as Token
    const before = tokens[at - 1]?.folded ?? ''
    // "in Berlin" is a place.
    if (before === 'in') return false
    const noun = lexicon.nouns.has(tokens[at + 1]?.folded ?? '')
    const first = !tokens.slice(0, at).some(({ kind }) => kind === 'word')
    if (lexicon.articles.has(folded)) return false
    const shouted = tokens.every(({ text }) => text === text.toUpperCase())
    if (capital && !first && !shouted) return true
    if (lexicon.articles.has(before)) return noun
    if (!this.#mononyms.has(folded)) return true
    const led = lexicon.performers.has(before) || lexicon.makers.has(before)
    return (led || (capital && first)) && !lexicon.common.has(folded)
  }

  /** "James Bond" is neither Steve James nor Ward Bond: two surnames side by side are somebody else. */
  #isAlone(tokens: readonly Token[], at: number): boolean {
    const surname = (token: Token | undefined) =>
      token?.kind === 'word' && !this.#mononyms.has(token.folded) && this.#people.exact(token.folded) !== undefined
    return !surname(tokens[at]) || (!surname(tokens[at - 1]) && !surname(tokens[at + 1]))
  }

  #exactTag(key: string, from: number, to: number, tokens: readonly Token[]): Found | undefined {
    let axes = this.#axes.get(key) ?? []
    let tags = this.#tags.exact.get(key) ?? []
    if (axes.some(({ axis }) => axis === key) && tags.length > 0) axes = []
    if (axes.length > 0 && !this.#tags.listed.has(key)) tags = []
    if (tags.length === 0 && axes.length === 0) {
      const span = tokens.slice(from, to).filter(({ kind }) => kind === 'word')
      const last = span.at(-1)?.folded ?? ''
      if (span.length === 1 && this.lexicon.common.has(last)) return undefined
      const stemmed = span.map(({ folded }) => stem(folded)).join('')
      // A stem may be shared by strangers (animal, animation): only plain inflections count.
      tags = (this.#tags.stems.get(stemmed) ?? []).filter(
        ({ value }) => last.length > 3 && /^(s|es|ed|ing|d|er|ers|y|ies)?$/.test(tail(key, value)),
      )
      if (tags.length === 0) return undefined
    }
    return { kind: 'tag', from, to, tags, axes, fuzzy: false }
  }

  /** "with Emily Nolan": a surname after another first name is somebody else. */
  #isOther(tokens: readonly Token[], at: number, { value }: PersonValue): boolean {
    const [lead, before] = [tokens[at - 2]?.folded ?? '', tokens[at - 1]]
    if (!before?.capital || before.kind !== 'word' || before.folded.length < 3) return false
    if (!this.lexicon.beforePeople.has(lead) || this.lexicon.common.has(before.folded)) return false
    const first = wordsOf(value)[0] ?? ''
    return !first.startsWith(before.folded) && distance(before.folded, first, 2) > 2
  }

  /** "adam sandler" is no misspelt Bill Sadler: a strange word before a misspelt surname must be the first name. */
  #firstNameFits(before: Token | undefined, { value }: PersonValue): boolean {
    if (before?.kind !== 'word' || before.folded.length < 3) return true
    if (this.lexicon.common.has(before.folded) || this.isTagWord(before.folded)) return true
    return nameFits(before.folded, wordsOf(value)[0] ?? '')
  }

  /** "rob schneider" is no misspelt Roy Scheider: where one name is misspelt the other is right, or long enough to tell. */
  #namesFit(span: readonly string[], { value }: PersonValue): boolean {
    const names = wordsOf(value)
    if (names.length !== span.length || names.some((name, i) => name === span[i])) return true
    return names.every((name, i) => nameFits(span[i] as string, name))
  }

  #fuzzy(
    key: string,
    plain: string,
    count: number,
    span: readonly string[],
    from: number,
    to: number,
    before: Token | undefined,
  ): Found[] {
    const found: Found[] = []
    const short = span.some((word) => word.length < 2 || this.lexicon.common.has(word))
    // Two slips make two words of the language seldom: one that nobody writes is to be among them.
    const edits = span.some((word) => this.isStrange(word)) ? 2 : 1
    // "Deadpool is" is no misspelt "Deadpool 2": an everyday word at an end is to stand in the title.
    const [head = '', tail = ''] = [span[0], span.at(-1)].map((word) =>
      span.length > 1 && word !== undefined && this.lexicon.common.has(word) ? canonical(word, undefined) : '',
    )
    for (const rows of this.#titles.near(key, { count, edits, head, tail, fewer: !short })) {
      found.push({ kind: 'title', from, to, rows, fuzzy: true })
    }
    if (plain.length >= 7 && !(span.length > 1 && short)) {
      const near = this.#people.near(plain)[0]
      const person = near && this.#persons[near.id]
      if (person && (span.length > 1 ? this.#namesFit(span, person) : this.#firstNameFits(before, person)))
        found.push({ kind: 'person', from, to, person, fuzzy: true })
    }
    // A word that descriptions write is spelt right: "winner" is no "winter".
    if (span.length <= 2 && !(span.length > 1 && short) && (span.length > 1 || this.isStrange(plain))) {
      const near = this.#words.near(plain)
      for (const { id } of near.slice(0, 1)) {
        if (isReplaced(plain, this.#words.names[id] as string)) continue
        const name = this.#words.names[id] as string
        const axes = this.#axes.get(name) ?? []
        const tags = axes.length > 0 && !this.#tags.listed.has(name) ? [] : (this.#tags.exact.get(name) ?? [])
        if (tags.length + axes.length > 0) found.push({ kind: 'tag', from, to, tags, axes, fuzzy: true })
      }
    }
    return found
  }

  /** The part of a series of so many words and a number, where the catalogue holds it by that name. */
  part(tokens: readonly Token[], number: number): Rows | undefined {
    const words = tokens.flatMap(({ kind, folded }, at) =>
      kind === 'word' ? [canonical(folded, tokens[at + 1]?.folded)] : [],
    )
    return this.#titles.exact(`${words.join('')}${number}`, words.length + 1)
  }

  /** As the index of titles says. */
  nearest(text: string): ReturnType<TitleIndex['nearest']> {
    return this.#titles.nearest(text)
  }

  id(row: number): ItemId {
    return (this.catalogue.items[row] as { id: ItemId }).id
  }

  year(row: number): number | undefined {
    return this.catalogue.items[row]?.year
  }
}

/** The same name, or a slip in one of five letters and more. */
const nameFits = (word: string, name: string): boolean => distance(word, name, 2) <= allowedEdits(word.length)

/** A short word with another letter in it is another word ("chess", "chefs"); one too many, too few or swapped is a slip. */
function isReplaced(word: string, name: string): boolean {
  const letters = (text: string) => [...text].sort().join('')
  return word.length <= 5 && word.length === name.length && letters(word) !== letters(name)
}

/** What follows the common beginning of two words. */
function tail(word: string, value: string): string {
  const base = value.toLowerCase().replace(/[^a-z]/g, '')
  let i = 0
  while (i < word.length && i < base.length && word[i] === base[i]) i++
  return i < 3 ? 'none' : word.slice(i)
}
