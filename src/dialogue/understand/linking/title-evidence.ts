import type { Lexicon } from '../lexicon.ts'
import type { Context } from '../meaning.ts'
import { RATED } from '../numbers/ratings.ts'
import { fold, type Token } from '../text/tokenize.ts'
import { changedAfter } from './changed.ts'
import type { Found, Linker } from './linker.ts'
import { partAfter } from './part.ts'
import { twinTitles } from './title-pairs.ts'
import { yearAfter } from './year-after.ts'

const QUOTES = /^["“”„«»‘’'‹›]$/u

/** What speaks for and against words being a title in one message: "heat" is one after "saw" and none after "the". */
export class TitleEvidence {
  readonly #found: readonly Found[]
  readonly #tokens: readonly Token[]
  readonly #linker: Linker
  readonly #lexicon: Lexicon
  readonly #context: Context
  readonly #isPhrase: (words: readonly string[]) => boolean
  readonly #twins: ReadonlySet<Found>
  /** Do the intents say exactly this message? */
  #whole: boolean | undefined

  constructor(
    found: readonly Found[],
    tokens: readonly Token[],
    linker: Linker,
    context: Context,
    isPhrase: (words: readonly string[]) => boolean,
  ) {
    this.#found = found
    this.#tokens = tokens
    this.#linker = linker
    this.#lexicon = linker.lexicon
    this.#context = context
    this.#isPhrase = isPhrase
    this.#twins = twinTitles(found, tokens)
  }

  #words(f: Found): Token[] {
    return this.#tokens.slice(f.from, f.to).filter(({ kind }) => kind === 'word')
  }

  #word(at: number): string {
    return this.#tokens[at]?.folded ?? ''
  }

  #allIsPhrase(): boolean {
    this.#whole ??= this.#isPhrase(this.#tokens.filter(({ kind }) => kind === 'word').map(({ folded }) => folded))
    return this.#whole
  }

  /** Its place among overlapping names: longest first, a misspelt or guessed one later. */
  rank(f: Found): number {
    // A misspelt title of several words, one of them a word that nobody writes ("Black Panthsr"), is not the short one in it.
    const words = this.#words(f)
    const strange = f.kind === 'title' && words.length > 1 && words.some(({ folded }) => this.#linker.isStrange(folded))
    const slip = f.fuzzy ? (strange ? -6 : -14) : 0
    const sort = f.kind === 'title' ? 2 + (f.rows[0]?.score ?? 0) : f.kind === 'person' ? 2 : 1
    const guessed = f.kind === 'title' && (f.rows[0]?.score ?? 0) < 0.9 && !f.fuzzy
    return (f.to - f.from) * 10 + slip + sort + (guessed ? -4 : 0)
  }

  /** Words that are no title where they stand: a place or subject, the domain's own noun, the rest of a list. */
  isNone(f: Found): boolean {
    return this.#isSetting(f) || this.#isNoun(f) || this.#isRest(f)
  }

  /** May these words be joined to a sure title ("alien and blade runner")? */
  mayJoin(f: Found): boolean {
    const words = this.#words(f).map(({ folded }) => folded)
    return !this.#pronounOnly(f) && !this.#nounNext(f) && !(words.length === 1 && this.#isPhrase(words))
  }

  /** Words that are also everyday words, tags or numbers. */
  isRisky(f: Found): boolean {
    const lexicon = this.#lexicon
    const words = this.#words(f)
    if (words.length > 3) return false
    if (this.#isByWord(f)) return true
    const everyday = ({ folded }: Token) =>
      lexicon.common.has(folded) || /^\d+$/.test(folded) || folded.length === 1 || lexicon.numbers.has(folded)
    if (words.length === 1) {
      const [word] = words as [Token]
      if (everyday(word) || this.#linker.isTagWord(word.folded) || this.#tagged(f)) return true
      // In a big catalogue "awesome" and "next" are films as well, and "kinda" is near "Linda".
      return !word.capital && (f.fuzzy || !this.#linker.isStrange(word.folded))
    }
    const first = words[0]?.folded ?? ''
    return (words.every(everyday) && (words.length < 3 || lexicon.articles.has(first))) || this.#tagged(f)
  }

  /** Does the message say that these words are the title? */
  stands(f: Found): boolean {
    const lexicon = this.#lexicon
    const tokens = this.#tokens
    if (this.#twins.has(f)) return true
    if (this.#isRated(f)) return true
    if (this.#isChanged(f)) return true
    const before = tokens[f.from - 1]
    const after = tokens[f.to]
    if (before && after && QUOTES.test(before.text) && QUOTES.test(after.text)) return true
    if (yearAfter(tokens, f.to, f, this.#linker) !== undefined) return true
    const words = this.#words(f)
    const isPronoun = this.#pronounOnly(f)
    const isCommon = words.every(({ folded }) => lexicon.common.has(folded))
    // "alien 3 was boring": a part of something is a part of a title.
    if (!isPronoun && !isCommon && partAfter(f, tokens, this.#linker)) return true
    const whole = isWhole(f, tokens)
    if (whole && this.#isAsked(f)) return true
    // "Nope" is a film and an answer: alone it is the answer.
    if (whole && this.#isPhrase(words.map(({ folded }) => folded))) return false
    const first = !tokens.slice(0, f.from).some(({ kind }) => kind === 'word') || /^[.!?\n]$/.test(before?.text ?? '')
    if (this.#inCapitals(f)) {
      if (!first && !(words.length === 1 && lexicon.titles.capitals.has(words[0]?.folded ?? '')))
        return !(this.#tagged(f) && this.#nounNext(f))
      if (first && !isPronoun && !this.#tagged(f) && (whole || lexicon.titles.follows.has(after?.folded ?? '')))
        return true
      if (first && whole && this.#context.asked && !this.#tagged(f)) return true
      // "Alien was great" is of one of them, "Aliens are great" of all.
      if (first && !isPronoun && lexicon.titles.told.has(after?.folded ?? '')) return true
    }
    if (isPronoun || this.#nounNext(f)) return false
    // "home alone is a good one": several words that something is said of
    const plain = words.length > 1 || !lexicon.common.has(words[0]?.folded ?? '')
    const said = lexicon.titles.said.has(after?.folded ?? '')
    if (first && plain && said && !this.#tagged(f) && !this.#allIsPhrase()) return true
    if (!whole) return !this.#allIsPhrase() && (this.#inSlot(f, false) || this.#inSlot(f, true))
    if (this.#tagged(f)) return false
    const folded = words.map(({ folded }) => folded)
    return words.length > 1 || wantsTitle(this.#context) || (folded.join('').length > 3 && !this.#isPhrase(folded))
  }

  /** "Alien 9/10", "Heat: two stars", "8 out of 10 for Alien"; beside an emoji a capital is needed: "Up 👍". */
  #isRated(f: Found): boolean {
    const tokens = this.#tokens
    if (this.#pronounOnly(f) && !tokens[f.from]?.capital) return false
    const link = (at: number) =>
      /^[:=,–—-]$/.test(tokens[at]?.text ?? '') || this.#lexicon.titles.rated.has(this.#word(at))
    const rating = (at: number) => {
      const token = tokens[at]
      const digits = token !== undefined && /^[\p{L}\p{N}]/u.test(token.text)
      return token !== undefined && RATED.test(token.folded) && (digits || (tokens[f.from]?.capital ?? false))
    }
    let after = f.to
    while (after < f.to + 3 && link(after)) after++
    if (rating(after)) return true
    let before = f.from - 1
    while (before > f.from - 3 && link(before)) before--
    return rating(before) && tokens[f.from - 1]?.text !== ',' && this.#closes(f)
  }

  /** "Alien but funny" begins with a title; "aliens but funny" with the subject that is called so. */
  #isChanged(f: Found): boolean {
    const said = this.#words(f).map(({ folded }) => folded)
    const subject = this.#found.some(
      (o) =>
        o.kind === 'tag' &&
        o.from === f.from &&
        o.to === f.to &&
        o.tags.some(({ value }) => fold(value) === said.join(' ')),
    )
    const names = (at: number) => this.#found.some((o) => o.kind !== 'title' && o.from === at)
    return (
      f.kind === 'title' &&
      f.from === this.#firstWord() &&
      !subject &&
      !this.#isPhrase(said) &&
      changedAfter(this.#tokens, f.to, this.#lexicon, names)
    )
  }

  #isAsked(f: Found): boolean {
    const asked = this.#context.asked?.items ?? []
    return asked.some((id) => f.kind === 'title' && f.rows.some(({ row }) => this.#linker.id(row) === id))
  }

  /** Written as a name, in a message where capitals tell something. */
  #inCapitals(f: Found): boolean {
    const words = this.#words(f)
    if (words.length === 1 && this.#isLoud(f)) return false
    const shouted = !this.#tokens.some(({ text, kind }) => kind === 'word' && text !== text.toUpperCase())
    const each = ({ capital, folded }: Token) => capital || /^\d/.test(folded) || this.#lexicon.articles.has(folded)
    return !shouted && words.every(each) && words.some(({ capital }) => capital)
  }

  /** Linked by one distinctive word of a longer title. */
  #isByWord(f: Found): boolean {
    return f.kind === 'title' && !f.fuzzy && f.rows[0]?.score === 0.8
  }

  #tagged(f: Found): boolean {
    return this.#found.some(
      (o) =>
        o.kind === 'tag' &&
        !o.fuzzy &&
        o.to === f.to &&
        (o.from === f.from || (o.from === f.from + 1 && this.#lexicon.articles.has(this.#word(f.from)))),
    )
  }

  /** "set in Chicago", "a film about rain": one word after these is a place or a subject, no title. */
  #isSetting(f: Found): boolean {
    const words = this.#words(f)
    const lexicon = this.#lexicon
    if (f.kind !== 'title' || words.length > 1 || yearAfter(this.#tokens, f.to, f, this.#linker)) return false
    const skip = lexicon.articles.has(this.#word(f.from - 1)) ? 1 : 0
    const at = f.from - skip - 1
    const leads = lexicon.settings.get(this.#word(at))
    if (!leads) return false
    const second = this.#word(at - 1)
    if (!lexicon.subjectLeads.at(this.#tokens, at, f.from)) return leads.has(second)
    // "about a pianist" begins the message: a subject, for it says no title.
    if (at === this.#firstWord() && !words[0]?.capital) return true
    return lexicon.nouns.has(second) || (leads.has(second) && !words[0]?.capital)
  }

  /** "a movie": the noun of the domain, in whose titles it stands too. */
  #isNoun(f: Found): boolean {
    const { nouns, articles } = this.#lexicon
    return f.kind === 'title' && this.#words(f).every(({ folded }) => nouns.has(folded) || articles.has(folded))
  }

  /** "save the others" while a list is shown: the rest of it, and no film of that name. */
  #isRest(f: Found): boolean {
    const tokens = this.#tokens
    if (f.kind !== 'title' || this.#context.shown.length < 2) return false
    const start = this.#lexicon.articles.has(this.#word(f.from - 1)) ? f.from - 1 : f.from
    const hit = this.#lexicon.pronounWords.at(tokens, start, f.to)
    if (hit?.value !== 'others' || start + hit.length < f.to) return false
    const said = tokens[f.to - 1]?.capital || QUOTES.test(tokens[f.to]?.text ?? '')
    return !said && yearAfter(tokens, f.to, f, this.#linker) === undefined
  }

  #pronounOnly(f: Found): boolean {
    const { pronouns, articles } = this.#lexicon
    return this.#words(f).every(({ folded }) => pronouns.has(folded) || articles.has(folded))
  }

  /** "it was AWESOME": a word in capitals is no name where the title is not written so. */
  #isLoud(f: Found): boolean {
    const text = this.#words(f)[0]?.text ?? ''
    const title = f.kind === 'title' ? this.#linker.catalogue.items[f.rows[0]?.row ?? -1]?.title : undefined
    return text.length > 1 && text === text.toUpperCase() && /\p{L}/u.test(text) && title !== text
  }

  #nounNext(f: Found): boolean {
    return this.#lexicon.nouns.has(this.#word(f.to))
  }

  /** Does a verb or preposition before it lead to a title? `copula`: over an "is" or "are" in between. */
  #inSlot(f: Found, copula: boolean): boolean {
    const { articles, nouns, titles, cues, slots } = this.#lexicon
    const tokens = this.#tokens
    const copular = (at: number) => this.#word(at) === ':' || titles.copulas.has(this.#word(at))
    let at = f.from
    const skipped = () =>
      articles.has(this.#word(at - 1)) || nouns.has(this.#word(at - 1)) || (copula && copular(at - 1) && at > 1)
    while (at > 0 && skipped()) at--
    const listed = tokens.slice(at, f.from).some((_, i) => copular(at + i))
    const cue = cues.before(tokens, at)
    const titular = cue && /^(seen|unseen|similar|like|love|hate|dislike)$/.test(cue.value)
    const slot = titular ? cue : slots.before(tokens, at)
    if (!slot || !this.#closes(f)) return false
    const opens = slot.start === this.#firstWord()
    const leads = (words: typeof titles.certain) => words.at(tokens, slot.start, at)?.length === at - slot.start
    if (!titular) {
      if (!this.#tagged(f)) return true
      // A subject or a title? "who is in alien", "i meant aliens", but "films about aliens".
      const led = this.#lexicon.subjectLeads.at(tokens, f.to) !== undefined
      if (leads(titles.opening)) return opens || led
      if (leads(titles.asked)) return tokens.slice(0, at).some(({ folded }) => titles.askers.has(folded))
      return leads(titles.certain)
    }
    if (cue.value === 'seen' || cue.value === 'unseen' || cue.value === 'similar') return true
    const words = tokens.slice(slot.start, at).map(({ folded }) => folded)
    const phrase = words.join(' ')
    if (!this.#tagged(f) || listed || titles.past.some((ending) => phrase.endsWith(ending))) return true
    // "I like aliens" is a subject, "something like alien" and "I love alien" a title.
    const key = tokens.slice(f.from, f.to).map(({ folded }) => folded)
    return (opens && titles.likening.has(phrase)) || !this.#linker.isTagWord(key.join(''))
  }

  #firstWord(): number {
    return this.#tokens.findIndex(({ kind }) => kind === 'word')
  }

  /** Does what is said of the title end here, so that the words are not the beginning of something else? */
  #closes(f: Found): boolean {
    const next = this.#tokens[f.to]
    return (
      !next ||
      next.kind === 'mark' ||
      this.#lexicon.after.has(next.folded) ||
      partAfter(f, this.#tokens, this.#linker) !== undefined ||
      this.#found.some((o) => o.kind === 'title' && o.from === f.to)
    )
  }
}

const wantsTitle = (context: Context): boolean =>
  context.asked !== undefined && context.asked.kind !== 'tag' && context.asked.kind !== 'confirm'

/** Is it all that the message says, save for marks? */
const isWhole = (f: Found, tokens: readonly Token[]): boolean =>
  tokens.every(({ kind }, i) => kind === 'mark' || (i >= f.from && i < f.to))
