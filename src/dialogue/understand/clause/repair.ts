import type { Lexicon } from '../lexicon.ts'
import type { Clause, Context } from '../meaning.ts'
import type { Token } from '../text/tokenize.ts'
import type { Said } from './clause-reader.ts'

interface Around {
  readonly tokens: readonly Token[]
  readonly from: number
  readonly to: number
  readonly lexicon: Lexicon
  readonly context: Context
  readonly pronoun: Clause['pronoun']
  /** Intent of the clause before it in the message. */
  readonly before?: string
}

/** Intents that say nothing of taste: what was linked in such a clause may know better. */
const VAGUE: ReadonlySet<string> = new Set([
  'unclear',
  'out_of_scope',
  'compliment',
  'small_talk',
  'abuse',
  'affirm',
  'deny',
  'both',
  'neither',
  'dont_know',
  'skip_question',
  'help',
  'greet',
  'bye',
  'thanks',
  'bot_identity',
  'undo',
  'restart',
])
const ASKING: ReadonlySet<string> = new Set([
  'ask_fact',
  'ask_about',
  'ask_why',
  'ask_why_not',
  'where_to_watch',
  'ask_more_by',
  'save',
  'unsave',
  'forget_preference',
  'correct',
  'watchlist',
  'profile',
  'rewatch_on',
  'rewatch_off',
  'forget_me',
  'export_data',
])

/**
 * The intent after a look at what was linked: words of the classifier and links of the catalogue must agree.
 * "Alien was great fun" cannot be a courtesy, "horror" after "which genre?" is a wish.
 */
export function repair(said: Said, around: Around): string {
  const intent = agreed(said, around)
  const named = said.found.flatMap((f) => (f.kind === 'title' ? [said.stances.at.get(f.from)?.stance] : []))
  // "not Star Wars" leaves it out and does not judge it.
  const avoided = named.length > 0 && named.every((stance) => stance === 'avoid')
  // "not Star Wars" as all that is said corrects nothing; "not Star Wars, Alien" does.
  const marked = around.tokens[around.from + 1]?.kind === 'mark'
  const asked = around.context.asked?.kind
  const bareNot =
    (asked === undefined || asked === 'tag' || asked === 'open') &&
    around.before === undefined &&
    !marked &&
    /^(not|no) \{title\}( please)?$/.test(said.words.join(' '))
  // "not Nick Nolte": nothing is known of him, and what was said before stands.
  if (intent === 'correct' && said.unknown && !marked && /^(not|no|never) \{title\}$/.test(said.words.join(' ')))
    return 'critique'
  const refused = avoided && (bareNot || !said.stances.explicit)
  const wished = bareNot || around.before === 'want' || around.before === 'similar'
  // "none of these are any good" praises nothing.
  const { tokens, from, to } = around
  const none = tokens.slice(from, to).some(({ folded }) => folded === 'none' || folded === 'neither')
  if (intent === 'opinion' && none && said.ordinals.includes(0) && named.length === 0) return 'reject'
  // "Delete the Alien thing" takes one thing back: everything is forgotten only where nothing is named.
  if (intent === 'forget_me' && said.found.length + said.ordinals.length > 0) return 'forget_preference'
  // "loved the first but not the others" corrects nothing.
  if (intent === 'correct' && around.pronoun === 'others') return around.before === 'opinion' ? 'opinion' : 'reject'
  const may = intent === 'opinion' || intent === 'critique' || (intent === 'correct' && wished)
  return may && refused ? 'reject' : intent
}

