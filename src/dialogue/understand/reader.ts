import { join } from 'node:path'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { ClauseReader } from './clause/clause-reader.ts'
import { cutClauses } from './clause/clauses.ts'
import { impressionsOf, readSense, type Sense } from './encoder/sense.ts'
import { trainIntents } from './intents/calibrate.ts'
import type { ClassifierConfig } from './intents/classifier.ts'
import { type Intents, readIntents } from './intents/intents.ts'
import { type Learned, learnedKey, readLearned } from './intents/learned.ts'
import { everydayWords, exactKey, samplesOf } from './intents/trainer.ts'
import { type Lexicon, lexiconOf, placeholders } from './lexicon.ts'
import { type Found, Linker } from './linking/linker.ts'
import { NameIndex } from './linking/name-index.ts'
import { byPlace } from './linking/part.ts'
import { select } from './linking/select.ts'
import type { Clause, Context, Meaning } from './meaning.ts'
import { NumberReader } from './numbers/numbers.ts'
import { readRatings } from './numbers/ratings.ts'
import { speaksOfSelfHarm } from './safety.ts'
import { readEmoji } from './text/emoji.ts'
import { sanitize } from './text/sanitize.ts'
import { type Token, tokenize } from './text/tokenize.ts'
import { readWords } from './words.ts'

/** Courtesies and answers that say nothing beside something else: "ok, but less violent", "no, I meant Aliens". */
const LIGHT: ReadonlySet<string> = new Set([
  'affirm',
  'deny',
  'dont_know',
  'compliment',
  'unclear',
  'small_talk',
  'greet',
  'thanks',
])
/** Of these, the ones that are kept where the bot has asked something. */
const ANSWERS: ReadonlySet<string> = new Set(['affirm', 'deny', 'dont_know'])
const COURTESIES: ReadonlySet<string> = new Set(['greet', 'thanks', 'small_talk'])

/** Text to Meaning: link, cut, classify, read. */
export class Reader {
  readonly lexicon: Lexicon
  readonly linker: Linker
  readonly learned: Learned
  readonly #clauses: ClauseReader
  readonly #sense: Sense | undefined
  readonly #cueWords = new NameIndex()
  readonly #smallWords = new NameIndex()

  /**
   * @param cache file of `writeLearned`; where it does not fit, the intents are learned from their files
   * @param encoder file of `saveSense`; where it does not fit, understanding does without
   */
  constructor(
    readonly catalogue: Catalogue,
    intentsDir: string,
    threshold: number,
    config: ClassifierConfig,
    cache?: string,
    encoder?: string,
  ) {
    const { domain } = catalogue
    const cached = cache === undefined ? undefined : readLearned(cache, learnedKey(intentsDir, catalogue, config))
    const words = cached?.words ?? readWords(join(intentsDir, 'words.yml'))
    this.lexicon = lexiconOf(words, domain)
    const intents = cached ? undefined : readIntents(intentsDir)
    const everyday = cached?.everyday ?? everydayWords(intents?.examples ?? [])
    for (const word of everyday) this.lexicon.common.add(word)
    for (const word of this.lexicon.cues.words()) if (word.length > 3) this.#cueWords.add(word)
    this.#cueWords.finish()
    const { decades, audience, degree, counts, bounds } = this.lexicon
    for (const group of [decades, audience, degree, counts, ...Object.values(bounds)])
      for (const word of group.words()) this.#smallWords.add(word)
    for (const word of this.lexicon.numbers.keys()) this.#smallWords.add(word)
    this.#smallWords.finish()
    this.linker = new Linker(catalogue, this.lexicon)
    const numbers = new NumberReader(catalogue, this.lexicon)
    this.learned =
      cached ??
      learn(intents ?? readIntents(intentsDir), this.linker, numbers, placeholders(domain), config, { words, everyday })
    const { names, exact, classifier } = this.learned
    this.#sense = encoder === undefined ? undefined : readSense(encoder, names)
    const { linker } = this
    this.#clauses = new ClauseReader({ linker, numbers, names, classifier, exact, threshold, sense: this.#sense })
  }

