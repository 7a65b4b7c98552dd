import type { Context } from '../meaning.ts'
import { distance } from '../text/spelling.ts'
import type { Token } from '../text/tokenize.ts'
import type { Found, Linker } from './linker.ts'
import { partAfter } from './part.ts'
import { titleWords } from './title-names.ts'

export interface Unknown {
  readonly from: number
  readonly to: number
  /** The most similar titles, best first. */
  readonly rows: readonly number[]
  /** Where they are a known title after all, only badly spelt. */
  readonly known?: Found
  /** They stand where a person would: "films by ...". */
  readonly person?: true
}

/** A single word must share so much with a title, by its trigrams, for that to be what was meant. */
const ALIKE = 0.41
/** ... and so much two words that may be somebody's name: "Rob Zombie" is no "Robin Hood". */
const SURELY_ALIKE = 0.5

const TITLE_CUES: ReadonlySet<string> = new Set(['like', 'love', 'dislike', 'hate', 'seen', 'unseen', 'similar'])
const QUOTES = /^["“”„«»]$/u

/**
 * Words that stand where a title would ("I loved Zorblax 9", "something like ...", in quotes) and name none.
 * At least one word must be no everyday word, no tag and no part of the intents.
 */
export function unknownTitle(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
  context: Context,
): Unknown | undefined {
  const [part] = unknownParts(tokens, to, found, linker)
  if (part) return part
  const named = person(tokens, from, to, found, linker)
  const beside = listed(tokens, from, to, found)
  const lone = alone(tokens, from, to, found, linker)
  const span =
    quoted(tokens, from, to) ??
    named ??
    slot(tokens, from, to, found, linker) ??
    beside ??
    inquired(tokens, from, to, found, linker) ??
    themed(tokens, from, to, found, linker) ??
    judged(tokens, from, to, found, linker) ??
    answer(tokens, from, to, found, context) ??
    lone
  if (!span) return undefined
  let [a, b] = span
  const { lexicon } = linker
  const everyday = ({ folded, kind, capital }: Token) =>
    kind === 'mark' || lexicon.common.has(folded) || linker.isTagWord(folded) || (!capital && misspelt(folded, lexicon))
  const isListed = span === beside
  const inQuotes = QUOTES.test(tokens[a - 1]?.text ?? '')
  if (!inQuotes && !isListed) {
    while (
      a < b &&
      (lexicon.articles.has(tokens[a]?.folded ?? '') ||
        lexicon.nouns.has(tokens[a]?.folded ?? '') ||
        tokens[a]?.kind === 'mark')
    )
      a++
    while (
      b > a &&
      (tokens[b - 1]?.kind === 'mark' ||
        (everyday(tokens[b - 1] as Token) && !tokens[b - 1]?.capital && !/^\d+$/.test(tokens[b - 1]?.folded ?? '')))
    )
      b--
  }
  if (b <= a || b - a > 12) return undefined
  const rest = lexicon.pronounWords.at(tokens, lexicon.articles.has(tokens[a - 1]?.folded ?? '') ? a - 1 : a, to)
  if (rest?.value === 'others' && context.shown.length > 1 && !inQuotes && !tokens[b - 1]?.capital) return undefined
  if (
    found.some((f) => f.from < b && f.to > a && !(isListed && f.kind === 'tag') && !yields(f, [a, b], tokens, linker))
  )
    return undefined
  const words = tokens.slice(a, b).filter(({ kind }) => kind === 'word')
  const letters = words.map(({ folded }) => folded).join('')
  if (letters.length < 3 || !/\p{L}/u.test(letters)) return undefined
  if (!inQuotes && !isListed && words.every((word) => everyday(word) || /^\d+s?$/.test(word.folded))) return undefined
  const text = words.map(({ folded }) => folded).join(' ')
  const { rows, same, score } = linker.nearest(text)
  const row = rows[0]
  if (named === span) return { from: a, to: b, rows: [], person: true }
  if (same && row !== undefined) {
    return { from: a, to: b, rows, known: { kind: 'title', from: a, to: b, rows: [{ row, score: 0.75 }], fuzzy: true } }
  }
  // Any word shares some letters with some title: "Pixar" is no "The Piano".
  const far = (words.length === 1 && score < ALIKE) || (span === lone && words.length > 1 && score < SURELY_ALIKE)
  return { from: a, to: b, rows: far ? [] : rows.slice(0, 3) }
}

/** Titles with the number of a part that the catalogue does not hold: "Alien 9". */
export function unknownParts(tokens: readonly Token[], to: number, found: readonly Found[], linker: Linker): Unknown[] {
  return found.flatMap((f): Unknown[] => {
    const end = f.kind === 'title' ? partAfter(f, tokens, linker) : undefined
    if (f.kind !== 'title' || end === undefined || end > to) return []
    const words = tokens.slice(f.from, end).flatMap(({ kind, folded }) => (kind === 'word' ? [folded] : []))
    const first = f.rows[0]?.row ?? 0
    const written = (row: number) => titleWords(linker.catalogue.items[row]?.title ?? '').join('')
    const series = titleWords(
      tokens
        .slice(f.from, f.to)
        .map(({ text }) => text)
        .join(' '),
    ).join('')
    const kin = linker.nearest(words.join(' ')).rows.filter((row) => row !== first && written(row).includes(series))
    return [{ from: f.from, to: end, rows: [first, ...kin].slice(0, 3) }]
  })
}

/** One edit from an everyday word: "actualy". */
function misspelt(word: string, { common }: Linker['lexicon']): boolean {
  if (word.length < 7) return false
  for (const other of common) {
    if (
      other.length > 4 &&
      Math.abs(other.length - word.length) < 2 &&
      other[0] === word[0] &&
      distance(word, other, 1) <= 1
    )
      return true
  }
  return false
}

/**
 * May what was found be a part of a longer, unknown title? A guess may; a subject may where all words begin
 * with capitals, or where a strange word follows it: "Suicide Squad".
 */
function yields(f: Found, [a, b]: readonly [number, number], tokens: readonly Token[], linker: Linker): boolean {
  if (f.kind !== 'tag') return false
  if (f.fuzzy) return true
  if (f.from < a || f.to > b) return false
  if (isThemed(tokens, f, b, linker)) return true
  const words = tokens.slice(a, b).filter(({ kind }) => kind === 'word')
  const rest = [...tokens.slice(a, f.from), ...tokens.slice(f.to, b)]
  return (
    rest.some((word) => word.capital && isStranger(word, linker)) &&
    words.every(({ capital, folded }) => capital || folded.length < 4)
  )
}

const isStranger = ({ folded, kind }: Token, linker: Linker): boolean =>
  kind === 'word' &&
  !linker.lexicon.common.has(folded) &&
  !linker.lexicon.kinds.has(folded) &&
  !linker.isTagWord(folded)

/** One stranger right after a grave subject, and nothing after it: "suicide squad", but "zombie outbreak". */
function isThemed(tokens: readonly Token[], f: Found, to: number, linker: Linker): boolean {
  const next = tokens[f.to]
  return (
    f.kind === 'tag' &&
    f.axes.length === 0 &&
    f.to - f.from === 1 &&
    f.to + 1 === to &&
    next !== undefined &&
    isStranger(next, linker) &&
    linker.lexicon.grave.has(tokens[f.from]?.folded ?? '')
  )
}

/** "suicide squad" as all that is said. */
function themed(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
): [number, number] | undefined {
  const end = tokens[to - 1]?.kind === 'mark' ? to - 1 : to
  const f = found.find((o) => isThemed(tokens, o, end, linker))
  return f && found.length === 1 && f.from === from ? [from, end] : undefined
}

/** "films by Barnaby Quillfeather": two or more strange words, where a person would stand. */
function person(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
): [number, number] | undefined {
  for (let i = from; i < to; i++) {
    const before = tokens[i]?.folded ?? ''
    if (!linker.lexicon.beforePeople.has(before) && before !== 'without') continue
    const start = i + 1
    let end = start
    while (end < to && (isName(tokens[end] as Token, linker) || isTagName(end, start, tokens, found, linker))) end++
    const taken = found.some((f) => f.from < end && f.to > start && (f.kind !== 'tag' || f.from === start))
    if (end - start >= 2 && end - start <= 4 && !taken) return [start, end]
  }
  return undefined
}

/** "Rob Zombie": a subject in capitals right after a strange word in capitals is a surname. */
const isTagName = (
  at: number,
  start: number,
  tokens: readonly Token[],
  found: readonly Found[],
  linker: Linker,
): boolean => {
  const before = tokens[at - 1] as Token
  return (
    at > start &&
    tokens[at]?.capital === true &&
    before.capital &&
    isStranger(before, linker) &&
    found.some((f) => f.kind === 'tag' && f.from === at && f.to === at + 1)
  )
}

/** Written as a name, or a word that no description has. */
const isName = (token: Token, linker: Linker): boolean =>
  isStranger(token, linker) && /^\p{L}/u.test(token.text) && (token.capital || linker.isStrange(token.folded))

/** "have you got Xylophone Nights of Brabant?": words with capitals to the end. */
function inquired(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
): [number, number] | undefined {
  for (let i = from; i < to; i++) {
    const hit = linker.lexicon.inquiries.at(tokens, i, to)
    if (!hit) continue
    const start = i + hit.length
    let end = start
    while (end < to && !/^[?!.,]$/.test(tokens[end]?.text ?? '')) end++
    const words = tokens.slice(start, end).filter(({ kind }) => kind === 'word')
    const capital = words.every(({ capital, folded }) => capital || folded.length < 4 || /^\d/.test(folded))
    const strange = words.filter((word) => isStranger(word, linker)).length
    if (
      words.some(({ capital }) => capital) &&
      capital &&
      strange > 0 &&
      !found.some((f) => f.from < end && f.to > start && f.kind !== 'tag')
    )
      return [start, end]
    i = start - 1
  }
  return undefined
}

function quoted(tokens: readonly Token[], from: number, to: number): [number, number] | undefined {
  const open = tokens.findIndex(({ text }, i) => i >= from && i < to && QUOTES.test(text))
  if (open < 0) return undefined
  const close = tokens.findIndex(({ text }, i) => i > open && i < to && QUOTES.test(text))
  return close > open + 1 ? [open + 1, close] : undefined
}

/** "I loved Heat, Zorblax and Ronin": a name in capitals that is joined to a title by a comma or "and". */
function listed(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
): [number, number] | undefined {
  // Where everything has capitals they tell nothing.
  if (!tokens.some(({ kind, capital, text }) => kind === 'word' && !capital && text.length > 2)) return undefined
  const plain = (at: number) => found.some((f) => f.kind === 'tag' && f.from === at && f.axes.length > 0)
  const joins = (at: number) => /^(,|and|or|&)$/.test(tokens[at]?.folded ?? '')
  const titled = (at: number) => found.some((f) => f.kind === 'title' && f.from <= at && f.to > at)
  for (let start = from + 1; start < to; start++) {
    if (!tokens[start]?.capital || titled(start) || plain(start) || !joins(start - 1)) continue
    let end = start
    while (end < to && tokens[end]?.capital && !titled(end)) end++
    const closed = end >= to || joins(end) || tokens[end]?.kind === 'mark'
    const skip = joins(start - 2) ? 3 : 2
    const beside = titled(start - skip) || (joins(end) && titled(end + (joins(end + 1) ? 2 : 1)))
    if (closed && beside && !found.some((f) => f.kind === 'person' && f.from < end && f.to > start)) return [start, end]
  }
  return undefined
}

/** From a verb of taste, "seen" or "something like" to the end of what it governs. */
function slot(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
): [number, number] | undefined {
  const { lexicon } = linker
  for (let i = from; i < to; i++) {
    const cue = lexicon.cues.at(tokens, i, to)
    if (!cue) continue
    if (!TITLE_CUES.has(cue.value)) {
      i += cue.length - 1
      continue
    }
    // "who played Ripley?" names a part, no title.
    if (lexicon.whoAsks.has(tokens[i - 1]?.folded ?? '')) continue
    const start = i + cue.length
    let end = start
    while (
      end < to &&
      !/^(and|or|but|because|cause|as|so|with|when|,|\.|!|\?|\n|than|too|also|\(|was|is|were|are|that|which|in|on|for|about|if|it)$/.test(
        tokens[end]?.folded ?? '',
      )
    )
      end++
    if (found.some((f) => f.kind === 'title' && f.from < end && f.to > start)) continue
    if (
      end > start &&
      tokens.slice(start, end).some(({ kind, folded }) => kind === 'word' && !lexicon.common.has(folded))
    )
      return [start, end]
    i = start - 1
  }
  return undefined
}

/** "Zorblax was amazing": what stands before the verb of a judgement. */
function judged(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
): [number, number] | undefined {
  const verb = tokens.findIndex(({ folded }, i) => i > from && i < to && /^(was|is)$/.test(folded))
  if (verb < 0 || found.some((f) => f.kind === 'title' && f.from < verb)) return undefined
  const cue = tokens
    .slice(verb + 1, to)
    .some((_, k) => /^(good|bad|okay|love)$/.test(linker.lexicon.cues.at(tokens, verb + 1 + k, to)?.value ?? ''))
  const known = tokens
    .slice(from, verb)
    .some(
      ({ folded, kind }) =>
        kind === 'word' &&
        linker.lexicon.pronounWords.at([tokens[from] as Token], 0) !== undefined &&
        folded === tokens[from]?.folded,
    )
  return cue && !known ? [from, verb] : undefined
}

/** The whole message, where the bot has asked for a title. */
function answer(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  context: Context,
): [number, number] | undefined {
  const asked = context.asked?.kind
  if (found.length > 0 || tokens.filter(({ kind }) => kind === 'word').length < 2) return undefined
  const capital = tokens
    .slice(from, to)
    .filter(({ kind }) => kind === 'word')
    .every(({ capital, folded }) => capital || /^\d/.test(folded) || folded.length < 4)
  return (asked === 'open' || asked === 'opinion' || asked === 'choice') && capital ? [from, to] : undefined
}

/**
 * "Sharknado", "Rob Zombie", "not Nick Nolte": nothing but words in capitals, of which one is in no description and near no
 * everyday word. Where everything is in capitals they tell nothing.
 */
function alone(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
  linker: Linker,
): [number, number] | undefined {
  const { lexicon } = linker
  const start = /^(not|no|never)$/.test(tokens[from]?.folded ?? '') ? from + 1 : from
  let end = to
  while (end > start && tokens[end - 1]?.kind === 'mark') end--
  const words = tokens.slice(start, end)
  const named = words.every(
    ({ kind, capital, text }) =>
      kind === 'word' && (/^\d+$/.test(text) || (capital && text !== text.toUpperCase() && /^\p{L}/u.test(text))),
  )
  if (!named || words.length === 0 || words.length > 4 || words.some(({ folded }) => lexicon.interjections.has(folded)))
    return undefined
  const strange = words.some(
    (word) =>
      word.folded.length > 2 &&
      isStranger(word, linker) &&
      linker.isStrange(word.folded) &&
      (words.length > 1 || !nearEveryday(word.folded, lexicon)),
  )
  if (!strange || (words.length === 1 && (words[0] as Token).folded.length < 5)) return undefined
  return found.some((f) => f.kind !== 'tag' || (f.from === start && f.to === end)) ? undefined : [start, end]
}

/** One edit from a word of the language that begins alike: "Helo". */
const nearEveryday = (word: string, { common }: Linker['lexicon']): boolean =>
  [...common].some(
    (other) =>
      other.length > 2 &&
      Math.abs(other.length - word.length) < 2 &&
      other[0] === word[0] &&
      distance(word, other, 1) <= 1,
  )