function agreed(said: Said, around: Around): string {
  const { guess, found, numbers, stances, ordinals, unknown } = said
  const { context, lexicon, tokens, from, to, pronoun } = around
  if (asksOfHand(said, around)) return 'ask_fact'
  const asksBot = askedOfBot(said, lexicon)
  if (asksBot) return asksBot
  if (everyBy(said, around)) return 'seen'
  const asked = context.asked
  const titles = found.filter(({ kind }) => kind === 'title')
  const tags = found.filter(({ kind }) => kind !== 'title')
  const taste = [...stances.at.values()].some(({ stance }) => stance === 'like' || stance === 'dislike')
  const linked = found.length + numbers.length
  const { intent } = guess
  // "I never want to see Tom Cruise again" speaks of him, not of what was watched.
  const refusesTag = tags.some(({ from: at }) => stances.at.get(at)?.stance === 'avoid')
  if ((intent === 'rewatch_off' || intent === 'rewatch_on') && refusesTag) return 'want'
  // "I want to watch Alien again" neither judges it nor turns it down.
  const again = tokens.slice(from, to).some(({ folded }) => folded === 'again')
  const wishes = titles.length > 0 && titles.every(({ from: at }) => stances.at.get(at)?.stance === 'want')
  if (again && wishes && (intent === 'reject' || intent === 'opinion' || intent === 'want')) return 'rewatch_on'
  if (unknown && intent === 'ask_more_by') return 'want'
  // "Best film ever" about what is at hand praises it; "best film ever?" asks for one.
  if (intent === 'best') {
    const pointed = titles.length + ordinals.length > 0 || pronoun !== undefined
    const hand = context.focus !== undefined || asked?.kind === 'opinion' || asked?.kind === 'seen'
    const bareBest = /^(the )?best \{noun\} ever( made)?$/.test(said.words.join(' '))
    return pointed || (bareBest && hand && tokens[to - 1]?.text !== '?') ? 'opinion' : 'best'
  }
  // "why not a comedy?" is a wish.
  if (numbers.length > 0 && found.length === 0 && !pronoun && /^ask_why/.test(intent)) return 'want'
  if (intent === 'ask_why_not' && titles.length + ordinals.length === 0 && !unknown && !pronoun && tags.length > 0)
    return 'want'
  const question =
    tokens[to - 1]?.text === '?' || /^(who|what|when|where|why|how|which|whats|whos)$/.test(tokens[from]?.folded ?? '')
  const silent = linked + ordinals.length === 0 && !unknown && !pronoun
  // "not from the 80s" says nothing of the list.
  const onlyBounds = numbers.length > 0 && found.length + ordinals.length === 0 && !unknown
  if (onlyBounds && numbers.some(({ except }) => except) && !ASKING.has(intent) && intent !== 'want') return 'critique'
  // "boring" about a list turns it down.
  const ofList = context.shown.length > 0 && (!asked || asked.kind === 'tag' || asked.kind === 'open')
  if (
    said.words.length < 3 &&
    ofList &&
    stances.stance === 'dislike' &&
    titles.length + ordinals.length === 0 &&
    !pronoun
  )
    return 'reject'
  // "about a pianist" is the rest of a wish.
  if (
    /^ask_(about|fact)$/.test(intent) &&
    !guess.exact &&
    silent &&
    !question &&
    lexicon.subjectLeads.at(tokens, from, to)
  )
    return 'want'
  // "only one", "10 films": how many alone is a list of so many.
  if (said.counted && silent && (VAGUE.has(intent) || intent === 'opinion')) return 'just_recommend'
  // "a film about a man who builds a boat", "a film where nobody dies": a noun and its subject are a wish.
  const told = tokens.some(
    ({ folded }, at) =>
      at >= from &&
      at + 1 < to &&
      lexicon.nouns.has(folded) &&
      (lexicon.subjectLeads.at(tokens, at + 1, to) || lexicon.looseLeads.at(tokens, at + 1, to)),
  )
  if (
    told &&
    titles.length === 0 &&
    !taste &&
    !guess.exact &&
    (VAGUE.has(intent) || guess.probability < 0.6 || (!question && /^(ask|where)_/.test(intent)))
  )
    return 'want'
  // "no black and white", "without jump scares": what is refused is no question, and no riddle.
  if (
    refusesThing(around) &&
    silent &&
    !question &&
    !guess.exact &&
    (guess.probability < 0.6 || /^ask_(fact|about)$/.test(intent))
  )
    return context.shown.length > 0 ? 'critique' : 'want'
  // "nothing before 1990" narrows the wish at hand.
  if (onlyBounds && intent === 'want' && /^(nothing|not|no|none|only|but)$/.test(tokens[from]?.folded ?? ''))
    return 'critique'
  // "I don't like long films": of lengths and years only bounds are kept.
  if (intent === 'opinion' && found.length + ordinals.length === 0 && numbers.length > 0 && !pronoun && !unknown)
    return numbers.every(({ audience }) => !audience) ? 'critique' : 'want'

  // "under 90 minutes" changes the wish at hand; "for my kids" begins one.
  const onlyNumbers = said.words.every((word) => /^(\{number\}|\{newer\}|please|and|but)$/.test(word))
  if (numbers.length > 0 && onlyNumbers && !asked && numbers.every(({ audience, clear }) => !audience && !clear))
    return 'critique'
  const onlyPlace = said.words.every((word) => word === '{nth}' || word === 'please')
  const answersAll = guess.exact && (intent === 'neither' || intent === 'both')
  if (asked?.kind === 'choice' && ordinals.length > 0 && !answersAll && (onlyPlace || !ASKING.has(intent)))
    return 'opinion'
  if (titles.length > 0 && (!question || titles.length > 1) && !guess.exact && bare(said, lexicon)) return 'opinion'
  if (guess.exact && !(asked && answerOf(intent, asked.kind))) {
    if (intent === 'opinion' && asked?.kind === 'choice' && titles.length > 0) return 'opinion'
    return intent
  }
  // "seen the others" is no answer about the one item that was asked about.
  if (asked && linked === 0 && ordinals.length === 0 && !unknown && pronoun !== 'others') {
    const answer = answerOf(intent, asked.kind)
    if (answer) return answer
  }
  if (
    (asked?.kind === 'tag' || (asked?.kind === 'choice' && asked.values)) &&
    tags.length > 0 &&
    titles.length === 0 &&
    !ASKING.has(intent) &&
    !taste &&
    intent !== 'similar'
  )
    return 'want'
  if (
    stances.seen !== undefined &&
    !taste &&
    !question &&
    (titles.length > 0 || ordinals.length > 0 || pronoun !== undefined) &&
    !ASKING.has(intent)
  ) {
    if (
      intent === 'seen' ||
      intent === 'not_seen' ||
      VAGUE.has(intent) ||
      intent === 'opinion' ||
      intent === 'want' ||
      intent === 'reject'
    )
      return stances.seen ? 'seen' : 'not_seen'
  }
  if (
    stances.similar &&
    (titles.length + ordinals.length > 0 || unknown) &&
    !ASKING.has(intent) &&
    intent !== 'opinion'
  )
    return 'similar'
  if (
    taste &&
    (titles.length > 0 || tags.length > 0 || unknown || ordinals.length > 0) &&
    !ASKING.has(intent) &&
    !question
  ) {
    if (
      intent !== 'similar' &&
      intent !== 'seen' &&
      intent !== 'not_seen' &&
      !(
        intent === 'reject' &&
        ordinals.length + titles.length > 0 &&
        [...stances.at.values()].some(({ stance }) => stance !== 'like')
      )
    )
      return 'opinion'
  }
  // "hated the others" is a taste, whatever else it sounds like.
  const judged = /like$/.test(stances.stance)
  if (pronoun !== undefined && pronoun !== 'it' && pronoun !== 'person' && VAGUE.has(intent) && judged) return 'opinion'
  // "it was boring": what is past was seen, so this is no mood of the talk.
  const past = tokens.slice(from, to).some(({ folded }) => folded === 'was' || folded === 'were')
  if (VAGUE.has(intent) && pronoun === 'it' && past && judged) return 'opinion'
  // "Funnier" alone is less than a wish: it moves what is shown.
  if (intent === 'want' && tags.length > 0 && tags.length === said.words.length && relativeOnly(said)) return 'critique'
  if (VAGUE.has(intent) || guess.probability < 0.45) {
    if (linked === 0) return intent
    if (taste && !question && linked > numbers.length) return 'opinion'
    if (tags.length > 0 && titles.length === 0) return relativeOnly(said) ? 'critique' : 'want'
    if (titles.length > 0 && !question)
      return VAGUE.has(intent) ? (stances.seen !== undefined ? 'seen' : 'opinion') : intent
    if (numbers.length > 0 && titles.length === 0)
      return relativeOnly(said) ? 'critique' : covers(said, lexicon) ? 'want' : intent
  }
  return intent
}

