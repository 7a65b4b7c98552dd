import type { Domain } from '../../catalogue/domain.ts'
import type { Clause } from './meaning.ts'
import { plainSign } from './text/emoji.ts'
import { Phrases } from './text/phrases.ts'
import { fold, tokenize } from './text/tokenize.ts'
import { BOUNDS, type Bound, CUES, type Cue, readWords, type Sentiment, type Words } from './words.ts'

export type { Bound, Cue, Sentiment } from './words.ts'

/** The small words of the language, ready for look-up. All folded. */
export interface Lexicon {
  readonly nouns: ReadonlySet<string>
  readonly articles: ReadonlySet<string>
  /** Words as they are typed in haste: "shud" is "should". */
  readonly spellings: ReadonlyMap<string, string>
  /** Verbs that refuse with a word after what they name, with these words: "leave horror out". */
  readonly parted: ReadonlyMap<string, ReadonlySet<string>>
  readonly negations: Phrases<true>
  readonly cues: Phrases<Cue>
  readonly slots: Phrases<true>
  readonly after: ReadonlySet<string>
  readonly pronouns: ReadonlySet<string>
  readonly yearAsks: Phrases<true>
  /** Words that ask for a person: "who played Ripley?". */
  readonly whoAsks: ReadonlySet<string>
  /** Verbs between such a word and a part. */
  readonly plays: ReadonlySet<string>
  /** After somebody of the audience: they are there ("my kids are with me"). */
  readonly present: Phrases<true>
  /** What people ask of things and no catalogue says: "in black and white". */
  readonly unheld: Phrases<true>
  /** Words after "no" and "nothing" that refuse no thing: "no rush". */
  readonly idle: ReadonlySet<string>
  readonly makers: ReadonlySet<string>
  readonly performers: ReadonlySet<string>
  readonly soft: Phrases<true>
  readonly absolute: Phrases<true>
  readonly insist: Phrases<true>
  readonly degree: Phrases<'more' | 'less'>
  /** 1 ... 10, -1 last, 0 all */
  readonly ordinals: Phrases<number>
  readonly pronounWords: Phrases<NonNullable<Clause['pronoun']>>
  readonly numbers: ReadonlyMap<string, number>
  readonly decades: Phrases<number>
  readonly bounds: Readonly<Record<Bound, Phrases<true>>>
  readonly audience: Phrases<number>
  readonly audienceLead: Phrases<true>
  readonly audienceWords: Phrases<true>
  readonly years: Phrases<true>
  /** Asks whether something is there: "have you got". */
  readonly inquiries: Phrases<true>
  /** Subjects that nobody wishes for by a bare word before a strange one: "suicide squad". */
  readonly grave: ReadonlySet<string>
  /** Prepositions with the words before them after which no title comes: "set in Chicago", "that sort of thing". */
  readonly settings: ReadonlyMap<string, ReadonlySet<string>>
  /** What tells a title from words that only look like one. */
  readonly titles: {
    /** Words that say something of what stands before them: "is", "seems". */
    readonly said: ReadonlySet<string>
    /** Words that may follow a title in capitals that begins a sentence. */
    readonly follows: ReadonlySet<string>
    /** What is said of one thing and of the past: "was". */
    readonly told: ReadonlySet<string>
    /** "the ones I liked are": words between a verb of taste and a list of titles. */
    readonly copulas: ReadonlySet<string>
    /** Endings of verbs of taste that tell of the past, and so of a title. */
    readonly past: readonly string[]
    /** Words that lead to a title even where its words are a subject too: "newer than aliens". */
    readonly certain: Phrases<true>
    /** The same where they begin the message: "whats heat about". */
    readonly opening: Phrases<true>
    /** The same after one of `askers`: "who is in alien". */
    readonly asked: Phrases<true>
    readonly askers: ReadonlySet<string>
    /** Verbs of taste that may mean "such as". */
    readonly likening: ReadonlySet<string>
    /** Words that are always written with a capital. */
    readonly capitals: ReadonlySet<string>
    /** Words between a title and its rating: "8 out of 10 for Alien". */
    readonly rated: ReadonlySet<string>
  }
  /** Moods of the speaker that ask for the opposite ("I'm sad"). */
  readonly lows: ReadonlySet<string>
  /** by, with ...: what stands before the name of a person. */
  readonly beforePeople: ReadonlySet<string>
  /** Words before a mood that make it the speaker's. */
  readonly speakers: Phrases<true>
  /** Words after "long" and "short" that make them no length of an item ("a long day"). */
  readonly noLength: ReadonlySet<string>
  /** Nouns that make a subject a sort of story, no title: "zombie apocalypse". */
  readonly kinds: ReadonlySet<string>
  /** Emoji, without skin tone and variation, that tell a taste. */
  readonly emoji: ReadonlyMap<string, Sentiment>
  /** "this century": the first year of a hundred. */
  readonly centuries: Phrases<number>
  /** Words at which a number may begin besides the numbers themselves: "the last ten years". */
  readonly numberStarts: readonly string[]
  /** Words before an amount of time that went by: "after an hour of scrolling". */
  readonly elapsed: ReadonlySet<string>
  /** "older is fine": what takes the bound back that a comparison would set. */
  readonly fine: Phrases<true>
  /** "a couple": how many. */
  readonly counts: Phrases<number>
  /** Words that a number before them counts ("5 more"). */
  readonly counted: ReadonlySet<string>
  /** Words after which a number says how many ("just one"). */
  readonly countLeads: Phrases<true>
  /** What a list of suggestions is called. */
  readonly lists: ReadonlySet<string>
  /** Words for the list before the one that is up. */
  readonly earlier: Phrases<true>
  /** What a question that compares begins with. */
  readonly comparing: Phrases<true>
  /** "between", "a cross of": before or between two titles whose middle is wished for. */
  readonly midway: Phrases<true>
  /** Words after which "between" wishes for nothing: "the difference between". */
  readonly apart: ReadonlySet<string>
  /** "of these": it asks about the items at hand. */
  readonly amongst: Phrases<true>
  /** Words that ask for something else than what is at hand. */
  readonly openers: ReadonlySet<string>
  /** Asks what suits best. */
  readonly fits: Phrases<true>
  /** Words that lead to a subject: "about". */
  readonly subjectLeads: Phrases<true>
  /** Words after which only rare words are a subject: "with penguins". */
  readonly looseLeads: Phrases<true>
  /** Of these, the ones that lead to what happens: "where the dog dies". */
  readonly scenes: Phrases<true>
  /** Words that lead from one name of a thing to the next: "comedies *from* France". */
  readonly joints: Phrases<true>
  /** Everyday words of other languages. */
  readonly foreign: ReadonlySet<string>
  /** Words that go on with the wish before: "with a dog in it". */
  readonly continuers: ReadonlySet<string>
  /** Words that are no subject: "with my wife tonight". */
  readonly noSubject: ReadonlySet<string>
  /** Who may have a taste besides the speaker, with how the bot speaks of them: "wife" is "your wife", "she" is "her". */
  readonly others: Phrases<string>
  readonly cutAlways: Phrases<true>
  readonly cutMaybe: ReadonlySet<string>
  readonly starters: ReadonlySet<string>
  readonly interjections: ReadonlySet<string>
  /** Everyday words: never misspelt titles by themselves. Grows by the words of the intents. */
  readonly common: Set<string>
  /** The everyday words as listed: a tag among them needs a word beside it that makes it one. */
  readonly everyday: ReadonlySet<string>
  /** Every word of the file: none of them is misspelt. */
  readonly own: ReadonlySet<string>
  /** Fills {noun} and its kin and folds to words. */
  readonly phrase: (text: string) => string[]
}

