import type { Catalogue } from '../../../catalogue/catalogue.ts'
import { type Impression, withImpressions } from '../encoder/sense.ts'
import { type Guess, type Guessing, guess } from '../intents/guess.ts'
import type { Lexicon } from '../lexicon.ts'
import { changedAfter } from '../linking/changed.ts'
import type { Found, Linker } from '../linking/linker.ts'
import { unknownParts, unknownTitle } from '../linking/unknown-title.ts'
import type { Clause, Context, ItemMention, Span, TagMention, UnknownTitle } from '../meaning.ts'
import { readCount } from '../numbers/count.ts'
import type { NumberFound, NumberReader } from '../numbers/numbers.ts'
import type { Token } from '../text/tokenize.ts'
import { asksOf, phraseOf, readRole } from './asks.ts'
import { axisMentions, isLow } from './axis-reader.ts'
import { readComparison, readOrder } from './comparison.ts'
import { bareNumbers, mask, numberSlot, readOrdinals, slotOf } from './masking.ts'
import { AGE, choiceByPerson, clauseStance, disliked, goesOn, numberMentions, widened, withAsked } from './mentions.ts'
import { readMidway } from './midway.ts'
import { itemMention, QUESTIONS, tagMentions } from './named.ts'
import { isRole, readPronoun } from './pronoun.ts'
import { everyBy, repair } from './repair.ts'
import { type Attitude, type ClauseStance, readStance } from './stance.ts'
import { readSubject, readUnread, readUnsteered } from './subject.ts'
import { refusedTogether } from './together.ts'
import { readWhichList } from './which-list.ts'
import { readWhose } from './whose.ts'

export interface Parts extends Guessing {
  readonly linker: Linker
  readonly numbers: NumberReader
}

/** Intents that speak of no item: "are you a robot", "can you speak German". */
const OFF_TOPIC: ReadonlySet<string> = new Set(['bot_identity', 'out_of_scope', 'small_talk'])
/** Intents that do something with an item at hand, which a superlative may name. */
const PICKS: ReadonlySet<string> = new Set([
  'save',
  'unsave',
  'seen',
  'not_seen',
  'opinion',
  'reject',
  'ask_about',
  'ask_fact',
  'ask_why',
  'where_to_watch',
])
/** Intents in which a bare tag is wished for. */
const WISHES: ReadonlySet<string> = new Set([
  'want',
  'similar',
  'critique',
  'another',
  'surprise',
  'best',
  'just_recommend',
  'ask_more_by',
  'affirm',
  'unclear',
  'dont_know',
  'both',
  'deny',
  'reject',
  'correct',
])

/** Intents whose words beyond all fields are a subject to search for. */
const SUBJECTS: ReadonlySet<string> = new Set([
  'want',
  'similar',
  'critique',
  'another',
  'surprise',
  'just_recommend',
  'correct',
])

/** Reads one clause: tokens [from, to) with the names found in the message. */
export class ClauseReader {
  readonly #lexicon: Lexicon
  readonly #catalogue: Catalogue

  constructor(readonly parts: Parts) {
    this.#lexicon = parts.linker.lexicon
    this.#catalogue = parts.linker.catalogue
  }