/** It begins with "no" or "without" and a word that could be a thing; "no" alone answers what was asked. */
function refusesThing({ tokens, from, to, lexicon, context }: Around): boolean {
  const refusal = lexicon.cues.at(tokens, from, to)
  const next = tokens[from + (refusal?.length ?? 0)]
  const { kind = 'open' } = context.asked ?? {}
  if (refusal?.value !== 'avoid' || !next || next.kind === 'mark' || !['open', 'tag'].includes(kind)) return false
  return ![lexicon.idle, lexicon.starters, lexicon.pronouns, lexicon.interjections].some((set) => set.has(next.folded))
}

/** "how long?", "how scary?" of what is at hand, where the degree is something the catalogue knows. */
function asksOfHand({ found, numbers, words, counted }: Said, { context, tokens, from, to }: Around): boolean {
  const [how, degree, ...rest] = tokens.slice(from, to).filter(({ kind }) => kind === 'word')
  if (how?.folded !== 'how' || degree === undefined || rest.length > 0 || counted) return false
  const known =
    numbers.length > 0 ||
    found.some((f) => f.kind === 'tag' && f.axes.length > 0) ||
    /^(long|old|new|short)$/.test(words[1] ?? '')
  return known && (context.focus !== undefined || context.shown.length > 0)
}

