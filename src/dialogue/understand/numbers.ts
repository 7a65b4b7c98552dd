import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Bound, Lexicon } from './lexicon.ts'
import { Phrases } from './phrases.ts'
import { wordsOf } from './tag-names.ts'
import type { Token } from './tokenize.ts'

/** A numeric wish over tokens [from, to). Bounds are inclusive. */
export interface NumberFound {
  from: number
  to: number
  readonly field: string
  readonly min?: number
  readonly max?: number
  readonly direction?: 1 | -1
  readonly clear?: true
  /** The bounds where the words are disliked: "I hate long films". */
  readonly otherwise?: { readonly min?: number; readonly max?: number }
  /** Says who it is for: "for my kids". */
  readonly audience?: true
}

const YEAR = /^(18[89]\d|19\d\d|20[0-4]\d)$/
const DECADE = /^(18[89]|19\d|20[0-4])0s$/
const SHORT_DECADE = /^\d0s$/

/** What the catalogue says about its numbers: quantiles for "short", "old" and "recent". */
export class NumberReader {
  readonly #quantiles = new Map<string, readonly number[]>()
  readonly #units = new Map<string, { field: string; factor: number }>()
  readonly #more = new Phrases<{ field: string; direction: 1 | -1 }>()
  readonly #rating: string | undefined
  readonly #newest: number
  readonly #measure: string | undefined
  /** Words at which a numeric wish can begin: all others are passed over at once. */
  readonly #gate = new Set<string>()

  constructor(
    catalogue: Catalogue,
    readonly lexicon: Lexicon,
  ) {
    const { numbers } = catalogue.domain
    for (const [field, spec] of Object.entries(numbers)) {
      const values = catalogue.items.flatMap((item) => item.numbers[field] ?? []).sort((a, b) => a - b)
      this.#quantiles.set(field, values)
      for (const [unit, factor] of Object.entries(spec.units)) this.#units.set(unit.toLowerCase(), { field, factor })
      for (const word of spec.more) this.#more.add(wordsOf(word), { field, direction: 1 })
      for (const word of spec.less) this.#more.add(wordsOf(word), { field, direction: -1 })
    }
    this.#rating = Object.keys(numbers).find((field) => numbers[field]?.rating)
    this.#measure = Object.keys(numbers).find((field) => (numbers[field]?.less.length ?? 0) > 0)
    const years = catalogue.items.flatMap(({ year }) => year ?? []).sort((a, b) => a - b)
    this.#newest = years.at(-1) ?? 2020
    const phrases = [
      ...Object.values(lexicon.bounds),
      lexicon.decades,
      lexicon.audienceWords,
      lexicon.audienceLead,
      this.#more,
    ]
    for (const group of phrases) for (const word of group.firstWords()) this.#gate.add(word)
    for (const word of lexicon.numbers.keys()) this.#gate.add(word)
    for (const word of ['the', 'in', 'from', 'last', 'past', 'year', 'too', 'age', 'aged', 'ages']) this.#gate.add(word)
  }

  /** Numeric wishes in tokens [from, to), leaving out those that a name has taken. */
  read(tokens: readonly Token[], from: number, to: number, taken: (at: number) => boolean): NumberFound[] {
    const found: NumberFound[] = []
    for (let at = from; at < to; ) {
      const word = tokens[at]?.folded ?? ''
      const may = this.#gate.has(word) || /^\d/.test(word) || /^['’]$/.test(word)
      const next = taken(at) || !may ? undefined : this.#at(tokens, at, from, to, taken)
      if (next) found.push(next)
      at = next ? Math.max(next.to, at + 1) : at + 1
    }
    return joinYears(found, tokens)
  }

