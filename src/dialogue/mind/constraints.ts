import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Item } from '../../catalogue/item.ts'
import type { ItemRow } from '../../datasets/vocabulary.ts'
import type { Conjunction } from '../understand/meaning.ts'
import { allowedRows, type OperatorLimits } from './limits.ts'
import type { Constraint, Wish } from './mind.ts'
import { saysAny, WordSearch } from './words.ts'

/** Marks a row that is excluded or outside the limits: no constraint given up brings it back. */
export const OUT = 0xffff

/** For each row, what stands against offering it. Buffers of the filter, valid until its next call. */
export interface Verdicts {
  /** How many constraints the row breaks; OUT where it is excluded. */
  readonly broken: Uint16Array
  /** Which constraint it breaks, the last where several. */
  readonly which: Uint16Array
  /** How many rows break none. */
  readonly passing: number
}

/** The hard side of a wish. An unknown number fails a bound; an unknown level on an axis passes. */
export class Filter {
  readonly #catalogue: Catalogue
  readonly #words: () => WordSearch
  readonly #allowed: Uint8Array
  /** What `broken` is before anything is asked. */
  readonly #start: Uint16Array
  readonly #broken: Uint16Array
  readonly #which: Uint16Array
  readonly #mark: Uint8Array
  readonly #numbers = new Map<string, Float64Array>()
  readonly #levels = new Map<string, Float32Array>()

  /** @throws TastebudError BAD_CONFIG for limits that this catalogue cannot keep */
  constructor(
    catalogue: Catalogue,
    limits: OperatorLimits = {},
    words: () => WordSearch = () => new WordSearch(catalogue),
  ) {
    this.#catalogue = catalogue
    this.#words = words
    this.#allowed = allowedRows(catalogue, limits)
    this.#start = Uint16Array.from(this.#allowed, (allowed) => (allowed === 1 ? 0 : OUT))
    this.#broken = new Uint16Array(catalogue.size)
    this.#which = new Uint16Array(catalogue.size)
    this.#mark = new Uint8Array(catalogue.size)
  }

  /** May the operator's limits let this row be offered? */
  allows(row: number): boolean {
    return this.#allowed[row] === 1
  }

