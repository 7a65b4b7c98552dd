import type { Found, Linker } from '../linking/linker.ts'
import type { PersonField } from '../linking/person-names.ts'
import { yearAfter } from '../linking/year-after.ts'
import type { Context, ItemMention, Span, Stance, TagMention } from '../meaning.ts'
import type { Token } from '../text/tokenize.ts'
import { byAge, leadingLike, yearInside } from './mentions.ts'
import { type Attitude, prefersTo } from './stance.ts'

/** Intents that ask about an item: numbers and adjectives in them are no wishes, and what they name is not judged. */
export const QUESTIONS: ReadonlySet<string> = new Set([
  'ask_fact',
  'ask_about',
  'ask_why',
  'ask_why_not',
  'where_to_watch',
])

/** A title as it was meant: which of several by year, age or what was asked, and how it stands. */
export function itemMention(
  f: Found & { kind: 'title' },
  attitude: Attitude | undefined,
  intent: string,
  tokens: readonly Token[],
  context: Context,
  linker: Linker,
): Omit<ItemMention, 'start' | 'end' | 'surface'> {
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
  const yardstick = tokens[f.from - 1]?.folded === 'than' && !prefersTo(tokens, f.from - 2)
  const bare =
    intent === 'similar' &&
    (attitude?.stance === 'want' || (attitude?.stance === 'like' && leadingLike(tokens, f.from)))
  const meant = intent === 'correct' && attitude?.stance === 'avoid' && tokens[f.from - 1]?.folded !== 'not'
  const stance = yardstick || bare || meant || QUESTIONS.has(intent) ? undefined : attitude?.stance
  return {
    candidates: rows.map(({ row, score }) => ({ id: linker.id(row), score: Math.round(score * 1000) / 1000 })),
    ambiguous: first !== undefined && second !== undefined && !sure && second.score > first.score - 0.02,
    ...(yardstick && { yardstick: true as const }),
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

/** The values that a name stands for, in the field that was asked about, else in the likeliest. */
export function tagMentions(
  f: Found & { kind: 'tag' | 'person' },
  attitude: Attitude | undefined,
  intent: string,
  wish: boolean,
  span: Span & { surface: string },
  tokens: readonly Token[],
  context: Context,
  linker: Linker,
): TagMention[] {
  // "Like Alien with the taste of comedy" likens, and tells no taste.
  const verbs = tokens.filter(
    (_, at) => at < f.from && /^(like|love)$/.test(linker.lexicon.cues.at(tokens, at)?.value ?? ''),
  )
  const likens =
    intent === 'similar' && attitude?.stance === 'like' && verbs.length === 1 && leadingLike(tokens, f.from)
  const stance: Stance = likens ? 'want' : (attitude?.stance ?? (wish ? 'want' : 'neutral'))
  const common = {
    ...span,
    stance: QUESTIONS.has(intent) ? ('neutral' as const) : stance,
    strength: attitude?.strength ?? 1,
    hard: attitude?.hard ?? false,
  }
  if (f.kind === 'person') {
    const field = personField(f, tokens, linker)
    return field ? [{ ...common, field: field.field, value: field.value ?? f.person.value }] : []
  }
  const asked = context.asked?.kind === 'tag' ? context.asked.field : undefined
  const field = f.tags.find((tag) => tag.field === asked)?.field ?? f.tags[0]?.field
  return f.tags
    .filter((tag) => tag.field === field)
    .map(({ value, narrower }) => ({
      ...common,
      field: field as string,
      value,
      ...(narrower === 'unsaid' && { nearest: true as const }),
    }))
}

/** The part that a person is named for: "by" makes a maker of them, "with" somebody who is in it; else the likeliest. */
export function personField(
  { from, person: { fields } }: Found & { kind: 'person' },
  tokens: readonly Token[],
  { lexicon, catalogue }: Linker,
): PersonField | undefined {
  const before = tokens[from - 1]?.folded ?? ''
  const says = (pattern: RegExp) => fields.find(({ field }) => pattern.test(catalogue.domain.tags[field]?.phrase ?? ''))
  const said = lexicon.makers.has(before)
    ? says(/\bby\b/)
    : lexicon.performers.has(before)
      ? says(/\bwith\b/)
      : undefined
  return said ?? fields[0]
}
