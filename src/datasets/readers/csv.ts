import { parse } from 'csv-parse/sync'
import { badRow, type TastebudError } from '../../errors.ts'
import { lines } from './lines.ts'

/** One record of a CSV file; `line` is where it begins (a quoted cell may span lines). */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
  /** What is wrong with its quotes; then it has no cells. */
  readonly fault?: TastebudError
}

const fix = 'Close the quote, and double a quote inside a quoted cell ("").'

/**
 * Streams a CSV (or TSV) file record by record, the header included; empty lines are skipped.
 * Lines without a quote are cut directly, which is nearly all of a ratings file; the others go to csv-parse.
 *
 * @throws TastebudError BAD_ROW for quotes that do not close, NO_FILE
 */
export async function* records(path: string, delimiter = ','): AsyncGenerator<CsvRecord> {
  for await (const batch of recordBatches(path, delimiter)) {
    for (const record of batch) {
      if (record.fault) throw record.fault
      yield record
    }
  }
}

/**
 * The same in batches, for files of many short rows: one await a block instead of one a row. A record with broken
 * quotes comes as a `fault`, in its place, for the caller to throw or to tolerate.
 */
export async function* recordBatches(path: string, delimiter = ','): AsyncGenerator<CsvRecord[]> {
  let open: string[] = []
  let openLine = 0
  for await (const block of lines(path)) {
    const found: CsvRecord[] = []
    for (let i = 0; i < block.lines.length; i++) {
      const line = block.lines[i] as string
      const quoted = line.includes('"')
      if (openLine === 0 && !quoted) {
        if (line !== '') found.push({ line: block.first + i, cells: line.split(delimiter) })
        continue
      }
      const odd = quoted && quotes(line) % 2 === 1
      if (openLine === 0) openLine = block.first + i
      open.push(line)
      if (odd === open.length > 1) {
        const cells = cut(open.join('\n'), delimiter)
        if (cells instanceof Error) found.push(broken(path, openLine, `expected well-formed quotes: ${cells.message}`))
        else found.push({ line: openLine, cells })
        open = []
        openLine = 0
      }
    }
    yield found
  }
  if (openLine > 0) yield [broken(path, openLine, 'expected a closing quote before the end of the file')]
}

function cut(source: string, delimiter: string): string[] | Error {
  try {
    return (parse(source, { delimiter, relax_column_count: true }) as string[][])[0] ?? []
  } catch (cause) {
    return cause as Error
  }
}

function broken(path: string, line: number, expected: string): CsvRecord {
  return { line, cells: [], fault: badRow(path, line, expected, fix) }
}

function quotes(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++
  return count
}
