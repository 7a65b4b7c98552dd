import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { ItemId } from '../../../datasets/vocabulary.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Found, Linker } from '../linking/linker.ts'
import { yearAfter } from '../linking/year-after.ts'
import type { Clause, Context, ItemMention, NumberMention, Span, Stance } from '../meaning.ts'
import type { NumberFound } from '../numbers/numbers.ts'
import type { Token } from '../text/tokenize.ts'
import { type ClauseStance, comesSecond, excepts, readStance } from './stance.ts'

/** "the new Dune": the age of a title is no wish for new ones. */
export const AGE = /^(new|newer|newest|latest|remake|old|older|original)$/

/** Intents that stand to nothing. */
const COURTEOUS: ReadonlySet<string> = new Set([
  'greet',
  'bye',
  'thanks',
  'small_talk',
  'bot_identity',
  'affirm',
  'deny',
  'dont_know',
  'skip_question',
  'both',
  'neither',
  'help',
  'unclear',
  'out_of_scope',
])

/** "I liked Alien but not Aliens": the verb of the clause before holds on. */
export function goesOn(
  tokens: readonly Token[],
  from: number,
  found: readonly Found[],
  before: Clause | undefined,
): Stance | undefined {
  const words = tokens.slice(from, from + 2).map(({ folded }) => folded)
  const bare = /^(but|and) not$/.test(words.join(' ')) || words[0] === 'not'
  const titled = found.some(({ kind }) => kind === 'title')
  return bare && titled && (before?.stance === 'like' || before?.stance === 'dislike') ? before.stance : undefined
}

/** A title takes the year after it along: "Dune (1984)". */
export function widened(f: Found, tokens: readonly Token[], to: number, linker: Linker): Found {
  const year = yearAfter(tokens, f.to, f, linker)
  return year && year.to <= to ? { ...f, to: year.to } : f
}

export const yearInside = (f: Found, tokens: readonly Token[]): number | undefined => {
  const last = tokens.slice(f.from, f.to).findLast(({ folded }) => /^(18|19|20)\d\d$/.test(folded))
  const before = tokens[f.from - 1]?.folded ?? ''
  return last ? Number(last.folded) : /^(18|19|20)\d\d$/.test(before) ? Number(before) : undefined
}

/** "the new Dune", "the original Scarface", "old Suspiria". */
export function byAge<T extends { row: number; score: number }>(
  rows: T[],
  tokens: readonly Token[],
  from: number,
  linker: Linker,
): T[] {
  const word = tokens[from - 1]?.folded ?? ''
  const top = rows.filter(({ score }) => score >= (rows[0]?.score ?? 0) - 0.04)
  if (top.length < 2) return rows
  const newer = /^(new|newer|newest|latest|recent|remake|modern)$/.test(word)
  const older = /^(old|older|oldest|original|first|classic)$/.test(word)
  if (!newer && !older) return rows
  const sorted = top.sort((a, b) => ((linker.year(a.row) ?? 0) - (linker.year(b.row) ?? 0)) * (older ? 1 : -1))
  return sorted.slice(0, 1)
}

const word = (tokens: readonly Token[], at: number): string => tokens[at]?.folded ?? ''
/** Words that only point to what follows. */
const POINTS = /^(any|anything|something|stuff|things|ones|from|made|that|thats|which|is|are)$/

const LEADS = /^(from|in|made|released|out|of)$/

/**
 * "I don't like long films" asks for short ones, "no films from the 80s" for all years but these.
 * What is said of something else before a comma does not count.
 */
export function disliked(
  numbers: readonly NumberFound[],
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
): NumberFound[] {
  return numbers.flatMap((number, i) => {
    const comma = tokens.findLastIndex(({ text }, at) => text === ',' && at >= from && at < number.from)
    const start = Math.max(from, comma + 1, saidAnew(number, numbers[i - 1], tokens, from, lexicon))
    const attitude = readStance(tokens, start, to, lexicon, new Map([[number.from, number.to]])).at.get(number.from)
    if (number.except || (attitude?.stance !== 'dislike' && attitude?.stance !== 'avoid')) return [number]
    const { min, max, otherwise, ...rest } = number
    if (otherwise) return [{ ...rest, ...otherwise }]
    // "not for kids": for those who are older.
    if (
      number.audience &&
      max !== undefined &&
      min === undefined &&
      lexicon.negations.before(tokens, number.from, start)
    )
      return [{ ...rest, min: max + 1 }]
    // "don't want anything before 1990"; "nothing over two hours" and its like were turned by the reader of numbers.
    let at = number.from
    while (at > start && (lexicon.nouns.has(word(tokens, at - 1)) || POINTS.test(word(tokens, at - 1)))) at--
    const led = lexicon.cues.before(tokens, at, start) ?? lexicon.negations.before(tokens, at, start)
    if (at < number.from && led && !/^not?$/.test(word(tokens, number.from))) {
      if (max !== undefined && min === undefined) return [{ ...rest, min: max + 1 }]
      if (min !== undefined && max === undefined) return [{ ...rest, max: min - 1 }]
    }
    const span =
      number.field === 'year' &&
      min !== undefined &&
      max !== undefined &&
      !/^no/.test(tokens[number.from]?.folded ?? '')
    return span ? [{ ...number, except: true as const }] : [number]
  })
}