/** The domain's words for the placeholders of the intents. */
export function placeholders(domain: Domain): Readonly<Record<string, string>> {
  const { noun, verb } = domain
  return { noun: noun.one, nouns: noun.many, watch: verb.base, watched: verb.past, watching: verb.ing }
}

/**
 * Reads `words.yml`.
 * @throws TastebudError NO_FILE, BAD_INTENTS with `path:line`
 */
export function readLexicon(path: string, domain: Domain): Lexicon {
  return lexiconOf(readWords(path), domain)
}

/** Every key and text in it, however deep. */
const textsOf = (data: unknown): string[] =>
  typeof data === 'string'
    ? [data]
    : data !== null && typeof data === 'object'
      ? [...(Array.isArray(data) ? [] : Object.keys(data)), ...Object.values(data).flatMap(textsOf)]
      : []

export function lexiconOf(data: Words, domain: Domain): Lexicon {
  const fill = placeholders(domain)
  const phrase = (text: string) =>
    tokenize(text.replace(/\{(\w+)\}/g, (whole, name: string) => fill[name] ?? whole))
      .filter(({ kind }) => kind === 'word')
      .map(({ folded }) => folded)
  const set = (list: readonly string[]) => new Set(list.flatMap((word) => phrase(word)))
  const phrases = (list: readonly string[]) =>
    list.reduce((all, text) => all.add(phrase(text), true), new Phrases<true>())
  const valued = <T>(entries: readonly (readonly [string, T])[]) =>
    entries.reduce((all, [text, value]) => all.add(phrase(text), value), new Phrases<T>())

  // "movie like" where the domain says "film".
  const variants = (text: string) =>
    /\{nouns?\}/.test(text) ? [text, ...data.nouns.map((noun) => text.replace(/\{nouns?\}/, noun))] : [text]
  const cues = valued(CUES.flatMap((cue) => data.cues[cue].flatMap(variants).map((text) => [text, cue] as const)))
  const place: Record<string, number> = { last: -1, former: 1, all: 0 }
  const common = new Set(data.common.split(/\s+/).map(fold))
  const lexicon: Lexicon = {
    nouns: new Set([
      ...data.nouns.map(fold),
      ...phrase(domain.noun.one).slice(-1),
      ...phrase(domain.noun.many).slice(-1),
    ]),
    articles: set(data.articles),
    spellings: new Map(Object.entries(data.spellings)),
    parted: new Map(Object.entries(data.parted).map(([verb, after]) => [verb, set(after)])),
    negations: phrases(data.negations),
    cues,
    slots: phrases(data.slots),
    after: set(data.after),
    pronouns: set(data.pronouns),
    yearAsks: phrases(data.yearAsks),
    whoAsks: set(data.whoAsks),
    plays: set(data.plays),
    present: phrases(data.present),
    unheld: phrases(data.unheld),
    idle: set(data.idle),
    makers: set(data.makers),
    performers: set(data.performers),
    soft: phrases(data.soft),
    absolute: phrases(data.absolute),
    insist: phrases(data.insist),
    degree: valued([
      ...data.more.map((text) => [text, 'more'] as const),
      ...data.less.map((text) => [text, 'less'] as const),
    ]),
    ordinals: valued(
      Object.entries(data.ordinals).flatMap(([n, list]) => list.map((text) => [text, place[n] ?? Number(n)] as const)),
    ),
    pronounWords: valued(
      (['it', 'them', 'both', 'others', 'person'] as const).flatMap((kind) =>
        data.pronounWords[kind].map((text) => [text, kind] as const),
      ),
    ),
    numbers: new Map(Object.entries(data.numbers).map(([word, n]) => [fold(word), n])),
    decades: valued(Object.entries(data.decades)),
    bounds: Object.fromEntries(BOUNDS.map((name) => [name, phrases(data.bounds[name])])) as Record<
      Bound,
      Phrases<true>
    >,
    audience: valued(Object.entries(data.audience)),
    audienceLead: phrases(data.audienceLead),
    audienceWords: phrases(data.audienceWords),
    years: phrases(data.years),
    inquiries: phrases(data.inquiries),
    grave: set(data.grave),
    settings: new Map(Object.entries(data.settings).map(([word, before]) => [fold(word), set(before)])),
    titles: {
      said: set(data.titles.said),
      follows: set(data.titles.follows),
      told: set(data.titles.told),
      copulas: set(data.titles.copulas),
      past: data.titles.past.map(fold),
      certain: phrases(data.titles.certain),
      opening: phrases(data.titles.opening),
      asked: phrases(data.titles.asked),
      askers: set(data.titles.askers),
      likening: set(data.titles.likening),
      capitals: set(data.titles.capitals),
      rated: set(data.titles.rated),
    },
    beforePeople: set(data.beforePeople),
    lows: set(data.lows),
    speakers: phrases(data.speakers),
    noLength: set(data.noLength),
    kinds: set(data.kinds),
    emoji: new Map(
      (['love', 'good', 'bad'] as const).flatMap((mood) => data.emoji[mood].map((sign) => [plainSign(sign), mood])),
    ),
    centuries: valued(Object.entries(data.centuries)),
    elapsed: set(data.elapsed),
    numberStarts: [...set(data.numberStarts)],
    fine: phrases(data.fine),
    counts: valued(Object.entries(data.counts)),
    counted: set(data.counted),
    countLeads: phrases(data.countLeads),
    lists: set(data.lists),
    earlier: phrases(data.earlier),
    comparing: phrases(data.comparing),
    midway: phrases(data.midway),
    apart: set(data.apart),
    amongst: phrases(data.amongst),
    openers: set(data.openers),
    fits: phrases(data.fits),
    subjectLeads: phrases(data.subjectLeads),
    looseLeads: phrases(data.looseLeads),
    scenes: phrases(data.scenes),
    joints: phrases(data.joints),
    foreign: set(data.foreign),
    continuers: set(data.continuers),
    noSubject: set(data.noSubject),
    // "my wife's favourite"
    others: valued([
      ...Object.entries(data.others),
      ...Object.entries(data.others).map(([who, said]) => [`${who}s`, said] as const),
    ]),
    cutAlways: phrases(data.cuts.always),
    cutMaybe: set(data.cuts.maybe),
    starters: set(data.cuts.starters),
    interjections: set(data.cuts.interjections),
    common,
    everyday: new Set(common),
    own: new Set(textsOf(data).flatMap(phrase)),
    phrase,
  }
  for (const group of [
    cues,
    lexicon.negations,
    lexicon.slots,
    lexicon.degree,
    lexicon.ordinals,
    lexicon.pronounWords,
  ]) {
    for (const word of group.words()) common.add(word)
  }
  for (const group of Object.values(lexicon.bounds)) for (const word of group.words()) common.add(word)
  for (const list of [lexicon.nouns, lexicon.articles, lexicon.after, lexicon.starters, lexicon.interjections]) {
    for (const word of list) common.add(word)
  }
  return lexicon
}
