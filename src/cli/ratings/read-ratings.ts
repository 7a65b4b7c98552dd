import { records } from '../../datasets/readers/csv.ts'
import { badRow, TastebudError } from '../../errors.ts'

/** A rating as an export has it, with the share of the scale that it reaches. */
export interface Rating {
  readonly line: number
  readonly title: string
  readonly year?: number
  /** 0 to 1; undefined where something was logged as seen without a rating. */
  readonly share?: number
}

export interface Ratings {
  readonly ratings: readonly Rating[]
  /** The highest value that the scale has: 5, 10 or 100. */
  readonly scale: number
}

const NAMES = {
  title: ['name', 'title', 'original title'],
  year: ['year'],
  rating: ['rating', 'your rating', 'score'],
} as const

/** Letterboxd: Name, Year, Rating of 0.5 to 5. IMDb: Title, Year, Your Rating of 1 to 10. */
const KNOWN_SCALES: Readonly<Record<string, number>> = { 'your rating': 10 }

const FIX = 'Give a CSV with a header that has the columns title (or Name), year and rating (or Your Rating).'

/** @throws TastebudError NO_FILE; BAD_HEADER; BAD_ROW with `path:line` */
export async function readRatings(path: string): Promise<Ratings> {
  let header: readonly string[] | undefined
  const raw: { line: number; title: string; year?: number; rating?: number }[] = []
  let at = { title: -1, year: -1, rating: -1 }
  for await (const { line, cells } of records(path)) {
    if (!header) {
      header = cells.map((cell) =>
        cell
          .replace(/^\ufeff/, '')
          .trim()
          .toLowerCase(),
      )
      at = place(path, header)
      continue
    }
    const title = cells[at.title]?.trim() ?? ''
    if (title === '') throw badRow(path, line, 'expected a title', FIX)
    const year = number(path, line, 'year', cells[at.year], 1800, 2200)
    const rating = number(path, line, 'rating', cells[at.rating], 0, 100)
    raw.push({ line, title, ...(year !== undefined && { year }), ...(rating !== undefined && { rating }) })
  }
  if (!header) throw new TastebudError('BAD_HEADER', `${path} is empty.`, FIX)
  const highest = Math.max(0, ...raw.map(({ rating }) => rating ?? 0))
  const scale = KNOWN_SCALES[header[at.rating] ?? ''] ?? (highest <= 5 ? 5 : highest <= 10 ? 10 : 100)
  const ratings = raw.map(({ rating, ...rest }) => ({
    ...rest,
    ...(rating !== undefined && { share: rating / scale }),
  }))
  return { ratings, scale }
}

function place(path: string, header: readonly string[]): Record<keyof typeof NAMES, number> {
  // IMDb has both "Title" and "Original Title": the first name of the list wins, wherever its column stands.
  const first = (names: readonly string[]) => names.map((name) => header.indexOf(name)).find((i) => i >= 0) ?? -1
  const at = { title: first(NAMES.title), year: first(NAMES.year), rating: first(NAMES.rating) }
  const missing = (Object.keys(NAMES) as (keyof typeof NAMES)[]).filter((key) => at[key] < 0)
  if (missing.length === 0) return at
  throw new TastebudError(
    'BAD_HEADER',
    `${path}:1: there is no column for ${missing.join(' and ')} in: ${header.join(', ')}`,
    FIX,
  )
}

function number(
  path: string,
  line: number,
  what: string,
  cell: string | undefined,
  min: number,
  max: number,
): number | undefined {
  const text = cell?.trim() ?? ''
  if (text === '') return undefined
  const value = Number(text)
  if (Number.isFinite(value) && value >= min && value <= max) return value
  throw badRow(path, line, `expected a ${what} from ${min} to ${max}, found "${text}"`, FIX)
}
