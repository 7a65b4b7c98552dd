import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { dataFolder } from '../data-folder.ts'

/** What one source says of one film. */
export interface SourceFilm {
  readonly source: 'wikipedia' | 'redial' | 'movielens'
  readonly titles: readonly string[]
  readonly year: number
  readonly cast: readonly string[]
  readonly genres: readonly string[]
  readonly text: string
}

export { dataFolder }

/** Whether the two sources of cast, genre and text are there. */
export function haveSources(folder = dataFolder()): boolean {
  return existsSync(join(folder, 'wikipedia-movies')) && existsSync(join(folder, 'redial/id2info.json'))
}

interface WikipediaFilm {
  title: string
  year: number
  cast: string[]
  genres: string[]
  extract?: string
}

export function readWikipedia(folder: string): SourceFilm[] {
  const files = readdirSync(join(folder, 'wikipedia-movies')).filter((file) => file.endsWith('.json.gz'))
  return files.flatMap((file) => {
    const zipped = readFileSync(join(folder, 'wikipedia-movies', file))
    const films = JSON.parse(gunzipSync(zipped).toString('utf8')) as WikipediaFilm[]
    return films.map((film) => ({
      source: 'wikipedia' as const,
      titles: [film.title.replace(/ \(.*\)$/, '')],
      year: film.year,
      cast: film.cast,
      genres: film.genres.map(ourGenre),
      text: film.extract ?? '',
    }))
  })
}

interface RedialFilm {
  name: string
  plot?: string
  star?: string[]
  genre?: string[]
}

export function readRedial(folder: string): SourceFilm[] {
  const films = JSON.parse(readFileSync(join(folder, 'redial/id2info.json'), 'utf8')) as Record<string, RedialFilm>
  return Object.values(films).flatMap((film) => {
    const named = /^(.*) \((\d{4})\)/.exec(film.name)
    if (named === null) return []
    return {
      source: 'redial' as const,
      titles: [named[1] ?? ''],
      year: Number(named[2]),
      cast: film.star ?? [],
      genres: (film.genre ?? []).map(ourGenre),
      text: film.plot ?? '',
    }
  })
}

/** MovieLens knows titles, years and genres, no cast. Empty where it is not there. */
export function readMovieLens(folder: string): SourceFilm[] {
  const path = join(folder, 'ml-latest-small/movies.csv')
  if (!existsSync(path)) return []
  const rows = parse(readFileSync(path), { columns: true, bom: true }) as { title: string; genres: string }[]
  return rows.flatMap((row) => {
    const named = movieLensTitle(row.title)
    if (named === undefined) return []
    const genres = row.genres.split('|').map(ourGenre)
    return { source: 'movielens' as const, ...named, cast: [], genres, text: '' }
  })
}

/** `City of Lost Children, The (Cité des enfants perdus, La) (1995)` -> both titles, articles in front, and 1995. */
export function movieLensTitle(text: string): { titles: string[]; year: number } | undefined {
  const dated = /^(.*)\((\d{4})\)\s*$/.exec(text.trim())
  if (dated === null) return undefined
  const whole = dated[1] ?? ''
  const inner = [...whole.matchAll(/\(([^()]*)\)/g)].map((match) => (match[1] ?? '').replace(/^a\.?k\.?a\.?\s*/i, ''))
  const titles = [whole.replace(/\([^()]*\)/g, ''), ...inner].map((title) => articleFirst(title.trim()))
  return { titles: titles.filter((title) => title !== ''), year: Number(dated[2]) }
}

function articleFirst(title: string): string {
  const moved = /^(.*), (The|A|An|Le|La|Les|L'|El|Il|Lo|Los|Das|Der|Die|Un|Une|Det|Den|O|I|Gli)$/i.exec(title)
  return moved === null ? title : `${moved[2]} ${moved[1]}`
}

const genreNames: Readonly<Record<string, string>> = {
  'sci-fi': 'science fiction',
  'film-noir': 'film noir',
  noir: 'film noir',
  biographical: 'biography',
  historical: 'history',
  martial: 'martial arts',
  sports: 'sport',
  animated: 'animation',
  children: 'family',
  "children's": 'family',
  teen: 'drama',
  dance: 'music',
  slasher: 'horror',
  spy: 'thriller',
}

function ourGenre(theirs: string): string {
  const plain = theirs.toLowerCase()
  return genreNames[plain] ?? plain
}
