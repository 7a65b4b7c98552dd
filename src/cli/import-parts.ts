import { access, readdir, stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDomain } from '../catalogue/read.ts'
import { records } from '../datasets/readers/csv.ts'
import { lines, unreadable } from '../datasets/readers/lines.ts'
import { TastebudError } from '../errors.ts'

/** The files that a home is made of. */
export interface Parts {
  readonly domain: string
  /** Absent: the data set describes its items itself (MovieLens). */
  readonly catalogue?: string
  /** Absent: nobody has done anything yet. */
  readonly interactions?: string
}

/** The demo's domain, for data sets of films. */
const filmDomain = fileURLToPath(new URL('../../data/films/domain.yml', import.meta.url))

/**
 * Tells what a path to import is: a MovieLens folder, a folder of our own layout (`domain.yml`, `catalogue.jsonl`
 * or `.csv`, and perhaps `interactions.tsv`, `.csv` or `.jsonl`), a catalogue file alone, or interactions.
 * @throws TastebudError NO_FILE, NO_DOMAIN
 */
export async function findParts(
  path: string,
  options: { readonly catalogue?: string; readonly domain?: string },
): Promise<Parts> {
  const info = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  const names = info.isDirectory() ? await readdir(path) : []
  const first = (...wanted: string[]) => {
    const name = wanted.find((one) => names.includes(one))
    return name === undefined ? undefined : join(path, name)
  }
  const movieLens = first('u.item', 'movies.csv', 'movies.dat') !== undefined
  const domain = options.domain ?? first('domain.yml') ?? (movieLens ? filmDomain : undefined)
  if (domain === undefined) {
    throw new TastebudError(
      'NO_DOMAIN',
      `nothing says what the items of ${path} are`,
      'Write a domain.yml (see examples/boardgames) and name it with --domain.',
    )
  }
  await access(domain).catch((cause: unknown) => {
    throw unreadable(domain, cause)
  })
  const own = options.catalogue ?? first('catalogue.jsonl', 'catalogue.csv', 'catalogue.tsv')
  if (own !== undefined && info.isDirectory()) {
    const events = first('interactions.tsv', 'interactions.csv', 'interactions.jsonl')
    const known = events ?? (first('u.data', 'ratings.csv', 'ratings.dat') === undefined ? undefined : path)
    return { domain, catalogue: own, ...(known === undefined ? {} : { interactions: known }) }
  }
  if (own !== undefined) {
    return resolve(own) === resolve(path) ? { domain, catalogue: own } : { domain, catalogue: own, interactions: path }
  }
  if (!info.isDirectory() && (await isCatalogue(path, domain))) return { domain, catalogue: path }
  return { domain, interactions: path }
}

/** Whether the first line of a file has the id and the title that the domain names. */
async function isCatalogue(path: string, domainPath: string): Promise<boolean> {
  const { columns } = await readDomain(domainPath)
  const ending = extname(path).toLowerCase()
  const has = (names: readonly string[]) => names.includes(columns.id) && names.includes(columns.title)
  if (ending === '.csv' || ending === '.tsv') {
    for await (const { cells } of records(path, ending === '.tsv' ? '\t' : ','))
      return has(cells.map((cell) => cell.trim()))
    return false
  }
  for await (const block of lines(path)) {
    try {
      return has(Object.keys(JSON.parse(block.lines[0] ?? '') as object))
    } catch {
      return false
    }
  }
  return false
}
