import type { Bound } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'
import type { NumberFound, NumberWorld } from './number-world.ts'

/** "newer", "shorter than that", "classics", "something recent", "short" */
export function readLoose(
  world: NumberWorld,

  tokens: readonly Token[],
  at: number,
  from: number,
  to: number,
  taken: (at: number) => boolean,
): NumberFound | undefined {
  const { bounds } = world.lexicon
  const negated = world.lexicon.negations.before(tokens, at, from, 3) !== undefined
  const flip = (direction: 1 | -1): 1 | -1 => (negated ? (-direction as 1 | -1) : direction)
  const too = tokens[at]?.folded === 'too'
  const more = world.more.at(tokens, at, to)
  const than = (length: number) => (tokens[at + length]?.folded === 'than' ? length + 1 : length)
  if (more && tokens[at - 1]?.folded === 'no' && tokens[at + 1]?.folded !== 'than') return undefined
  if (more)
    return { from: at, to: at + than(more.length), field: more.value.field, direction: flip(more.value.direction) }
  const measure = world.measure
  if (too && measure !== undefined && !negated && /^(long|short)$/.test(tokens[at + 1]?.folded ?? '')) {
    return { from: at, to: at + 2, field: measure, direction: tokens[at + 1]?.folded === 'long' ? -1 : 1 }
  }
  const newer = bounds.newer.at(tokens, at, to)
  const older = bounds.older.at(tokens, at, to)
  const not = negated || /^(not|nothing)$/.test(tokens[at - 1]?.folded ?? '')
  if (newer && too && not) return { from: at, to: at + newer.length, field: 'year', min: world.newest - 30 }
  if (older && too && not) return { from: at, to: at + older.length, field: 'year', max: world.newest - 10 }
  if (newer && newer.length >= (older?.length ?? 0))
    return { from: at, to: at + than(newer.length), field: 'year', direction: negated && too ? 1 : flip(1) }
  if (older) return { from: at, to: at + than(older.length), field: 'year', direction: negated && too ? -1 : flip(-1) }
  const known = (name: Bound) => bounds[name].at(tokens, at, to)
  const recent = known('recent')
  if (recent && !taken(at) && !/^(york|zealand|to|wave)$/.test(tokens[at + 1]?.folded ?? '')) {
    const span = { from: at, to: at + recent.length, field: 'year' }
    return negated
      ? { ...span, max: world.newest - 10 }
      : { ...span, min: world.newest - 10, otherwise: { max: world.newest - 10 } }
  }
  const old = known('old')
  if (old)
    return {
      from: at,
      to: at + old.length,
      field: 'year',
      ...(negated || /^(nothing|no)$/.test(tokens[at - 1]?.folded ?? '')
        ? { min: world.newest - 30 }
        : { max: world.newest - 40, otherwise: { min: world.newest - 30 } }),
    }
  const classic = known('classic')
  if (classic)
    return {
      from: at,
      to: at + classic.length,
      field: 'year',
      max: world.newest - 30,
      otherwise: { min: world.newest - 30 },
    }
  const values = measure === undefined ? [] : (world.quantiles.get(measure) ?? [])
  if (measure === undefined || values.length === 0) return undefined
  const quantile = (q: number) => values[Math.floor(q * (values.length - 1))] as number
  const short = known('short')
  const long = known('long')
  // "120 minutes long" has said how long.
  if (world.units.has(tokens[at - 1]?.folded ?? '')) return undefined
  if (world.lexicon.noLength.has(tokens[at + (long?.length ?? short?.length ?? 0)]?.folded ?? '')) return undefined
  const soft = /^(not|nothing)$/.test(tokens[at]?.folded ?? '') || negated
  if (short && short.length >= (long?.length ?? 0)) {
    const span = { from: at, to: at + short.length, field: measure }
    return soft && !/^(not|nothing)$/.test(tokens[at]?.folded ?? '')
      ? { ...span, min: quantile(0.5) }
      : { ...span, max: quantile(soft ? 0.5 : 0.25), ...(!soft && { otherwise: { min: quantile(0.5) } }) }
  }
  if (long) {
    const span = { from: at, to: at + long.length, field: measure }
    const isNot = /^(not|nothing)$/.test(tokens[at]?.folded ?? '')
    return soft && !isNot
      ? { ...span, max: quantile(0.5) }
      : { ...span, min: quantile(soft ? 0.5 : 0.75), ...(!soft && { otherwise: { max: quantile(0.5) } }) }
  }
  return undefined
}