/**
 * "have you seen Heat?", "did you like it?": asked of the bot, which has seen nothing, and no word of the person's own.
 * Of an item it can tell what it is, of "do you like horror?" only that it is a program.
 */
function askedOfBot({ words }: Said, lexicon: Lexicon): 'ask_about' | 'bot_identity' | undefined {
  const said = words.filter((word) => !lexicon.articles.has(word) && !LITTLE.test(word))
  const [first = '', second = '', verb = '', what = ''] = said
  if (!(ASKS.test(first) && SPOKEN_TO.test(second) && VERBS.test(verb))) return undefined
  if (/^(\{title\}|\{nth\}|it|that|this|them|these|those)$/.test(what)) return 'ask_about'
  return /^\{(tag|person|axis)\}$/.test(what) && TASTE.test(verb) ? 'bot_identity' : undefined
}
const TASTE = /^(like|enjoy|love|hate|dislike)$/
const ASKS = /^(have|did|do|would)$/
const SPOKEN_TO = /^(you|u|ya)$/
const VERBS = /^(seen|see|saw|watched|watch|like|liked|enjoy|enjoyed|love|loved|hate|hated|dislike)$/
const LITTLE = /^(so|and|but|hey|hi|ok|okay|well|ever|already|actually|really|yourself|also|even|too)$/

/** "I've seen every Nolan film", "seen everything by Nolan". */
export function everyBy({ found, stances, unknown }: Said, { tokens, from, to }: Around): boolean {
  const every = tokens.slice(from, to).some(({ folded }) => /^(every|everything|all|each)$/.test(folded))
  const named = found.every(({ kind }) => kind === 'person') && found.length === 1
  const question = tokens[to - 1]?.text === '?'
  // "Every Nolan film I've seen is great" is a taste, and no list of what was seen.
  const judged = stances.stance === 'like' || stances.stance === 'dislike'
  return every && named && !unknown && !question && stances.seen === true && !judged
}

/** What an intent means as an answer to a question of that kind; undefined where it is no answer. */
function answerOf(intent: string, kind: NonNullable<Context['asked']>['kind']): string | undefined {
  if (kind === 'seen') {
    if (intent === 'seen') return 'affirm'
    if (intent === 'not_seen') return 'deny'
  }
  if (kind === 'confirm' && intent === 'just_recommend') return undefined
  return undefined
}

/** Nothing but a title, its article and its age: "the original Suspiria". */
const bare = ({ words }: Said, lexicon: Lexicon): boolean =>
  words.every(
    (word) =>
      word.startsWith('{') ||
      lexicon.articles.has(word) ||
      /^(new|newer|newest|latest|old|older|original|first|and|or|vs|from|of|one|\?)$/.test(word),
  )

const relativeOnly = ({ found, numbers }: Said): boolean =>
  found.every((f) => f.kind === 'tag' && f.axes.some(({ comparative }) => comparative)) &&
  (numbers.length === 0 || numbers.some(({ direction }) => direction !== undefined))

/** Is nearly everything in the clause a slot or an everyday word? */
const covers = ({ words }: Said, lexicon: Lexicon): boolean =>
  words.filter((word) => !word.startsWith('{') && !lexicon.common.has(word)).length <= 1
