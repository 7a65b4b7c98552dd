import type { Bound } from '../lexicon.ts'
import type { Token } from '../text/tokenize.ts'
import { isNegated, type NumberFound, type NumberWorld } from './number-world.ts'

/** "under two hours", "90 min", "2h30", "an hour and a half" */
export function readAmount(
  world: NumberWorld,
  tokens: readonly Token[],
  at: number,
  from: number,
  to: number,
): NumberFound | undefined {
  let i = at
  let bound: Bound | undefined
  for (const name of ['most', 'below', 'least', 'above', 'between', 'about'] as const) {
    const hit = world.lexicon.bounds[name].at(tokens, i, to)
    if (
      hit &&
      (bound === undefined || i + hit.length > at + (world.lexicon.bounds[bound].at(tokens, i, to)?.length ?? 0))
    )
      bound = name
  }
  if (bound) i += world.lexicon.bounds[bound].at(tokens, i, to)?.length ?? 0
  // "I've got about two hours" is still a bound.
  if (bound === 'most') i += world.lexicon.bounds.about.at(tokens, i, to)?.length ?? 0
  const range = spanOf(world, tokens, i, to)
  if (range) return { from: at, to: range.to, field: range.field, min: range.min, max: range.max }
  const amount = quantity(world, tokens, i, to) ?? openEnded(world, tokens, i, to)
  if (!amount) return undefined
  let { to: end } = amount
  const { field, value } = amount
  const before = isNegated(world, tokens, at, from)
  const trailing =
    /^(max|maximum|tops|most|or less)$/.test(tokens[end]?.folded ?? '') ||
    (tokens[end]?.folded === 'or' && /^(less|shorter|under)$/.test(tokens[end + 1]?.folded ?? ''))
  const rising = tokens[end]?.folded === 'or' && /^(more|longer|over)$/.test(tokens[end + 1]?.folded ?? '')
  if (trailing || rising) end += tokens[end]?.folded === 'or' ? 2 : 1
  const span = { from: at, to: end, field }
  if ('edge' in amount) return { ...span, [amount.edge]: value }
  if (bound === 'between') {
    const second = quantity(world, tokens, end + 1, to)
    if (second && /^(and|to)$|^-$/.test(tokens[end]?.folded ?? ''))
      return { ...span, to: second.to, min: value, max: second.value }
  }
  if (rising) return { ...span, min: value }
  if (trailing || bound === 'most') return { ...span, max: value }
  if (bound === 'below') return before ? { ...span, min: value } : { ...span, max: value - 1 }
  if (bound === 'least') return { ...span, min: value }
  if (bound === 'above') return before ? { ...span, max: value } : { ...span, min: value + 1 }
  if (bound === undefined && world.lexicon.elapsed.has(tokens[at - 1]?.folded ?? '')) return undefined
  return { ...span, min: Math.ceil(value * 0.87), max: Math.floor(value * 1.13) }
}

/** "5 or more people", "2 or fewer players", "5+ players": the edge stands before the unit. */
function openEnded(
  world: NumberWorld,
  tokens: readonly Token[],
  at: number,
  to: number,
): { field: string; value: number; to: number; edge: 'min' | 'max' } | undefined {
  const word = tokens[at]?.folded ?? ''
  const value = /^\d{1,3}$/.test(word) ? Number(word) : world.lexicon.numbers.get(word)
  if (value === undefined) return undefined
  const up = world.lexicon.bounds.onwards.at(tokens, at + 1, to)
  const down = up ? undefined : world.lexicon.bounds.backwards.at(tokens, at + 1, to)
  const plus = tokens[at + 1]?.text === '+' ? { length: 1 } : undefined
  const edge = up ?? down ?? plus
  const unit = edge && world.units.get(tokens[at + 1 + edge.length]?.folded ?? '')
  if (!edge || !unit) return undefined
  return { field: unit.field, value: value * unit.factor, to: at + 2 + edge.length, edge: down ? 'max' : 'min' }
}

