import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Found } from '../linking/linker.ts'
import type { Token } from '../text/tokenize.ts'
import type { ClauseStance } from './stance.ts'

export interface AxisFound {
  readonly from: number
  readonly to: number
  readonly axis: string
  readonly direction: 1 | -1
}

/** "less violent", "funnier", "not too scary", "more romance": directions of taste in tokens [from, to). */
export function axisMentions(
  found: readonly Found[],
  tokens: readonly Token[],
  from: number,
  to: number,
  catalogue: Catalogue,
  lexicon: Lexicon,
  stances: ClauseStance,
  intent: string,
): AxisFound[] {
  const mentions: AxisFound[] = []
  const past = tokens.slice(from, to).some(({ folded }) => folded === 'was' || folded === 'were')
  for (const f of found) {
    if (f.kind !== 'tag') continue
    const degree = lexicon.degree.before(tokens, f.from, from, 4)
    const attitude = stances.at.get(f.from)
    const start = degree?.start ?? f.from
    const enough = tokens[f.to]?.folded === 'enough'
    const against = attitude?.stance === 'avoid' || attitude?.stance === 'dislike' || (attitude?.negated ?? false)
    // "it was funny" judges what was seen; "it was too dark" says what to avoid.
    if (past && degree === undefined && intent !== 'want') continue
    const noun = degree && f.axes.length === 0 ? axisNoun(tokens, f, catalogue) : undefined
    if (noun) {
      mentions.push({ from: start, to: f.to, axis: noun, direction: degree?.value === 'less' || against ? -1 : 1 })
      continue
    }
    if (isLow(tokens, f, from, lexicon)) {
      for (const { axis, pole } of f.axes) mentions.push({ from: start, to: f.to, axis, direction: -pole as 1 | -1 })
      continue
    }
    // "boring", "not boring": what is bad is never wished for.
    if (lexicon.cues.at(tokens, f.from, to)?.value === 'bad') {
      for (const { axis, pole } of f.axes) mentions.push({ from: f.from, to: f.to, axis, direction: -pole as 1 | -1 })
      continue
    }
    for (const { axis, pole } of f.axes) {
      const less = degree?.value === 'less'
      const more = degree?.value === 'more' && !against
      const sign = enough && (against || less) ? 1 : less ? -1 : more ? 1 : against ? -1 : 1
      mentions.push({ from: start, to: f.to, axis, direction: (pole * sign) as 1 | -1 })
    }
  }
  // The same axis twice in one clause: the last word counts.
  return mentions.filter((m, i) => !mentions.slice(i + 1).some(({ axis }) => axis === m.axis))
}

/** "I'm sad", "feeling a bit gloomy": somebody low asks for the opposite. */
export function isLow(tokens: readonly Token[], f: Found, from: number, lexicon: Lexicon): boolean {
  if (!lexicon.lows.has(tokens[f.from]?.folded ?? '') || lexicon.nouns.has(tokens[f.to]?.folded ?? '')) return false
  let at = f.from - 1
  while (
    at > from &&
    (lexicon.soft.at(tokens, at) ||
      /^(bit|little|so|very|really|pretty|quite|too|just)$/.test(tokens[at]?.folded ?? ''))
  )
    at--
  return lexicon.speakers.before(tokens, at + 1, from) !== undefined
}

/** "less violence": the axis called by its own name. */
function axisNoun(tokens: readonly Token[], f: Found, catalogue: Catalogue): string | undefined {
  const word = tokens
    .slice(f.from, f.to)
    .map(({ folded }) => folded)
    .join('')
  const value = f.kind === 'tag' ? f.tags[0]?.value : undefined
  return Object.keys(catalogue.domain.axes).find((axis) => axis === word || axis === value)
}
