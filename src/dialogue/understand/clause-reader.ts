import type { Catalogue } from '../../catalogue/catalogue.ts'
import { asksOf } from './asks.ts'
import { axisMentions, isLow } from './axis-reader.ts'
import type { IntentClassifier } from './classifier.ts'
import type { Lexicon } from './lexicon.ts'
import type { Found, Linker } from './linker.ts'
import { bareNumbers, mask, numberSlot, readOrdinals, slotOf } from './masking.ts'
import type { Clause, Context, ItemMention, Span, Stance, TagMention, UnknownTitle } from './meaning.ts'
import {
  AGE,
  byAge,
  choiceByPerson,
  clauseStance,
  disliked,
  goesOn,
  leadingLike,
  numberMentions,
  widened,
  withAsked,
  yearInside,
} from './mentions.ts'
import type { NumberFound, NumberReader } from './numbers.ts'
import { repair } from './repair.ts'
import { yearAfter } from './select.ts'
import { type Attitude, type ClauseStance, readStance } from './stance.ts'
import type { Token } from './tokenize.ts'
import { exactKey } from './trainer.ts'
import { unknownTitle } from './unknown-title.ts'

export interface Parts {
  readonly linker: Linker
  readonly numbers: NumberReader
  /** Intents by the classifier's labels. */
  readonly names: readonly string[]
  readonly classifier: IntentClassifier
  readonly exact: ReadonlyMap<string, number>
  readonly threshold: number
}