/** Where what is said of a number begins: "not a comedy and from the 90s", "not longer than 100 minutes from the 90s". */
function saidAnew(
  number: NumberFound,
  before: NumberFound | undefined,
  tokens: readonly Token[],
  from: number,
  lexicon: Lexicon,
): number {
  let at = number.from
  while (at > from && LEADS.test(word(tokens, at - 1))) at--
  const led = at < number.from || LEADS.test(word(tokens, at))
  if (led && word(tokens, at - 1) === 'and') return at
  // "a comedy without X from the 90s": the comedy is from then, not X.
  const without = tokens.findLastIndex(
    (_, i) => i < at && (excepts(tokens, i, from) || comesSecond(tokens, i, from) > 0),
  )
  const said = tokens.slice(without + 1, at)
  const other = said.some(
    ({ kind, folded }) =>
      kind === 'word' && !lexicon.nouns.has(folded) && !POINTS.test(folded) && !lexicon.articles.has(folded),
  )
  if (led && without >= 0 && other && !said.some(({ text }) => text === ',')) return at
  // The "not" before another number is used up there.
  const used =
    before &&
    (/^(not?|nothing)$/.test(word(tokens, before.from)) ||
      lexicon.negations.before(tokens, before.from, from) !== undefined)
  return led && used ? before.to : from
}

export function numberMentions(
  numbers: readonly NumberFound[],
  found: readonly Found[],
  span: (a: number, b: number) => Span & { surface: string },
  linker: Linker,
): NumberMention[] {
  return numbers.map((n) => {
    const title = found.find((f) => f.kind === 'title' && (f.from === n.to || f.from === n.to + 1))
    const to = title?.kind === 'title' && title.rows[0] && n.direction ? linker.id(title.rows[0].row) : undefined
    return {
      ...span(n.from, n.to),
      field: n.field,
      ...(n.min !== undefined && { min: n.min }),
      ...(n.max !== undefined && { max: n.max }),
      ...(n.direction && { relative: { direction: n.direction, ...(to !== undefined && { to }) } }),
      ...(n.except && { except: true as const }),
      ...(n.clear && { clear: true as const }),
    }
  })
}

export function clauseStance(stances: ClauseStance, ordinal: Stance | undefined, intent: string): Stance {
  if (COURTEOUS.has(intent)) return 'neutral'
  if (ordinal !== undefined && ordinal !== 'want') return ordinal
  // "something like Jaws without sharks" refuses the sharks alone, and "like Alien minus Aliens" the second.
  const partly = stances.similar || [...stances.at.values()].some(({ stance }) => stance !== 'avoid')
  if (intent === 'similar' && stances.stance === 'avoid' && partly) return stances.likened ?? 'neutral'
  if (intent === 'reject' && stances.stance !== 'dislike') return 'avoid'
  if (intent === 'opinion' || intent === 'seen' || intent === 'not_seen')
    return stances.stance === 'want' || stances.stance === 'allow' ? 'neutral' : stances.stance
  return stances.stance
}

/** "loved it" after "how was Heat?": the item asked about is the one meant. */
export function withAsked(
  items: ItemMention[],
  intent: string,
  pronoun: Clause['pronoun'],
  ordinals: boolean,
  context: Context,
  stance: Stance,
  tokens: readonly Token[],
  from: number,
  to: number,
  text: string,
): ItemMention[] {
  const { asked } = context
  const only = asked?.items?.length === 1 ? asked.items[0] : undefined
  if (only === undefined || items.length > 0 || ordinals || (pronoun !== undefined && pronoun !== 'it')) return items
  if (asked?.kind !== 'opinion' && asked?.kind !== 'seen') return items
  if (intent !== 'opinion' && intent !== 'seen' && intent !== 'not_seen') return items
  const start = (tokens[from] as Token).start
  const end = (tokens[to - 1] as Token).end
  const seen = intent === 'seen' ? true : intent === 'not_seen' ? false : undefined
  return [
    {
      start,
      end,
      surface: text.slice(start, end),
      candidates: [{ id: only, score: 1 }],
      ambiguous: false,
      stance: stance === 'want' || stance === 'allow' ? 'neutral' : stance,
      ...(seen !== undefined && { seen }),
    },
  ]
}

/** "the one by Cameron" where the bot asked which of some items is meant: the one that names the person. */
export function choiceByPerson(found: readonly Found[], context: Context, catalogue: Catalogue): ItemId | undefined {
  const [f] = found
  if (context.asked?.kind !== 'choice' || found.length !== 1 || f?.kind !== 'person') return undefined
  const named = (id: ItemId) =>
    f.person.fields.some(({ field, value }) => catalogue.find(id)?.tags[field]?.includes(value ?? f.person.value))
  const fitting = (context.asked.items ?? []).filter(named)
  return fitting.length === 1 ? fitting[0] : undefined
}

/** "like Alien" at the start of the message or after a mark: no verb, but "such as". */
export function leadingLike(tokens: readonly Token[], at: number): boolean {
  if (tokens.find(({ kind }) => kind === 'word')?.folded === 'like') return true
  const like = tokens.findLastIndex(({ folded }, i) => i < at && folded === 'like')
  return like > 0 && tokens[like - 1]?.kind === 'mark'
}