  #at(
    tokens: readonly Token[],
    at: number,
    from: number,
    to: number,
    taken: (at: number) => boolean,
  ): NumberFound | undefined {
    const { bounds } = this.lexicon
    const cleared = bounds.anyNumber.at(tokens, at, to)
    if (cleared) {
      const text = tokens
        .slice(at, at + cleared.length)
        .map(({ folded }) => folded)
        .join(' ')
      const isYear = /year|decade|era|old|new/.test(text) || this.#measure === undefined
      return { from: at, to: at + cleared.length, field: isYear ? 'year' : (this.#measure ?? 'year'), clear: true }
    }
    return (
      this.#age(tokens, at, to) ??
      this.#lastYears(tokens, at, to) ??
      this.#amount(tokens, at, from, to) ??
      this.#years(tokens, at, from, to) ??
      this.#words(tokens, at, from, to, taken)
    )
  }

  /** Does a "not" stand right before, or with one word between ("shouldn't be over ...")? */
  #not(tokens: readonly Token[], at: number, from: number): boolean {
    const { negations } = this.lexicon
    const near = negations.before(tokens, at, from, 3) ?? negations.before(tokens, at - 1, from, 3)
    return near !== undefined || /^(nothing|no)$/.test(tokens[at - 1]?.folded ?? '')
  }

  /** "for my 8 year old", "for the kids" */
  #age(tokens: readonly Token[], at: number, to: number): NumberFound | undefined {
    const field = this.#rating
    if (field === undefined) return undefined
    const { lexicon } = this
    const n = Number(tokens[at]?.folded)
    const written = lexicon.numbers.get(tokens[at]?.folded ?? '')
    const glued = /^(\d{1,2})(yo|yrs?|yearold)$/.exec(tokens[at]?.folded ?? '')
    const age = glued ? Number(glued[1]) : Number.isInteger(n) && tokens[at]?.folded !== '' ? n : written
    if (age !== undefined && age > 0 && age < 100) {
      let next = at + 1
      while (tokens[next]?.text === '-') next++
      const years = glued ? { length: 0 } : lexicon.years.at(tokens, next, to)
      const hyphened =
        tokens[next]?.folded === 'year' &&
        tokens[next + 1]?.text === '-' &&
        /^olds?$/.test(tokens[next + 2]?.folded ?? '')
      const yearsOld = /^(years|yrs)$/.test(tokens[next]?.folded ?? '') && tokens[next + 1]?.folded === 'old'
      if (years || hyphened || yearsOld) {
        // "a 40 year old film" speaks of the film.
        const end = next + (hyphened ? 3 : yearsOld ? 2 : (years?.length ?? 0))
        if (lexicon.nouns.has(tokens[end]?.folded ?? '')) return undefined
        return { from: at, to: end, field, max: age, audience: true }
      }
    }
    // "aged 6 and 9": the youngest counts.
    if (/^(aged?|ages)$/.test(tokens[at]?.folded ?? '') && /^\d{1,2}$/.test(tokens[at + 1]?.folded ?? '')) {
      const first = Number(tokens[at + 1]?.folded)
      const more = /^(and|to|-|,)$/.test(tokens[at + 2]?.folded ?? '') && /^\d{1,2}$/.test(tokens[at + 3]?.folded ?? '')
      const second = more ? Number(tokens[at + 3]?.folded) : first
      return { from: at, to: at + (more ? 4 : 2), field, max: Math.min(first, second), audience: true }
    }
    const words = lexicon.audienceWords.at(tokens, at, to)
    if (words) return { from: at, to: at + words.length, field, max: 6, audience: true }
    const lead = lexicon.audienceLead.at(tokens, at, to)
    if (
      !lead ||
      !/^(for|with|ok|okay|good|fine|safe|suitable|appropriate|together|watch|play|read)$/.test(
        tokens[at]?.folded ?? '',
      )
    )
      return undefined
    let next = at + lead.length
    for (
      let more = lexicon.audienceLead.at(tokens, next, to);
      more && next < at + 8;
      more = lexicon.audienceLead.at(tokens, next, to)
    ) {
      next += more.length
    }
    const who = lexicon.audience.at(tokens, next, to)
    if (!who) return undefined
    return { from: at, to: next + who.length, field, max: who.value, audience: true }
  }

  /** "the last ten years" */
  #lastYears(tokens: readonly Token[], at: number, to: number): NumberFound | undefined {
    const start = /^(the|from|in)$/.test(tokens[at]?.folded ?? '') ? at + 1 : at
    const first = tokens[start]?.folded === 'the' ? start + 1 : start
    if (!/^(last|past)$/.test(tokens[first]?.folded ?? '')) return undefined
    const word = tokens[first + 1]?.folded ?? ''
    const count = /^\d{1,2}$/.test(word) ? Number(word) : this.lexicon.numbers.get(word)
    if (count === undefined || first + 3 > to || !/^(years|yrs)$/.test(tokens[first + 2]?.folded ?? ''))
      return undefined
    return { from: at, to: first + 3, field: 'year', min: this.#newest - count }
  }

  /** "under two hours", "90 min", "2h30", "an hour and a half" */
  #amount(tokens: readonly Token[], at: number, from: number, to: number): NumberFound | undefined {
    let i = at
    let bound: Bound | undefined
    for (const name of ['most', 'below', 'least', 'above', 'between', 'about'] as const) {
      const hit = this.lexicon.bounds[name].at(tokens, i, to)
      if (
        hit &&
        (bound === undefined || i + hit.length > at + (this.lexicon.bounds[bound].at(tokens, i, to)?.length ?? 0))
      )
        bound = name
    }
    if (bound) i += this.lexicon.bounds[bound].at(tokens, i, to)?.length ?? 0
    // "I've got about two hours" is still a bound.
    if (bound === 'most') i += this.lexicon.bounds.about.at(tokens, i, to)?.length ?? 0
    const amount = this.#quantity(tokens, i, to)
    if (!amount) return undefined
    let { to: end } = amount
    const { field, value } = amount
    // "90 to 120 minutes": the first number borrows the unit of the second.
    const before = this.#not(tokens, at, from)
    const trailing =
      /^(max|maximum|tops|most|or less)$/.test(tokens[end]?.folded ?? '') ||
      (tokens[end]?.folded === 'or' && /^(less|shorter|under)$/.test(tokens[end + 1]?.folded ?? ''))
    const rising = tokens[end]?.folded === 'or' && /^(more|longer|over)$/.test(tokens[end + 1]?.folded ?? '')
    if (trailing || rising) end += tokens[end]?.folded === 'or' ? 2 : 1
    const span = { from: at, to: end, field }
    if (bound === 'between') {
      const second = this.#quantity(tokens, end + 1, to)
      if (second && /^(and|to)$|^-$/.test(tokens[end]?.folded ?? ''))
        return { ...span, to: second.to, min: value, max: second.value }
    }
    if (rising) return { ...span, min: value }
    if (trailing || bound === 'most') return { ...span, max: value }
    if (bound === 'below') return before ? { ...span, min: value } : { ...span, max: value - 1 }
    if (bound === 'least') return { ...span, min: value }
    if (bound === 'above') return before ? { ...span, max: value } : { ...span, min: value + 1 }
    return { ...span, min: Math.ceil(value * 0.87), max: Math.floor(value * 1.13) }
  }

  #quantity(
    tokens: readonly Token[],
    at: number,
    to: number,
  ): { field: string; value: number; to: number } | undefined {
    const word = tokens[at]?.folded ?? ''
    const compact = /^(\d{1,3}(?:[.,]\d+)?)([a-z]+)(\d{1,2})?[a-z]*$/.exec(tokens[at]?.text.toLowerCase() ?? '')
    if (compact) {
      const unit = this.#units.get(compact[2] ?? '')
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
      : this.lexicon.numbers.get(word)
    if (value === undefined) return undefined
    let end = at + 1
    if (
      /^(a|half)$/.test(word) &&
      this.lexicon.numbers.has(tokens[end]?.folded ?? '') &&
      !this.#units.has(tokens[end]?.folded ?? '')
    ) {
      const second = this.lexicon.numbers.get(tokens[end]?.folded ?? '') ?? 1
      value *= second
      end++
    } else if (value >= 20 && value < 100 && (this.lexicon.numbers.get(tokens[end]?.folded ?? '') ?? 99) < 10) {
      value += this.lexicon.numbers.get(tokens[end]?.folded ?? '') ?? 0
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
    const unit = this.#units.get(tokens[end]?.folded ?? '')
    if (!unit || end >= to) return undefined
    end++
    if (half()) {
      value += 0.5
      end += 3
    }
    let total = value * unit.factor
    if (unit.factor > 1) {
      const skip = tokens[end]?.folded === 'and' ? 1 : 0
      const rest = this.#units.get(tokens[end + skip + 1]?.folded ?? '')
      const minutes = Number(tokens[end + skip]?.folded)
      if (rest && rest.factor < unit.factor && Number.isFinite(minutes)) {
        total += minutes * rest.factor
        end += skip + 2
      }
    }
    return { field: unit.field, value: total, to: end }
  }

  /** "80s", "from the early nineties", "before 1980", "1970 to 1985" */
  #years(tokens: readonly Token[], at: number, from: number, to: number): NumberFound | undefined {
    const { bounds } = this.lexicon
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
    const span = this.#yearSpan(tokens, i, to)
    if (!span) return undefined
    const { min, max, to: end } = span
    const second = /^(and|to|until|till|-|–|through)$/.test(tokens[end]?.folded ?? '')
      ? this.#yearSpan(tokens, end + 1, to)
      : undefined
    if (second && (bound === 'between' || plain || /^(to|until|till|-|–|through)$/.test(tokens[end]?.folded ?? ''))) {
      return { from: at, to: second.to, field: 'year', min: Math.min(min, second.min), max: Math.max(max, second.max) }
    }
    const onwards = bounds.onwards.at(tokens, end, to)
    const plus = tokens[end]?.text === '+'
    const backwards = bounds.backwards.at(tokens, end, to)
    if (onwards || plus) return { from: at, to: end + (onwards?.length ?? 1), field: 'year', min }
    if (backwards) return { from: at, to: end + backwards.length, field: 'year', max }
    const negated = this.#not(tokens, at, from)
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
        // A bare number is a year only where it can be one of this catalogue; "not from the 80s" has no bounds.
        if (negated) return { ...found, field: 'not year', min, max }
        return { ...found, min, max }
    }
  }

  #yearSpan(tokens: readonly Token[], start: number, to: number): { min: number; max: number; to: number } | undefined {
    let at = start
    while (at < to && /^(the|year|years|'|’|in|late|early|mid)$/.test(tokens[at]?.folded ?? '') && at < start + 4) {
      if (/^(late|early|mid)$/.test(tokens[at]?.folded ?? '')) break
      at++
    }
    const { bounds, decades } = this.lexicon
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
    if (YEAR.test(word) && Number(word) <= this.#newest + 15)
      return { min: Number(word), max: Number(word), to: at + 1 }
    return undefined
  }

  /** "newer", "shorter than that", "classics", "something recent", "short" */
  #words(
    tokens: readonly Token[],
    at: number,
    from: number,
    to: number,
    taken: (at: number) => boolean,
  ): NumberFound | undefined {
    const { bounds } = this.lexicon
    const negated = this.lexicon.negations.before(tokens, at, from, 3) !== undefined
    const flip = (direction: 1 | -1): 1 | -1 => (negated ? (-direction as 1 | -1) : direction)
    const too = tokens[at]?.folded === 'too'
    const more = this.#more.at(tokens, at, to)
    const than = (length: number) => (tokens[at + length]?.folded === 'than' ? length + 1 : length)
    if (more && tokens[at - 1]?.folded === 'no' && tokens[at + 1]?.folded !== 'than') return undefined
    if (more)
      return { from: at, to: at + than(more.length), field: more.value.field, direction: flip(more.value.direction) }
    const measure = this.#measure
    if (too && measure !== undefined && !negated && /^(long|short)$/.test(tokens[at + 1]?.folded ?? '')) {
      return { from: at, to: at + 2, field: measure, direction: tokens[at + 1]?.folded === 'long' ? -1 : 1 }
    }
    const newer = bounds.newer.at(tokens, at, to)
    const older = bounds.older.at(tokens, at, to)
    const not = negated || /^(not|nothing)$/.test(tokens[at - 1]?.folded ?? '')
    if (newer && too && not) return { from: at, to: at + newer.length, field: 'year', min: this.#newest - 30 }
    if (older && too && not) return { from: at, to: at + older.length, field: 'year', max: this.#newest - 10 }
    if (newer && newer.length >= (older?.length ?? 0))
      return { from: at, to: at + than(newer.length), field: 'year', direction: negated && too ? 1 : flip(1) }
    if (older)
      return { from: at, to: at + than(older.length), field: 'year', direction: negated && too ? -1 : flip(-1) }
    const known = (name: Bound) => bounds[name].at(tokens, at, to)
    const recent = known('recent')
    if (recent && !taken(at) && !/^(york|zealand|to|wave)$/.test(tokens[at + 1]?.folded ?? '')) {
      const span = { from: at, to: at + recent.length, field: 'year' }
      return negated
        ? { ...span, max: this.#newest - 10 }
        : { ...span, min: this.#newest - 10, otherwise: { max: this.#newest - 10 } }
    }
    const old = known('old')
    if (old)
      return {
        from: at,
        to: at + old.length,
        field: 'year',
        ...(negated || /^(nothing|no)$/.test(tokens[at - 1]?.folded ?? '')
          ? { min: this.#newest - 30 }
          : { max: this.#newest - 40, otherwise: { min: this.#newest - 30 } }),
      }
    const classic = known('classic')
    if (classic)
      return {
        from: at,
        to: at + classic.length,
        field: 'year',
        max: this.#newest - 30,
        otherwise: { min: this.#newest - 30 },
      }
    const values = measure === undefined ? [] : (this.#quantiles.get(measure) ?? [])
    if (measure === undefined || values.length === 0) return undefined
    const quantile = (q: number) => values[Math.floor(q * (values.length - 1))] as number
    const short = known('short')
    const long = known('long')
    if (this.lexicon.noLength.has(tokens[at + (long?.length ?? short?.length ?? 0)]?.folded ?? '')) return undefined
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
}

/** "80s" is 1980, "20s" 1920, "00s" 2000, "10s" 2010. */
const short = (n: number): number => (n < 20 ? 2000 + n : 1900 + n)

/** "70s or 80s" is one span of years; "not from the 80s", which no bound can say, is dropped. */
function joinYears(found: readonly NumberFound[], tokens: readonly Token[]): NumberFound[] {
  const joined: NumberFound[] = []
  for (const next of found) {
    if (next.field === 'not year') continue
    const last = joined.at(-1)
    const between = last ? tokens.slice(last.to, next.from).map(({ folded }) => folded) : []
    if (
      last &&
      last.field === 'year' &&
      next.field === 'year' &&
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
