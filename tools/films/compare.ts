import { titleKey } from '../../src/catalogue/title-key.ts'
import type { Film } from './records.ts'
import type { SourceFilm } from './sources.ts'

export type SourceIndex = ReadonlyMap<string, readonly SourceFilm[]>

export function indexByTitle(films: Iterable<SourceFilm>): SourceIndex {
  const index = new Map<string, SourceFilm[]>()
  for (const film of films) {
    for (const key of new Set(film.titles.map(titleKey))) {
      const same = index.get(key)
      if (same === undefined) index.set(key, [film])
      else same.push(film)
    }
  }
  return index
}

/** What the sources hold under any title of ours; `near` has the same year, give or take one. */
export interface Comparison {
  readonly near: readonly SourceFilm[]
  readonly otherYears: readonly SourceFilm[]
  /** Some near source shares a cast name and a genre with us (a source that names none cannot disagree). */
  readonly agrees: boolean
}

export function compare(film: Film, index: SourceIndex): Comparison {
  const keys = new Set([film.title, ...film.otherTitles].map(titleKey))
  const named = new Set([...keys].filter((key) => key !== '').flatMap((key) => index.get(key) ?? []))
  const near: SourceFilm[] = []
  const otherYears: SourceFilm[] = []
  for (const source of named) (Math.abs(source.year - film.year) <= 1 ? near : otherYears).push(source)
  return { near, otherYears, agrees: near.some((source) => sharesCast(film, source) && sharesGenre(film, source)) }
}

function sharesCast(film: Film, source: SourceFilm): boolean {
  const ours = new Set(film.cast.map(titleKey))
  return source.cast.length === 0 || source.cast.some((person) => ours.has(titleKey(person)))
}

function sharesGenre(film: Film, source: SourceFilm): boolean {
  return source.genres.length === 0 || source.genres.some((genre) => film.genres.includes(genre))
}

/** One line for a person to judge by. */
export function inWords(source: SourceFilm): string {
  const cast = source.cast.length === 0 ? '' : `, ${source.cast.slice(0, 4).join(', ')}`
  return `${source.source}: ${source.titles[0]} (${source.year})${cast} [${source.genres.join(', ')}]`
}
