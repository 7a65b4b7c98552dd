import { extname } from 'node:path'
import { type CsvRecord, records } from '../datasets/readers/csv.ts'
import { lines } from '../datasets/readers/lines.ts'
import { badRow, TastebudError } from '../errors.ts'
import { Catalogue } from './catalogue.ts'
import type { Domain } from './domain.ts'
import type { Item } from './item.ts'
import { toItem } from './to-item.ts'

export { readDomain } from './read-domain.ts'

const jsonFix = 'Write one JSON object a line, e.g. {"id":"alien-1979","title":"Alien","year":1979}.'

/**
 * Reads catalogue files, JSONL (`.jsonl`, `.ndjson`) or CSV/TSV with a header, into one catalogue in the
 * order of the files. Which column feeds which field is the domain's business; absent columns are fine
 * save for id and title.
 *
 * @throws TastebudError NO_FILE, BAD_ROW, DUPLICATE_ID (both with `path:line`), EMPTY_CATALOGUE
 */
export async function readCatalogue(paths: readonly string[], domain: Domain): Promise<Catalogue> {
  const items: Item[] = []
  const seen = new Map<string, string>()
  for (const path of paths) {
    for await (const { line, value } of rowsOf(path)) {
      const item = toItem(value, domain, path, line)
      const before = seen.get(item.id)
      if (before !== undefined) {
        throw new TastebudError(
          'DUPLICATE_ID',
          `${path}:${line}: the item id "${item.id}" was already given at ${before}`,
          'Give each item an id of its own, or delete one of the two lines.',
        )
      }
      seen.set(item.id, `${path}:${line}`)
      items.push(item)
    }
  }
  if (items.length === 0) {
    throw new TastebudError(
      'EMPTY_CATALOGUE',
      `no item in ${paths.join(', ') || 'the catalogue'}`,
      'Add at least one item.',
    )
  }
  return new Catalogue(domain, items)
}

async function* rowsOf(path: string): AsyncGenerator<{ line: number; value: Record<string, unknown> }> {
  const ending = extname(path).toLowerCase()
  if (ending === '.csv' || ending === '.tsv') {
    let header: CsvRecord | undefined
    for await (const record of records(path, ending === '.tsv' ? '\t' : ',')) {
      if (!header) {
        header = record
        continue
      }
      const columns = header.cells
      if (record.cells.length !== columns.length) {
        const expected = `expected ${columns.length} cells as in the header, found ${record.cells.length}`
        throw badRow(path, record.line, expected, 'Quote cells that hold the separator.')
      }
      yield { line: record.line, value: Object.fromEntries(columns.map((name, i) => [name.trim(), record.cells[i]])) }
    }
    return
  }
  for await (const block of lines(path)) {
    for (const [i, source] of block.lines.entries()) {
      if (source.trim() === '') continue
      const line = block.first + i
      let value: unknown
      try {
        value = JSON.parse(source)
      } catch (cause) {
        throw badRow(path, line, `expected a JSON object, found ${(cause as Error).message}`, jsonFix)
      }
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw badRow(path, line, 'expected a JSON object', jsonFix)
      }
      yield { line, value: value as Record<string, unknown> }
    }
  }
}
