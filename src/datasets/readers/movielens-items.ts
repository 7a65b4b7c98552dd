import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { badRow, TastebudError } from '../../errors.ts'
import type { Complaints } from './complaints.ts'
import { recordBatches } from './csv.ts'
import { lines } from './lines.ts'

/** An item as a MovieLens folder describes it; the keys are columns of a catalogue file. */
export interface ItemRecord {
  readonly id: string
  readonly title: string
  readonly otherTitles: readonly string[]
  readonly year?: number
  /** In lower case, as the source names them. */
  readonly genres: readonly string[]
  readonly link?: string
}

const fix = 'Mend or delete the row, or leave up to N such rows out with --skip-bad-rows N.'

/** The items of a MovieLens folder (100K, 1M or CSV) in the order of the file; undefined where the folder has none. */
export async function readMovieLensItems(folder: string, complaints: Complaints): Promise<ItemRecord[] | undefined> {
  if (await exists(join(folder, 'u.item'))) return fromFlags(folder, complaints)
  if (await exists(join(folder, 'movies.csv'))) return fromCsv(folder, complaints)
  if (await exists(join(folder, 'movies.dat'))) return fromDat(join(folder, 'movies.dat'), complaints)
  return undefined
}

/** Items by the order of a file; an id that comes twice is a complaint with both places. */
class Shelf {
  readonly items: ItemRecord[] = []
  readonly #lines = new Map<string, number>()

  constructor(
    readonly path: string,
    readonly complaints: Complaints,
  ) {}

  add(item: ItemRecord, line: number): void {
    const before = this.#lines.get(item.id)
    if (before === undefined) {
      this.#lines.set(item.id, line)
      this.items.push(item)
      return
    }
    const { path } = this
    const said = `${path}:${line}: the item id "${item.id}" was already given at ${path}:${before}`
    this.complaints.add(new TastebudError('DUPLICATE_ID', said, fix))
  }
}

/** `id|title|release|video release|link|flag...`, one flag for each line of u.genre. */
async function fromFlags(folder: string, complaints: Complaints): Promise<ItemRecord[]> {
  const genres: string[] = []
  for await (const block of lines(join(folder, 'u.genre'))) {
    for (const line of block.lines) {
      const [name] = line.split('|')
      if (name) genres.push(name.toLowerCase())
    }
  }
  const path = join(folder, 'u.item')
  const shelf = new Shelf(path, complaints)
  for await (const block of lines(path)) {
    block.lines.forEach((line, i) => {
      if (line === '') return
      const cells = line.split('|')
      if (cells.length !== 5 + genres.length || !cells[0]) {
        const expected = `expected id|title|release|video release|link and ${genres.length} genre flags, found ${cells.length} cells`
        complaints.add(badRow(path, block.first + i, expected, fix))
        return
      }
      const own = genres.filter((name, flag) => cells[5 + flag] === '1' && name !== 'unknown')
      shelf.add({ id: cells[0], ...parseTitle(cells[1] ?? ''), genres: own }, block.first + i)
    })
  }
  return shelf.items
}

/** movies.csv `movieId,title,genres` and, where there is one, links.csv `movieId,imdbId,...`. */
async function fromCsv(folder: string, complaints: Complaints): Promise<ItemRecord[]> {
  const links = new Map<string, string>()
  if (await exists(join(folder, 'links.csv'))) {
    for await (const batch of recordBatches(join(folder, 'links.csv'))) {
      for (const { cells } of batch) {
        if (cells[0] && cells[1] && /^\d+$/.test(cells[1]))
          links.set(cells[0], `https://www.imdb.com/title/tt${cells[1]}/`)
      }
    }
  }
  const path = join(folder, 'movies.csv')
  const shelf = new Shelf(path, complaints)
  let header = true
  for await (const batch of recordBatches(path)) {
    for (const { line, cells, fault } of batch) {
      if (fault) {
        complaints.add(fault)
        continue
      }
      if (header) {
        header = false
        continue
      }
      const [id, title, genres] = cells
      if (cells.length !== 3 || !id || !title) {
        complaints.add(badRow(path, line, `expected movieId,title,genres, found ${cells.length} cells`, fix))
        continue
      }
      const link = links.get(id)
      shelf.add({ id, ...parseTitle(title), genres: cut(genres), ...(link === undefined ? {} : { link }) }, line)
    }
  }
  return shelf.items
}

async function fromDat(path: string, complaints: Complaints): Promise<ItemRecord[]> {
  const shelf = new Shelf(path, complaints)
  for await (const block of lines(path)) {
    block.lines.forEach((line, i) => {
      if (line === '') return
      const [id, title, genres, ...rest] = line.split('::')
      if (!id || !title || genres === undefined || rest.length > 0) {
        complaints.add(badRow(path, block.first + i, 'expected id::title::genres', fix))
        return
      }
      shelf.add({ id, ...parseTitle(title), genres: cut(genres) }, block.first + i)
    })
  }
  return shelf.items
}

function cut(genres = ''): string[] {
  return genres
    .split('|')
    .map((genre) => genre.trim().toLowerCase())
    .filter((genre) => genre !== '' && !genre.startsWith('('))
}

const article = /^(.+), (the|an?|le|la|les|l'|un|une|il|lo|gli|i|el|los|las|der|die|das|den|det|de|het|o|os|as)$/i

/** "Seven Samurai (Shichinin no samurai) (1954)", "Matrix, The (1999)": title, other titles and year, articles in front. */
export function parseTitle(text: string): { title: string; otherTitles: string[]; year?: number } {
  let rest = text.trim()
  const year = /\s*\((\d{4})(?:[-–]\d{0,4})?\)$/.exec(rest)
  if (year) rest = rest.slice(0, year.index).trim()
  const others: string[] = []
  for (let group = /^(.+?)\s*\(([^()]+)\)$/.exec(rest); group; group = /^(.+?)\s*\(([^()]+)\)$/.exec(rest)) {
    others.unshift(inFront((group[2] ?? '').replace(/^a\.?k\.?a\.?\s+/i, '')))
    rest = group[1] ?? ''
  }
  return {
    title: inFront(rest),
    otherTitles: [...new Set(others.filter((other) => other !== ''))],
    ...(year ? { year: Number(year[1]) } : {}),
  }
}

/** "Matrix, The" -> "The Matrix"; "Avventura, L'" -> "L'Avventura". */
function inFront(title: string): string {
  const found = article.exec(title.trim())
  if (!found) return title.trim()
  const [, rest = '', word = ''] = found
  return word.endsWith("'") ? `${word}${rest}` : `${word} ${rest}`
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
