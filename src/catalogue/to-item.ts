import type { ItemId } from '../datasets/vocabulary.ts'
import { badRow } from '../errors.ts'
import type { Domain } from './domain.ts'
import type { Item } from './item.ts'

/**
 * One row of a catalogue file as an item, by the domain's columns.
 * @param row a JSON object, or a CSV row by column name (all strings; an empty cell is an absent one)
 * @throws TastebudError BAD_ROW `path:line` when a column has the wrong shape
 */
export function toItem(row: Readonly<Record<string, unknown>>, domain: Domain, path: string, line: number): Item {
  const bad = (expected: string, fix: string) => badRow(path, line, expected, fix)
  const string = (column: string): string => {
    const value = at(row, column)
    if (value === undefined) return ''
    if (typeof value === 'string') return value.trim()
    if (typeof value === 'number') return String(value)
    throw bad(`expected text in "${column}"`, 'Put it in quotes.')
  }
  const number = (column: string): number | undefined => {
    const value = at(row, column)
    const found = typeof value === 'string' ? Number(value.trim()) : value
    if (found === undefined) return undefined
    if (typeof found === 'number' && Number.isFinite(found)) return found
    throw bad(`expected a number in "${column}", found ${show(value)}`, 'Write digits only, or leave it empty.')
  }
  const list = (column: string): string[] => {
    const value = at(row, column)
    if (value === undefined) return []
    const parts = typeof value === 'string' ? value.split(domain.listSeparator) : value
    if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) {
      const shape = `expected a list of texts in "${column}", or one text parted by "${domain.listSeparator}"`
      throw bad(shape, 'Write e.g. ["drama","war"].')
    }
    return [...new Set(parts.map((part: string) => part.trim()).filter((part) => part !== ''))]
  }

  const { columns } = domain
  const id = string(columns.id)
  if (id === '')
    throw bad(`expected an id in "${columns.id}"`, 'Give the item an id, or name the column in domain.yml.')
  const title = string(columns.title)
  if (title === '')
    throw bad(`expected a title in "${columns.title}"`, 'Give the item a title, or name the column in domain.yml.')
  const year = number(columns.year)
  if (year !== undefined && !Number.isInteger(year))
    throw bad(`expected a whole year, found ${year}`, 'Write e.g. 1979.')

  const tags: Record<string, readonly string[]> = {}
  for (const [field, spec] of Object.entries(domain.tags)) {
    const values = list(spec.from ?? field)
    if (values.length > 0) tags[field] = values
  }
  const numbers: Record<string, number> = {}
  for (const [field, spec] of Object.entries(domain.numbers)) {
    const value = number(spec.from ?? field)
    if (value !== undefined) numbers[field] = value
  }
  for (const [axis, spec] of Object.entries(domain.axes)) {
    const level = spec.from === undefined ? undefined : number(spec.from)
    if (level === undefined) continue
    if (level < 0 || level > 3) throw bad(`expected a level of 0 to 3 in "${spec.from}", found ${level}`, 'Rescale it.')
    numbers[axis] = level
  }
  const link = string(columns.link)
  return {
    id: id as ItemId,
    title,
    otherTitles: list(columns.otherTitles),
    ...(year === undefined ? {} : { year }),
    text: string(columns.text),
    tags,
    numbers,
    ...(link === '' ? {} : { link }),
  }
}

/** The value at a column or a dotted path; '' and null are absent. A column that has dots in its name wins. */
function at(row: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = row
  if (Object.hasOwn(row, path)) value = row[path]
  else {
    for (const step of path.split('.')) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
      value = (value as Record<string, unknown>)[step]
    }
  }
  return value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value
}

const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 40) ?? 'nothing'