  read(
    text: string,
    tokens: readonly Token[],
    from: number,
    to: number,
    all: readonly Found[],
    context: Context,
    before?: Clause,
    impressions?: ReadonlyMap<number, Impression>,
  ): Clause {
    const { linker, numbers: numberReader } = this.parts
    const lexicon = this.#lexicon
    const found = all.filter((f) => f.from >= from && f.to <= to).map((f) => widened(f, tokens, to, linker))
    const taken = new Uint8Array(tokens.length)
    for (const f of found) taken.fill(1, f.from, f.to)
    const isTaken = (at: number) => taken[at] === 1
    for (const f of found)
      if (f.kind === 'title' && f.from > from) {
        const before = tokens[f.from - 1]?.folded ?? ''
        // "the new Dune", "the 1984 Dune": no wish for new ones, or for that year.
        const year = f.rows.some(({ row }) => String(linker.year(row)) === before)
        if (year || AGE.test(before)) taken[f.from - 1] = 1
        if (year && lexicon.articles.has(tokens[f.from - 2]?.folded ?? '')) taken[f.from - 2] = 1
      }
    const between = readMidway(tokens, from, to, found, lexicon)
    // "Alien meets Heat" is no title of its own.
    const unknown = between ? undefined : unknownTitle(tokens, from, to, found, linker, context)
    const parts = unknown ? unknownParts(tokens, to, found, linker) : []
    const unknowns = unknown && !unknown.known ? [unknown, ...parts.filter(({ from: at }) => at !== unknown.from)] : []
    for (const { from: a, to: b } of parts) {
      taken.fill(1, a, b)
      found.splice(0, found.length, ...found.filter((f) => f.from < a || f.to > b))
    }
    if (unknown) {
      const kept = found.filter((f) => f.from < unknown.from || f.to > unknown.to)
      found.splice(0, found.length, ...kept)
    }
    if (unknown?.known) found.push(unknown.known)
    if (unknown) taken.fill(1, unknown.from, unknown.to)
    const read = numberReader.read(tokens, from, to, isTaken)
    const numbers = disliked(read, tokens, from, to, lexicon)
    for (const number of numbers) taken.fill(1, number.from, number.to)
    const ordinals = readOrdinals(tokens, from, to, lexicon, isTaken)
    if (ordinals.length === 0) ordinals.push(...bareNumbers(tokens, from, to, context))
    for (const ordinal of ordinals) taken.fill(1, ordinal.from, ordinal.to)
    const spans = new Map<number, { to: number; slot: string }>()
    for (const f of found) spans.set(f.from, { to: f.to, slot: slotOf(f) })
    for (const one of unknowns) spans.set(one.from, { to: one.to, slot: one.person ? '{person}' : '{title}' })
    for (const number of numbers) spans.set(number.from, { to: number.to, slot: numberSlot(number) })
    for (const ordinal of ordinals)
      if (ordinal.places[0] !== 0) spans.set(ordinal.from, { to: ordinal.to, slot: '{nth}' })
    const words = mask(tokens, from, to, lexicon, spans)
    const guessed = guess(words, this.parts)

    const starts = new Map<number, number>()
    for (const f of [...found, ...ordinals]) starts.set(f.from, f.to)
    for (const one of unknown ? [unknown, ...unknowns] : []) starts.set(one.from, one.to)
    const told = readStance(tokens, from, to, lexicon, starts, goesOn(tokens, from, found, before))
    const whose = readWhose(tokens, from, to, lexicon, before)
    // What somebody else likes is told by words; an impression would be of the speaker.
    const stances = impressions && whose === undefined ? withImpressions(told, found, impressions) : told
    const count = readCount(tokens, from, to, found, lexicon, isTaken)
    if (count) taken.fill(1, count.from, count.to)
    const said: Said = {
      guess: guessed,
      counted: count !== undefined,
      words,
      found,
      unknown: unknown !== undefined && !unknown.known,
      numbers,
      ordinals: ordinals.flatMap(({ places }) => places),
      stances,
    }
    const pronoun = readPronoun(tokens, from, to, spans, lexicon)
    const pointed = said.ordinals.length + (pronoun === undefined ? 0 : 1)
    const having = found.some((f) => f.kind !== 'title') || numbers.length > 0
    const bounded = numbers.some(({ direction }) => direction === undefined)
    const comparison = readComparison(tokens, from, to, found, pointed, having, bounded, this.#catalogue, lexicon)
    const around = { tokens, from, to, lexicon, context, pronoun, ...(before && { before: before.intent }) }
    const [lead] = found
    const changed =
      lead?.kind === 'title' &&
      lead.from === from &&
      context.asked?.kind !== 'choice' &&
      stances.at.get(from)?.stance === undefined &&
      changedAfter(tokens, lead.to, lexicon, (at) => all.some((f) => f.kind !== 'title' && f.from === at))
    const every = !between && !comparison && everyBy(said, around)
    const heard = between || changed ? 'similar' : comparison ? 'compare' : repair(said, around)
    // "how many people can play it?" asks for a field by its own words, whatever else "play it" may mean.
    const asked = heard === 'where_to_watch' ? phraseOf(tokens, from, to, this.#catalogue) : undefined
    const intent = asked && asked.length > 2 ? 'ask_fact' : heard
    const order = between ? undefined : (comparison ?? this.#superlative(intent, tokens, from, to, found))
    const steer = SUBJECTS.has(intent) ? readUnsteered(tokens, from, to, lexicon, isTaken) : undefined
    if (steer) taken[steer.at] = 1
    const searches = SUBJECTS.has(intent)
    // "Sharks" are searched for in the texts, where these speak of them, and stand for monsters elsewhere.
    const sought = found.filter((f) => {
      const stance = stances.at.get(f.from)?.stance ?? 'want'
      return searches && stance === 'want' && f.kind === 'tag' && f.tags[0]?.narrower === 'said'
    })
    const subject = [
      ...sought.flatMap((f) => tokens.slice(f.from, f.to).map(({ folded }) => folded)),
      ...(searches ? [readSubject(tokens, from, to, lexicon, isTaken)] : []),
    ]
      .filter((word) => word !== '')
      .join(' ')
    const bare =
      found.length + numbers.length + said.ordinals.length + unknowns.length === 0 &&
      subject === '' &&
      !count &&
      !steer &&
      pronoun === undefined
    const unread = searches && !guessed.exact ? readUnread(tokens, from, to, lexicon, isTaken, bare) : ''
    const isQuestion = QUESTIONS.has(intent)
    const wish = WISHES.has(intent)
    const chosen =
      intent === 'want' || intent === 'opinion' ? choiceByPerson(found, context, this.#catalogue) : undefined
    const span = (a: number, b: number): Span & { surface: string } => {
      const start = (tokens[a] as Token).start
      const end = (tokens[b - 1] as Token).end
      return { start, end, surface: text.slice(start, end) }
    }
    // What others cannot stand is kept word by word: it holds for this talk alone.
    const together =
      isQuestion || whose !== undefined ? [] : refusedTogether(read, numbers, found, unknowns, stances, tokens, linker)
    const conjunctions = together.flatMap(({ conjunction }) => conjunction ?? [])
    // "that actress" is somebody, and no film about actors.
    const pointing = (f: Found) => pronoun === 'person' && f.kind === 'tag' && isRole(tokens, f, lexicon)
    const asOne = (f: Found) => together.some(({ names }) => names.includes(f))
    const apart = found.filter((f) => !asOne(f) && !sought.includes(f) && !pointing(f))
    // "The best comedies" are asked for, which tells no taste.
    const attitude = (f: { from: number }): Attitude | undefined =>
      intent === 'best' ? undefined : stances.at.get(f.from)

    const items: ItemMention[] = []
    const tags: TagMention[] = []
    for (const f of apart) {
      if (f.kind === 'title')
        items.push({ ...span(f.from, f.to), ...itemMention(f, attitude(f), intent, tokens, context, linker) })
      else if (!OFF_TOPIC.has(intent))
        tags.push(...tagMentions(f, attitude(f), intent, wish, span(f.from, f.to), tokens, context, linker))
    }
    if (chosen !== undefined && items.length === 0) {
      const f = found[0] as Found
      items.push({
        ...span(f.from, f.to),
        candidates: [{ id: chosen, score: 1 }],
        ambiguous: false,
        stance: 'neutral',
      })
      tags.length = 0
    }
    const axes = isQuestion
      ? []
      : axisMentions(apart, tokens, from, to, this.#catalogue, lexicon, stances, intent).map(
          ({ from: a, to: b, axis, direction }) => ({ ...span(a, b), axis, direction }),
        )
    // "nothing too scary" narrows the wish at hand, where "something funny" may begin one.
    const low = axes.length > 0 && found.some((f) => isLow(tokens, f, from, lexicon))
    const onlyRefuses =
      intent === 'want' &&
      axes.length > 0 &&
      numbers.length === 0 &&
      found.every((f) => f.kind === 'tag' && attitude(f)?.stance === 'avoid')
    const axisTags = new Set(axes.map(({ end }) => end))
    // "no romance" is the genre and the axis, "less romance" the axis alone.
    const refused = new Set(
      found.flatMap((f) =>
        lexicon.cues.before(tokens, f.from, from)?.value === 'avoid' ? [(tokens[f.to - 1] as Token).end] : [],
      ),
    )
    const seen = stances.seen ?? (intent === 'seen' ? true : intent === 'not_seen' ? false : undefined)
    const unknownTitles = unknowns.map(
      (one): UnknownTitle => ({
        ...span(one.from, one.to),
        nearest: one.rows.map((row) => linker.id(row)),
        stance: attitude(one)?.stance ?? 'neutral',
      }),
    )
    const first = tokens[from] as Token
    const last = tokens[to - 1] as Token
    const role = intent === 'ask_fact' ? readRole(tokens, from, to, lexicon) : undefined
    const asksFor = asksOf(tokens, from, to, intent, this.#catalogue, lexicon, found)
    const list = intent === 'show_again' ? readWhichList(tokens, from, to, ordinals, lexicon) : undefined
    const ordinalStance = ordinals.map((o) => stances.at.get(o.from)?.stance).find((s) => s !== undefined)
    const whole = to === tokens.length && from === 0
    return {
      start: whole ? 0 : first.start,
      end: whole ? text.length : last.end,
      text: whole ? text : text.slice(first.start, last.end),
      intent: chosen !== undefined ? 'opinion' : onlyRefuses || low ? 'critique' : intent,
      probability: intent === guessed.intent ? guessed.probability : Math.max(guessed.of(intent), 0.75),
      // What was named in the same breath is meant, whatever was asked before; a title that nobody knows is named too.
      items:
        before?.items.length || (unknowns.length > 0 && pronoun === undefined)
          ? items
          : withAsked(items, intent, pronoun, ordinals.length > 0, context, stances.stance, tokens, from, to, text),
      unknownTitles,
      tags: tags.filter(
        (tag, i) =>
          !tags
            .slice(0, i)
            .some(({ field, value, stance }) => field === tag.field && value === tag.value && stance === tag.stance) &&
          !(axisTags.has(tag.end) && this.#catalogue.domain.axes[tag.value] !== undefined && !refused.has(tag.end)),
      ),
      numbers: isQuestion
        ? []
        : numberMentions(
            numbers.filter((number) => !together.some((one) => one.numbers.includes(number))),
            found,
            span,
            linker,
          ),
      axes,
      ...(conjunctions.length > 0 && { together: conjunctions }),
      ordinals: list === undefined ? said.ordinals : [],
      stance: clauseStance(stances, ordinalStance, intent),
      ...(seen !== undefined && { seen }),
      ...(whose !== undefined && { whose }),
      ...(pronoun && { pronoun }),
      ...(asksFor !== undefined && { asksFor }),
      ...(lexicon.continuers.has(first.folded) && { continues: true as const }),
      ...(count && { count: count.count }),
      ...(subject !== '' && { subject }),
      ...(steer && { unsteered: steer.word }),
      ...(unread !== '' && { unread }),
      ...(role !== undefined && { role }),
      ...(order && { comparison: order }),
      ...(between && { between: true as const }),
      ...(every && { every: true as const }),
      ...(list !== undefined && { list }),
    }
  }

  /** "save the funniest", "the longest is boring": the item at hand that is most so. */
  #superlative(intent: string, tokens: readonly Token[], from: number, to: number, found: readonly Found[]) {
    if (!PICKS.has(intent)) return undefined
    const named = tokens.slice(from, to).some(({ folded }) => /est$/.test(folded) || /^(most|least)$/.test(folded))
    const order = named ? readOrder(tokens, from, to, found, this.#catalogue, this.#lexicon) : undefined
    return order && { ...order, whether: false }
  }
}

export interface Said {
  readonly guess: Guess
  readonly words: readonly string[]
  readonly found: readonly Found[]
  readonly unknown: boolean
  /** It says how many. */
  readonly counted: boolean
  readonly numbers: readonly NumberFound[]
  readonly ordinals: readonly number[]
  readonly stances: ClauseStance
}