  understand(written: string, context: Context): Meaning {
    const text = sanitize(written)
    const tokens = readRatings(readEmoji(tokenize(text), this.lexicon), this.lexicon)
    const words = tokens.flatMap(({ kind, folded }) =>
      kind !== 'word' ? [] : [this.lexicon.nouns.has(folded) ? '{noun}' : folded],
    )
    if (speaksOfSelfHarm(words)) return { text, clauses: [this.#plain(text, 'self_harm')] }
    if (words.length === 0) return { text, clauses: [this.#plain(text, /^\s*\?+\s*$/.test(text) ? 'help' : 'unclear')] }
    const selected = select(this.linker.candidates(tokens), tokens, this.linker, context, (said) =>
      this.learned.exact.has(said.join(' ')),
    )
    const found = byPlace(selected, tokens, this.linker)
    if (found.length === 0 && words.filter((word) => this.lexicon.foreign.has(word)).length > 1)
      return { text, clauses: [this.#plain(text, 'foreign')] }
    const spelt = this.#spell(tokens, found)
    const ranges = this.learned.exact.has(exactKey(words)) ? [[0, tokens.length] as const] : this.#ranges(spelt, found)
    const impressions = this.#sense && impressionsOf(this.#sense, spelt, found, this.lexicon)
    const clauses: Clause[] = []
    for (const [from, to] of ranges)
      clauses.push(this.#clauses.read(text, spelt, from, to, found, context, clauses.at(-1), impressions))
    return { text, clauses: sift(carryThings(carryPlaces(clauses)).map(withoutDoubt), context) }
  }

  /**
   * Corrects words outside names: what is typed in haste ("shud"), verbs of taste and wish ("looved"), and words of years,
   * numbers and degrees ("ninties") where no text of the catalogue has the word as it is written.
   */
  #spell(tokens: readonly Token[], found: readonly Found[]): readonly Token[] {
    const named = new Uint8Array(tokens.length)
    for (const { from, to } of found) named.fill(1, from, to)
    const nearest = (index: NameIndex, word: string) => {
      const near = index.near(word)[0]
      return near && index.names[near.id]
    }
    return tokens.map((token, at) => {
      const { folded: word, kind, capital } = token
      if (kind === 'mark' || named[at] === 1) return token
      const meant = this.lexicon.spellings.get(word)
      if (meant !== undefined) return { ...token, folded: meant }
      const known = this.lexicon.common.has(word) || this.lexicon.own.has(word)
      if (word.length < 5 || capital || known) return token
      const folded =
        nearest(this.#cueWords, word) ?? (this.linker.isStrange(word) ? nearest(this.#smallWords, word) : undefined)
      return folded === undefined ? token : { ...token, folded }
    })
  }

  #ranges(tokens: readonly Token[], found: readonly Found[]): [number, number][] {
    const owner = new Int32Array(tokens.length).fill(-1)
    for (const [k, { from, to }] of found.entries()) owner.fill(k, from, to)
    const inside = (at: number) => owner[at] !== -1 && owner[at] === owner[at - 1]
    const named = (at: number) => found[owner[at] ?? -1]?.kind === 'title'
    return cutClauses(tokens, this.lexicon, inside, named)
  }

  #plain(text: string, intent: string): Clause {
    return {
      start: 0, end: text.length, text, intent, probability: intent === 'unclear' ? 0 : 1,
      items: [], unknownTitles: [], tags: [], numbers: [], axes: [], ordinals: [], stance: 'neutral',
    } // biome-ignore format: a list
  }
}

function learn(
  intents: Intents,
  linker: Linker,
  numbers: NumberReader,
  fill: Readonly<Record<string, string>>,
  config: ClassifierConfig,
  rest: Pick<Learned, 'words' | 'everyday'>,
): Learned {
  const { exact, samples } = samplesOf(intents, linker, numbers, fill)
  return { ...rest, names: intents.names, exact, classifier: trainIntents(samples, intents.names.length, config) }
}

/** "I've seen the second one and it was boring": "it" is the one place named right before. */
function carryPlaces(clauses: readonly Clause[]): Clause[] {
  const carried: Clause[] = []
  for (const clause of clauses) {
    const before = carried.at(-1)
    const place = before?.items.length === 0 && before.ordinals.length === 1 ? before.ordinals[0] : undefined
    const open = clause.pronoun === 'it' && clause.items.length + clause.ordinals.length === 0
    if (open && place !== undefined && place !== 0) {
      const { pronoun, ...rest } = clause
      carried.push({ ...rest, ordinals: [place] })
    } else carried.push(clause)
  }
  return carried
}

/** "My wife loves horror and I hate it", "I changed my mind about Alien, I love it": the one thing named right before. */
function carryThings(clauses: readonly Clause[]): Clause[] {
  const carried: Clause[] = []
  for (const clause of clauses) {
    const before = carried.at(-1)
    const related = before?.whose !== undefined || clause.whose !== undefined || before?.intent === 'forget_preference'
    if (!before || !related || !isOpen(clause)) {
      carried.push(clause)
      continue
    }
    const { start, end, text: surface, stance, seen } = clause
    const place = { start, end, surface, stance }
    const [item] = before.items
    const items = before.items.length === 1 && item ? [{ ...item, ...place, ...(seen !== undefined && { seen }) }] : []
    const tags = items.length > 0 ? [] : before.tags.map((tag) => ({ ...tag, ...place }))
    const { pronoun, ...rest } = clause
    carried.push(items.length + tags.length === 0 ? clause : { ...rest, intent: 'opinion', items, tags })
  }
  return carried
}

/** A taste of "it" or "them" and of nothing that is named; "I hate it when it's gory" points at nothing before. */
const isOpen = ({ pronoun, stance, items, tags, ordinals, unknownTitles, text }: Clause): boolean =>
  (pronoun === 'it' || pronoun === 'them') &&
  (stance === 'like' || stance === 'dislike' || stance === 'avoid') &&
  items.length + tags.length + ordinals.length + unknownTitles.length === 0 &&
  !/\b(it|them) (when|if)\b/i.test(text)

/** "something scary but not too scary": what was wished for is not taken back by "not too much of it". */
function withoutDoubt(clause: Clause, at: number, all: readonly Clause[]): Clause {
  const earlier = all.slice(0, at).flatMap(({ axes }) => axes)
  const axes = clause.axes.filter(
    ({ axis, direction, surface }) =>
      !(direction < 0 && /^(not )?too\b/i.test(surface) && earlier.some((a) => a.axis === axis && a.direction > 0)),
  )
  return axes.length === clause.axes.length
    ? clause
    : { ...clause, axes, intent: axes.length > 0 ? clause.intent : 'unclear' }
}

/** Leaves out what says nothing beside the rest. */
function sift(clauses: readonly Clause[], context: Context): Clause[] {
  if (clauses.length < 2) return [...clauses]
  const empty = (c: Clause) =>
    c.items.length + c.tags.length + c.numbers.length + c.axes.length + c.ordinals.length + c.unknownTitles.length === 0
  const corrects = clauses.some(({ intent }) => intent === 'correct' || intent === 'reject')
  const kept = clauses.filter((clause, i) => {
    if (!LIGHT.has(clause.intent) || !empty(clause)) return true
    if (ANSWERS.has(clause.intent) && context.asked && !(corrects && i === 0)) return true
    return (
      COURTESIES.has(clause.intent) &&
      clause.probability > 0.6 &&
      clauses.every((c) => c === clause || LIGHT.has(c.intent))
    )
  })
  return kept.length > 0 ? kept : [clauses.find(({ intent }) => intent !== 'unclear') ?? (clauses[0] as Clause)]
}