  /** Judges every row. Constraints given twice must be one (see `distinct`), or giving one up would bring nothing. */
  judge(constraints: readonly Constraint[], exclude: Wish['exclude']): Verdicts {
    const broken = this.#broken
    broken.set(this.#start)
    for (const id of exclude) {
      const row = this.#catalogue.vocabulary.row(id)
      if (row !== undefined) broken[row] = OUT
    }
    constraints.forEach((constraint, index) => {
      this.#apply(constraint, index)
    })
    let passing = 0
    for (let row = 0; row < broken.length; row++) if (broken[row] === 0) passing++
    return { broken, which: this.#which, passing }
  }

  /** Level 0 to 3 by row, NaN where unknown; computed once an axis. */
  levels(axis: string): Float32Array {
    let levels = this.#levels.get(axis)
    if (!levels) {
      levels = Float32Array.from(this.#catalogue.items, (item) => this.#catalogue.level(item, axis) ?? Number.NaN)
      this.#levels.set(axis, levels)
    }
    return levels
  }

  #apply(constraint: Constraint, index: number): void {
    if (constraint.kind === 'tag' || constraint.kind === 'words') {
      const isTag = constraint.kind === 'tag'
      const rows = isTag
        ? (this.#catalogue.values(constraint.field).get(constraint.value) ?? [])
        : this.#words().rows(constraint.words)
      this.#mark.fill(0)
      const wanted = !isTag || constraint.has
      for (const row of rows) {
        if (!wanted && this.#mark[row] === 0) this.#fail(row, index)
        this.#mark[row] = 1
      }
      if (!wanted) return
      for (let row = 0; row < this.#mark.length; row++) if (this.#mark[row] === 0) this.#fail(row, index)
      return
    }
    if (constraint.kind === 'together') {
      const [first] = constraint.tags
      const rows = first ? (this.#catalogue.values(first.field).get(first.value) ?? []) : this.#broken.keys()
      for (const row of rows)
        if (isAll(this.#catalogue, this.#catalogue.at(row as ItemRow), constraint)) this.#fail(row, index)
      return
    }
    if (constraint.kind === 'except') {
      const values = this.#column(constraint.field)
      for (let row = 0; row < values.length; row++) {
        const value = values[row]!
        if (value >= constraint.min && value <= constraint.max) this.#fail(row, index)
      }
      return
    }
    const min = constraint.min ?? Number.NEGATIVE_INFINITY
    const max = constraint.max ?? Number.POSITIVE_INFINITY
    if (constraint.kind === 'number') {
      const values = this.#column(constraint.field)
      for (let row = 0; row < values.length; row++) {
        const value = values[row]!
        if (!(value >= min && value <= max)) this.#fail(row, index)
      }
      return
    }
    const levels = this.levels(constraint.axis)
    for (let row = 0; row < levels.length; row++) {
      const level = levels[row]!
      if (level < min || level > max) this.#fail(row, index)
    }
  }

  #fail(row: number, index: number): void {
    const broken = this.#broken[row]!
    if (broken === OUT) return
    this.#broken[row] = broken + 1
    this.#which[row] = index
  }

  #column(field: string): Float64Array {
    let column = this.#numbers.get(field)
    if (!column) {
      column = Float64Array.from(this.#catalogue.items, (item) => numberOf(item, field) ?? Number.NaN)
      this.#numbers.set(field, column)
    }
    return column
  }
}

/** The constraints without repetitions, in order. */
export function distinct(constraints: readonly Constraint[]): readonly Constraint[] {
  if (constraints.length < 2) return constraints
  const seen = new Set<string>()
  return constraints.filter((constraint) => {
    const key = keyOf(constraint)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** `year` is a number like any other here. */
export function numberOf(item: Item, field: string): number | undefined {
  return field === 'year' ? item.year : item.numbers[field]
}

/** Whether one item keeps one constraint: the rule of `judge` for a single item, for reasons and tests. */
export function keeps(catalogue: Catalogue, item: Item, constraint: Constraint): boolean {
  if (constraint.kind === 'tag') {
    return (item.tags[constraint.field]?.includes(constraint.value) ?? false) === constraint.has
  }
  if (constraint.kind === 'words') return saysAny(constraint.words, item, catalogue)
  if (constraint.kind === 'together') return !isAll(catalogue, item, constraint)
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = constraint
  if (constraint.kind === 'except') {
    const value = numberOf(item, constraint.field)
    return value === undefined || value < min || value > max
  }
  if (constraint.kind === 'number') {
    const value = numberOf(item, constraint.field)
    return value !== undefined && value >= min && value <= max
  }
  const level = catalogue.level(item, constraint.axis)
  return level === undefined || (level >= min && level <= max)
}

/** Is the item all of it? What it does not say of itself it is not. */
function isAll(catalogue: Catalogue, item: Item, { tags, numbers, axes }: Conjunction): boolean {
  const within = (value: number | undefined, { min, max }: { min?: number; max?: number }) =>
    value !== undefined && value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY)
  return (
    tags.every(({ field, value }) => item.tags[field]?.includes(value) ?? false) &&
    numbers.every((bounds) => within(numberOf(item, bounds.field), bounds)) &&
    axes.every((bounds) => within(catalogue.level(item, bounds.axis), bounds))
  )
}

function keyOf(constraint: Constraint): string {
  if (constraint.kind === 'tag') return JSON.stringify(['tag', constraint.field, constraint.value, constraint.has])
  if (constraint.kind === 'words') return JSON.stringify(['words', constraint.words])
  if (constraint.kind === 'together') return JSON.stringify(['together', constraint])
  const name = constraint.kind === 'number' || constraint.kind === 'except' ? constraint.field : constraint.axis
  return JSON.stringify([constraint.kind, name, constraint.min ?? null, constraint.max ?? null])
}