/** "90 to 120 minutes", "3-5 players": the first number borrows the unit of the second. */
function spanOf(
  world: NumberWorld,
  tokens: readonly Token[],
  at: number,
  to: number,
): { field: string; min: number; max: number; to: number } | undefined {
  const word = tokens[at]?.folded ?? ''
  const first = /^\d{1,3}$/.test(word) ? Number(word) : world.lexicon.numbers.get(word)
  if (first === undefined || !/^(to|and|or|-|–)$/.test(tokens[at + 1]?.folded ?? '')) return undefined
  const second = quantity(world, tokens, at + 2, to)
  if (!second) return undefined
  const min = first * (second.factor ?? 1)
  return min < second.value ? { field: second.field, min, max: second.value, to: second.to } : undefined
}

function quantity(
  world: NumberWorld,

  tokens: readonly Token[],
  at: number,
  to: number,
): { field: string; value: number; to: number; factor?: number } | undefined {
  const word = tokens[at]?.folded ?? ''
  const compact = /^(\d{1,3}(?:[.,]\d+)?)([a-z]+)(\d{1,2})?[a-z]*$/.exec(tokens[at]?.text.toLowerCase() ?? '')
  if (compact) {
    const unit = world.units.get(compact[2] ?? '')
    if (unit) {
      let value = Number((compact[1] ?? '').replace(',', '.')) * unit.factor + Number(compact[3] ?? 0)
      let end = at + 1
      const rest = /^(\d{1,2})(?:m|min|mins)?$/.exec(tokens[end]?.folded ?? '')
      if (unit.factor > 1 && rest && end < to) {
        value += Number(rest[1])
        end++
      }
      return { field: unit.field, value, to: end }
    }
  }
  let value = /^\d{1,4}([.,]\d+)?$/.test(tokens[at]?.text ?? '')
    ? Number(tokens[at]?.text.replace(',', '.'))
    : world.lexicon.numbers.get(word)
  if (value === undefined) return undefined
  let end = at + 1
  if (
    /^(a|half)$/.test(word) &&
    world.lexicon.numbers.has(tokens[end]?.folded ?? '') &&
    !world.units.has(tokens[end]?.folded ?? '')
  ) {
    const second = world.lexicon.numbers.get(tokens[end]?.folded ?? '') ?? 1
    value *= second
    end++
  } else if (value >= 20 && value < 100 && (world.lexicon.numbers.get(tokens[end]?.folded ?? '') ?? 99) < 10) {
    value += world.lexicon.numbers.get(tokens[end]?.folded ?? '') ?? 0
    end++
  } else if (tokens[end]?.folded === 'hundred') {
    value *= 100
    end++
  }
  if (tokens[end]?.folded === 'of') end++
  if (value === 0.5 && /^an?$/.test(tokens[end]?.folded ?? '')) end++
  const half = () =>
    tokens[end]?.folded === 'and' && tokens[end + 1]?.folded === 'a' && tokens[end + 2]?.folded === 'half'
  if (half()) {
    value += 0.5
    end += 3
  }
  if (tokens[end]?.text === '-') end++
  const unit = world.units.get(tokens[end]?.folded ?? '')
  if (!unit || end >= to) return undefined
  end++
  if (half()) {
    value += 0.5
    end += 3
  }
  let total = value * unit.factor
  if (unit.factor > 1) {
    const skip = tokens[end]?.folded === 'and' ? 1 : 0
    const rest = world.units.get(tokens[end + skip + 1]?.folded ?? '')
    const minutes = Number(tokens[end + skip]?.folded)
    if (rest && rest.factor < unit.factor && Number.isFinite(minutes)) {
      total += minutes * rest.factor
      end += skip + 2
    }
  }
  return { field: unit.field, value: total, to: end, factor: unit.factor }
}
