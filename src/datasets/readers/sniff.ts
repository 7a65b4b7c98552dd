import { readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { TastebudError } from '../../errors.ts'
import { type ColumnMap, guessColumns } from './columns.ts'
import { records } from './csv.ts'
import { jsonLines, plainRatings, type Reader, sequences, table } from './formats.ts'
import { lines, unreadable } from './lines.ts'

/** What a path was recognised as, and how to read it. */
export interface Source {
  /** e.g. `MovieLens 100K`, in words for a person */
  readonly format: string
  readonly path: string
  /** A file of test sequences beside the training file, where the data set brings its own split. */
  readonly test?: string
  readonly reader: Reader
}

/**
 * Recognises a data set by its shape, never by its folder's name: MovieLens 100K (`u.data`), MovieLens CSV
 * (`ratings.csv`), MovieLens 1M (`ratings.dat`, `::`), a folder with a training and a test file, or one file: JSONL,
 * a table with a header (CSV, TSV), `user<tab>item<tab>rating<tab>time`, `::`, or one sequence a line.
 *
 * @param map which column is what, where the header's own words do not tell
 * @throws TastebudError NO_FILE, UNKNOWN_FORMAT
 */
export async function sniff(path: string, map?: ColumnMap): Promise<Source> {
  const info = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  if (!info.isDirectory()) return sniffFile(path, map)

  const names = await readdir(path)
  const has = (name: string) => names.includes(name)
  if (has('u.data')) return { format: 'MovieLens 100K', path: join(path, 'u.data'), reader: plainRatings('\t') }
  if (has('ratings.dat')) return { format: 'MovieLens 1M', path: join(path, 'ratings.dat'), reader: plainRatings('::') }
  if (has('ratings.csv')) {
    const file = await sniffFile(join(path, 'ratings.csv'), map)
    return { ...file, format: has('movies.csv') ? 'MovieLens CSV' : file.format }
  }
  for (const ending of ['tsv', 'txt', 'csv', 'jsonl']) {
    const train = [`train_full.${ending}`, `train.${ending}`].find(has)
    const test = `test.${ending}`
    if (train !== undefined && has(test))
      return { ...(await sniffFile(join(path, train), map)), test: join(path, test) }
  }
  const files = names.filter((name) => /\.(csv|tsv|txt|jsonl|ndjson|dat)$/i.test(name) && !/^readme/i.test(name))
  const [only] = files
  if (only !== undefined && files.length === 1) return sniffFile(join(path, only), map)
  throw new TastebudError(
    'UNKNOWN_FORMAT',
    `${path}: expected u.data, ratings.csv, ratings.dat, a train and a test file, or one data file, found ${names.slice(0, 8).join(', ') || 'nothing'}`,
    'Name the file with the interactions instead of the folder.',
  )
}

async function sniffFile(path: string, map?: ColumnMap): Promise<Source> {
  const head = await firstLines(path, 20)
  const first = head[0] ?? ''
  if (first === '')
    throw new TastebudError('EMPTY_DATA', `${path}: the file is empty`, 'Give a file with interactions.')
  if (extname(path).toLowerCase() === '.jsonl' || extname(path).toLowerCase() === '.ndjson' || first.startsWith('{')) {
    const columns = map ?? guessColumns(keysOf(first))
    if (columns) return { format: 'JSON lines', path, reader: jsonLines(columns) }
    throw unclear(path, first)
  }
  if (first.split('::').length === 4) return { format: 'MovieLens 1M', path, reader: plainRatings('::') }

  const delimiter = first.includes('\t') ? '\t' : first.includes(',') ? ',' : first.includes(';') ? ';' : undefined
  if (delimiter !== undefined) {
    for await (const { cells } of records(path, delimiter)) {
      const names = cells.map((name) => name.trim())
      const columns = map ?? guessColumns(names)
      if (columns) {
        const sessions = columns.user.toLowerCase().startsWith('session')
        return { format: sessions ? 'session table' : 'table', path, reader: table(columns, delimiter) }
      }
      if (delimiter === '\t' && cells.length === 4 && cells.slice(2).every((cell) => Number.isFinite(Number(cell)))) {
        return { format: 'tab-separated ratings', path, reader: plainRatings('\t') }
      }
      break
    }
    throw unclear(path, first)
  }
  const counted = head.length >= 5 && head.every((line, i) => line.split(' ')[0] === String(i + 1))
  return { format: `one sequence a line${counted ? ', named' : ''}`, path, reader: sequences(counted) }
}

async function firstLines(path: string, count: number): Promise<string[]> {
  const found: string[] = []
  for await (const block of lines(path)) {
    for (const line of block.lines) {
      if (line !== '') found.push(line)
      if (found.length === count) return found
    }
  }
  return found
}

function keysOf(json: string): string[] {
  try {
    return Object.keys(JSON.parse(json) as object)
  } catch {
    return []
  }
}

function unclear(path: string, first: string): TastebudError {
  return new TastebudError(
    'UNKNOWN_FORMAT',
    `${path}:1: cannot tell which column is the user and which the item in ${JSON.stringify(first.slice(0, 80))}`,
    'Say it with --map user=COLUMN,item=COLUMN,rating=COLUMN,time=COLUMN.',
  )
}
