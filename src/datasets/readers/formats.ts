import { badRow, TastebudError } from '../../errors.ts'
import type { InteractionsBuilder } from '../builder.ts'
import { toNumber, toSeconds } from './cells.ts'
import type { ColumnMap } from './columns.ts'
import type { Complaints } from './complaints.ts'
import { recordBatches } from './csv.ts'
import { lines } from './lines.ts'

/** A reader streams one file into a builder; bad rows go to the complaints. */
export type Reader = (path: string, into: InteractionsBuilder, complaints: Complaints) => Promise<void>

/** Adds one event after checking its cells; the expectation names the columns in the file's own words. */
function event(
  into: InteractionsBuilder,
  complaints: Complaints,
  where: { path: string; line: number; expected: string },
  cells: {
    user?: string | undefined
    item?: string | undefined
    rating?: string | undefined
    time?: string | undefined
  },
  has: { rating: boolean; time: boolean },
): void {
  const value = has.rating ? toNumber(cells.rating) : 1
  const time = has.time ? toSeconds(cells.time) : Number.NaN
  const user = cells.user?.trim()
  const item = cells.item?.trim()
  if (!user || !item || value === undefined || time === undefined) {
    const wrong = !user ? 'no user' : !item ? 'no item' : value === undefined ? 'no number as rating' : 'no time'
    complaints.add(badRow(where.path, where.line, `expected ${where.expected}, found ${wrong}`, rowFix))
    return
  }
  into.add(user, item, value, time)
}

const rowFix = 'Mend or delete the row, or leave up to N such rows out with --skip-bad-rows N.'

/** `user item rating time` without a header, cut at a separator: `\t` in MovieLens 100K, `::` in MovieLens 1M. */
export function plainRatings(separator: string): Reader {
  const expected = ['user', 'item', 'rating', 'time'].join(separator === '\t' ? '<tab>' : separator)
  return async (path, into, complaints) => {
    for await (const block of lines(path)) {
      block.lines.forEach((line, i) => {
        if (line === '') return
        const where = { path, line: block.first + i, expected }
        const cells = line.split(separator)
        if (cells.length !== 4) {
          complaints.add(badRow(path, where.line, `expected ${expected}, found ${cells.length} cells`, rowFix))
          return
        }
        const [user, item, rating, time] = cells
        event(into, complaints, where, { user, item, rating, time }, { rating: true, time: true })
      })
    }
  }
}

/** CSV or TSV with a header. */
export function table(map: ColumnMap, delimiter: string): Reader {
  return async (path, into, complaints) => {
    let at: Record<keyof ColumnMap, number> | undefined
    let width = 0
    const has = { rating: map.rating !== undefined, time: map.time !== undefined }
    const expected = [map.user, map.item, map.rating, map.time].filter((name) => name !== undefined).join(', ')
    for await (const batch of recordBatches(path, delimiter)) {
      for (const { line, cells, fault } of batch) {
        if (fault) {
          complaints.add(fault)
          continue
        }
        if (!at) {
          const names = cells.map((name) => name.trim())
          const find = (name: string | undefined) => (name === undefined ? -1 : names.indexOf(name))
          at = { user: find(map.user), item: find(map.item), rating: find(map.rating), time: find(map.time) }
          for (const role of ['user', 'item', 'rating', 'time'] as const) {
            if (map[role] !== undefined && at[role] < 0) throw noColumn(path, map[role], names)
          }
          width = cells.length
          continue
        }
        if (cells.length !== width) {
          const counts = `expected ${width} cells as in the header, found ${cells.length}`
          complaints.add(badRow(path, line, counts, rowFix))
          continue
        }
        const found = { user: cells[at.user], item: cells[at.item], rating: cells[at.rating], time: cells[at.time] }
        event(into, complaints, { path, line, expected }, found, has)
      }
    }
  }
}

/** One JSON object a line. */
export function jsonLines(map: ColumnMap): Reader {
  return async (path, into, complaints) => {
    const has = { rating: map.rating !== undefined, time: map.time !== undefined }
    const expected = `an object with ${[map.user, map.item, map.rating, map.time].filter(Boolean).join(', ')}`
    for await (const block of lines(path)) {
      block.lines.forEach((source, i) => {
        if (source.trim() === '') return
        const where = { path, line: block.first + i, expected }
        let row: unknown
        try {
          row = JSON.parse(source)
        } catch {
          row = undefined
        }
        if (typeof row !== 'object' || row === null) {
          complaints.add(badRow(path, where.line, 'expected a JSON object', rowFix))
          return
        }
        const cell = (name: string | undefined): string | undefined => {
          const value = name === undefined ? undefined : (row as Record<string, unknown>)[name]
          return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
        }
        const found = { user: cell(map.user), item: cell(map.item), rating: cell(map.rating), time: cell(map.time) }
        event(into, complaints, where, found, has)
      })
    }
  }
}

/**
 * One sequence a line, item ids by spaces, oldest first. With `named` the first word is the person's name,
 * else sequences are named by their line.
 */
export function sequences(named: boolean): Reader {
  return async (path, into, complaints) => {
    for await (const block of lines(path)) {
      block.lines.forEach((line, i) => {
        const words = line.split(/\s+/).filter((word) => word !== '')
        if (words.length === 0) return
        const name = named ? (words.shift() as string) : String(block.first + i)
        if (words.length === 0) {
          complaints.add(badRow(path, block.first + i, 'expected a name and at least one item', rowFix))
          return
        }
        for (const item of words) into.add(name, item)
      })
    }
  }
}

function noColumn(path: string, name: string, names: readonly string[]): TastebudError {
  return new TastebudError(
    'BAD_OPTION',
    `${path}:1: expected a column "${name}", found ${names.join(', ')}`,
    'Name the columns with --map user=COLUMN,item=COLUMN,rating=COLUMN,time=COLUMN.',
  )
}
