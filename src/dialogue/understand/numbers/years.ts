import type { Bound } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'
import { isNegated, type NumberFound, type NumberWorld } from './number-world.ts'

const YEAR = /^(18[89]\d|19\d\d|20[0-4]\d)$/
const DECADE = /^(18[89]|19\d|20[0-4])0s$/
const SHORT_DECADE = /^\d0s$/

/** "the last ten years" */
export function readLastYears(
  world: NumberWorld,
  tokens: readonly Token[],
  at: number,
  to: number,
): NumberFound | undefined {
  const start = /^(the|from|in)$/.test(tokens[at]?.folded ?? '') ? at + 1 : at
  const first = tokens[start]?.folded === 'the' ? start + 1 : start
  if (!/^(last|past)$/.test(tokens[first]?.folded ?? '')) return undefined
  const word = tokens[first + 1]?.folded ?? ''
  const count = /^\d{1,2}$/.test(word) ? Number(word) : world.lexicon.numbers.get(word)
  if (count === undefined || first + 3 > to || !/^(years|yrs)$/.test(tokens[first + 2]?.folded ?? '')) return undefined
  return { from: at, to: first + 3, field: 'year', min: world.newest - count }
}

/** "80s", "from the early nineties", "before 1980", "1970 to 1985" */
export function readYears(
  world: NumberWorld,
  tokens: readonly Token[],
  at: number,
  from: number,
  to: number,
): NumberFound | undefined {
  const { bounds } = world.lexicon
  let bound: Bound | undefined
  let i = at
  for (const name of ['before', 'since', 'after', 'between', 'about', 'below', 'above', 'least'] as const) {
    const hit = bounds[name].at(tokens, at, to)
    if (hit && at + hit.length > i) {
      bound = name
      i = at + hit.length
    }
  }
  const plain = bound === 'since' && /^(from)$/.test(tokens[at]?.folded ?? '') && i === at + 1
  const span = yearSpan(world, tokens, i, to)
  if (!span) return undefined
  const { min, max, to: end } = span
  const second = /^(and|to|until|till|-|–|through)$/.test(tokens[end]?.folded ?? '')
    ? yearSpan(world, tokens, end + 1, to)
    : undefined
  if (second && (bound === 'between' || plain || /^(to|until|till|-|–|through)$/.test(tokens[end]?.folded ?? ''))) {
    return { from: at, to: second.to, field: 'year', min: Math.min(min, second.min), max: Math.max(max, second.max) }
  }
  const onwards = bounds.onwards.at(tokens, end, to)
  const plus = tokens[end]?.text === '+'
  const backwards = bounds.backwards.at(tokens, end, to)
  if (onwards || plus) return { from: at, to: end + (onwards?.length ?? 1), field: 'year', min }
  if (backwards) return { from: at, to: end + backwards.length, field: 'year', max }
  const negated = isNegated(world, tokens, at, from)
  const found = { from: at, to: end, field: 'year' }
  switch (plain ? undefined : bound) {
    case 'before':
      if (/^(no|not|nothing|by|up|until|till)$/.test(tokens[at]?.folded ?? '')) return { ...found, max }
      return negated ? { ...found, min } : { ...found, max: min - 1 }
    case 'after':
    case 'above':
      return negated ? { ...found, max } : { ...found, min: max + 1 }
    case 'since':
    case 'least':
      return { ...found, min }
    case 'about':
      return { ...found, min: min === max ? min - 2 : min, max: min === max ? max + 2 : max }
    case 'below':
      return undefined
    default:
      // A bare number is a year only where it can be one of this catalogue.
      if (negated) return { ...found, min, max, except: true }
      return max > world.newest ? { ...found, min } : { ...found, min, max }
  }
}

function yearSpan(
  world: NumberWorld,
  tokens: readonly Token[],
  start: number,
  to: number,
): { min: number; max: number; to: number } | undefined {
  let at = start
  while (at < to && /^(the|year|years|'|’|in|late|early|mid)$/.test(tokens[at]?.folded ?? '') && at < start + 4) {
    if (/^(late|early|mid)$/.test(tokens[at]?.folded ?? '')) break
    at++
  }
  const { bounds, decades, centuries } = world.lexicon
  const century = centuries.at(tokens, at, to) ?? centuries.at(tokens, start, to)
  if (century) return { min: century.value, max: century.value + 99, to: at + century.length }
  const part = (['early', 'mid', 'late'] as const).find((name) => bounds[name].at(tokens, at, to))
  if (part) at += bounds[part].at(tokens, at, to)?.length ?? 0
  while (tokens[at]?.text === '-' || /^['’]$/.test(tokens[at]?.text ?? '')) at++
  if (at >= to) return undefined
  const word = (tokens[at]?.folded ?? '').replace(/^(\d\d|\d{4})s$/, '$1s')
  const named = decades.at(tokens, at, to)
  let decade: number | undefined = named?.value
  let end = at + (named?.length ?? 1)
  if (decade === undefined && DECADE.test(word)) decade = Number(word.slice(0, 4))
  if (decade === undefined && SHORT_DECADE.test(word)) decade = short(Number(word.slice(0, 2)))
  if (decade === undefined && /^\d0$/.test(word) && tokens[at + 1]?.folded === 's' && !tokens[at + 1]?.spaced) {
    decade = short(Number(word))
    end = at + 2
  }
  if (decade !== undefined) {
    const [low, high] = part === 'early' ? [0, 3] : part === 'mid' ? [4, 6] : part === 'late' ? [7, 9] : [0, 9]
    return { min: decade + low, max: decade + high, to: end }
  }
  if (YEAR.test(word) && Number(word) <= world.newest + 15) return { min: Number(word), max: Number(word), to: at + 1 }
  return undefined
}

/** "80s" is 1980, "20s" 1920, "00s" 2000, "10s" 2010. */
const short = (n: number): number => (n < 20 ? 2000 + n : 1900 + n)

/** "70s or 80s" is one span of years. */
export function joinYears(found: readonly NumberFound[], tokens: readonly Token[]): NumberFound[] {
  const joined: NumberFound[] = []
  for (const next of found) {
    const last = joined.at(-1)
    const between = last ? tokens.slice(last.to, next.from).map(({ folded }) => folded) : []
    if (
      last &&
      last.field === 'year' &&
      next.field === 'year' &&
      last.except === next.except &&
      last.min !== undefined &&
      last.max !== undefined &&
      next.min !== undefined &&
      next.max !== undefined &&
      between.length <= 2 &&
      between.every((word) => /^(or|and|,|the|\/)$/.test(word))
    ) {
      joined[joined.length - 1] = {
        ...last,
        to: next.to,
        min: Math.min(last.min, next.min),
        max: Math.max(last.max, next.max),
      }
    } else joined.push(next)
  }
  return joined
}