/** Intents that ask about an item or command the bot: numbers and adjectives in them are no wishes. */
const QUESTIONS: ReadonlySet<string> = new Set(['ask_fact', 'ask_about', 'ask_why', 'where_to_watch'])
/** Intents that speak of no item: "are you a robot", "can you speak German". */
const OFF_TOPIC: ReadonlySet<string> = new Set(['bot_identity', 'out_of_scope', 'small_talk'])
/** Intents in which a bare tag is wished for. */
const WISHES: ReadonlySet<string> = new Set([
  'want',
  'similar',
  'critique',
  'another',
  'surprise',
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
    const unknown = unknownTitle(tokens, from, to, found, linker, context)
    if (unknown) {
      const kept = found.filter((f) => f.from < unknown.from || f.to > unknown.to)
      found.splice(0, found.length, ...kept)
    }
    if (unknown?.known) found.push(unknown.known)
    if (unknown) taken.fill(1, unknown.from, unknown.to)
    const numbers = disliked(numberReader.read(tokens, from, to, isTaken), tokens, from, to, lexicon)
    for (const number of numbers) taken.fill(1, number.from, number.to)
    const ordinals = readOrdinals(tokens, from, to, lexicon, isTaken)
    if (ordinals.length === 0) ordinals.push(...bareNumbers(tokens, from, to, context))
    const spans = new Map<number, { to: number; slot: string }>()
    for (const f of found) spans.set(f.from, { to: f.to, slot: slotOf(f) })
    if (unknown && !unknown.known)
      spans.set(unknown.from, { to: unknown.to, slot: unknown.person ? '{person}' : '{title}' })
    for (const number of numbers) spans.set(number.from, { to: number.to, slot: numberSlot(number) })
    for (const ordinal of ordinals)
      if (ordinal.places[0] !== 0) spans.set(ordinal.from, { to: ordinal.to, slot: '{nth}' })
    const words = mask(tokens, from, to, lexicon, spans)
    const guess = this.#classify(words)

    const starts = new Map<number, number>()
    for (const f of [...found, ...ordinals]) starts.set(f.from, f.to)
    if (unknown) starts.set(unknown.from, unknown.to)
    const stances = readStance(tokens, from, to, lexicon, starts, goesOn(tokens, from, found, before))
    const said: Said = {
      guess,
      words,
      found,
      unknown: unknown !== undefined && !unknown.known,
      numbers,
      ordinals: ordinals.flatMap(({ places }) => places),
      stances,
    }
    const pronoun = this.#pronoun(tokens, from, to, spans)
    const intent = repair(said, { tokens, from, to, lexicon, context, pronoun })
    const isQuestion = QUESTIONS.has(intent)
    const wish = WISHES.has(intent)
    const chosen =
      intent === 'want' || intent === 'opinion' ? choiceByPerson(found, context, this.#catalogue) : undefined
    const span = (a: number, b: number): Span & { surface: string } => {
      const start = (tokens[a] as Token).start
      const end = (tokens[b - 1] as Token).end
      return { start, end, surface: text.slice(start, end) }
    }
    const attitude = (f: { from: number }): Attitude | undefined => stances.at.get(f.from)

    const items: ItemMention[] = []
    const tags: TagMention[] = []
    for (const f of found) {
      if (f.kind === 'title')
        items.push({ ...span(f.from, f.to), ...this.#item(f, attitude(f), intent, tokens, context) })
      else if (!OFF_TOPIC.has(intent))
        tags.push(...this.#tagMentions(f, attitude(f), intent, wish, span(f.from, f.to), tokens, context))
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
      : axisMentions(found, tokens, from, to, this.#catalogue, lexicon, stances, intent).map(
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
    const unknownTitles: UnknownTitle[] =
      unknown && !unknown.known
        ? [
            {
              ...span(unknown.from, unknown.to),
              nearest: unknown.rows.map((row) => linker.id(row)),
              stance: attitude(unknown)?.stance ?? 'neutral',
            },
          ]
        : []
    const first = tokens[from] as Token
    const last = tokens[to - 1] as Token
    const asksFor = asksOf(tokens, from, to, intent, this.#catalogue, lexicon, found)
    const ordinalStance = ordinals.map((o) => stances.at.get(o.from)?.stance).find((s) => s !== undefined)
    const whole = to === tokens.length && from === 0
    return {
      start: whole ? 0 : first.start,
      end: whole ? text.length : last.end,
      text: whole ? text : text.slice(first.start, last.end),
      intent: chosen !== undefined ? 'opinion' : onlyRefuses || low ? 'critique' : intent,
      probability: intent === guess.intent ? guess.probability : Math.max(guess.of(intent), 0.75),
      items: withAsked(items, intent, pronoun, ordinals.length > 0, context, stances.stance, tokens, from, to, text),
      unknownTitles,
      tags: tags.filter(
        (tag, i) =>
          !tags
            .slice(0, i)
            .some(({ field, value, stance }) => field === tag.field && value === tag.value && stance === tag.stance) &&
          !(axisTags.has(tag.end) && this.#catalogue.domain.axes[tag.value] !== undefined && !refused.has(tag.end)),
      ),
      numbers: isQuestion ? [] : numberMentions(numbers, found, span, linker),
      axes,
      ordinals: said.ordinals,
      stance: clauseStance(stances, ordinalStance, intent),
      ...(seen !== undefined && { seen }),
      ...(pronoun && { pronoun }),
      ...(asksFor !== undefined && { asksFor }),
    }
  }

  #classify(words: readonly string[]): Guess {
    const { names, exact, threshold, classifier } = this.parts
    const index = exact.get(exactKey(words))
    const p = Float32Array.from(classifier.probabilities(words))
    const of = (name: string) => p[names.indexOf(name)] ?? 0
    if (index !== undefined) return { intent: names[index] as string, probability: 0.99, of, exact: true }
    const top = p.reduce((best, value, k) => (value > (p[best] as number) ? k : best), 0)
    // Letters alone convince nobody: a clause of words never seen is unclear whatever its n-grams.
    const probability = (p[top] as number) * Math.min(1, 0.4 + classifier.familiarity(words))
    const intent = probability < threshold || classifier.familiarity(words) < 0.34 ? 'unclear' : (names[top] as string)
    return { intent, probability, of, exact: false }
  }

  #pronoun(
    tokens: readonly Token[],
    from: number,
    to: number,
    spans: ReadonlyMap<number, { to: number }>,
  ): Clause['pronoun'] {
    for (let i = from; i < to; i++) {
      const span = spans.get(i)
      if (span) {
        i = span.to - 1
        continue
      }
      const hit = this.#lexicon.pronounWords.at(tokens, i, to)
      if (!hit) continue
      const next = tokens[i + hit.length]?.folded ?? ''
      if (
        hit.length === 1 &&
        tokens[i]?.folded === 'that' &&
        /^(i|you|we|they|he|she|it|is|are|im|ive)$/.test(next) &&
        i > from
      )
        continue
      // "that director" names a person, "this comedy" a thing of its own.
      return hit.value
    }
    return undefined
  }

  #item(
    f: Found & { kind: 'title' },
    attitude: Attitude | undefined,
    intent: string,
    tokens: readonly Token[],
    context: Context,
  ): Omit<ItemMention, 'start' | 'end' | 'surface'> {
    const { linker } = this.parts
    let rows = [...f.rows]
    const year = yearAfter(tokens, f.to, f, linker)?.year ?? yearInside(f, tokens)
    const near = year === undefined ? [] : rows.filter(({ row }) => Math.abs((linker.year(row) ?? 0) - year) <= 1)
    if (near.length > 0)
      rows = near.sort(
        (a, b) => Math.abs((linker.year(a.row) ?? 0) - (year ?? 0)) - Math.abs((linker.year(b.row) ?? 0) - (year ?? 0)),
      )
    else rows = byAge(rows, tokens, f.from, linker)
    const asked = context.asked?.items
    const wanted = asked && rows.filter(({ row }) => asked.includes(linker.id(row)))
    if (wanted && wanted.length === 1) rows = wanted
    const [first, second] = rows
    const sure = near.length > 0 && new Set(near.map(({ row }) => linker.year(row))).size === near.length
    const yardstick = tokens[f.from - 1]?.folded === 'than'
    const bare =
      intent === 'similar' &&
      (attitude?.stance === 'want' || (attitude?.stance === 'like' && leadingLike(tokens, f.from)))
    const meant = intent === 'correct' && attitude?.stance === 'avoid' && tokens[f.from - 1]?.folded !== 'not'
    const stance = yardstick || bare || meant || QUESTIONS.has(intent) ? undefined : attitude?.stance
    return {
      candidates: rows.map(({ row, score }) => ({ id: linker.id(row), score: Math.round(score * 1000) / 1000 })),
      ambiguous: first !== undefined && second !== undefined && !sure && second.score > first.score - 0.02,
      stance: stance === undefined || (attitude?.similar === true && stance === 'want') ? 'neutral' : stance,
      ...(attitude?.seen !== undefined
        ? { seen: attitude.seen }
        : intent === 'seen'
          ? { seen: true }
          : intent === 'not_seen'
            ? { seen: false }
            : {}),
    }
  }

  #tagMentions(
    f: Found & { kind: 'tag' | 'person' },
    attitude: Attitude | undefined,
    intent: string,
    wish: boolean,
    span: Span & { surface: string },
    tokens: readonly Token[],
    context: Context,
  ): TagMention[] {
    const stance: Stance = attitude?.stance ?? (wish ? 'want' : 'neutral')
    const common = {
      ...span,
      stance: QUESTIONS.has(intent) ? ('neutral' as const) : stance,
      strength: attitude?.strength ?? 1,
      hard: attitude?.hard ?? false,
    }
    if (f.kind === 'person') {
      const by = this.#lexicon.makers.has(tokens[f.from - 1]?.folded ?? '')
      const withThem = this.#lexicon.performers.has(tokens[f.from - 1]?.folded ?? '')
      const phrases = Object.entries(this.#catalogue.domain.tags)
      const says = (field: string, pattern: RegExp) =>
        pattern.test(phrases.find(([name]) => name === field)?.[1].phrase ?? '')
      const field =
        (by
          ? f.person.fields.find((p) => says(p.field, /\bby\b/))
          : withThem
            ? f.person.fields.find((p) => says(p.field, /\bwith\b/))
            : undefined) ?? f.person.fields[0]
      return field ? [{ ...common, field: field.field, value: field.value ?? f.person.value }] : []
    }
    const asked = context.asked?.kind === 'tag' ? context.asked.field : undefined
    const field = f.tags.find((tag) => tag.field === asked)?.field ?? f.tags[0]?.field
    return f.tags
      .filter((tag) => tag.field === field)
      .map(({ value }) => ({ ...common, field: field as string, value }))
  }
}

export interface Guess {
  readonly intent: string
  readonly probability: number
  readonly of: (intent: string) => number
  readonly exact: boolean
}

export interface Said {
  readonly guess: Guess
  readonly words: readonly string[]
  readonly found: readonly Found[]
  readonly unknown: boolean
  readonly numbers: readonly NumberFound[]
  readonly ordinals: readonly number[]
  readonly stances: ClauseStance
}
