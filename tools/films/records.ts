import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { badRow } from '../../src/errors.ts'

/** The lists a record may draw from: `data/films/vocabulary.json`. */
export interface FilmVocabulary {
  readonly genres: readonly string[]
  readonly moods: readonly string[]
  readonly themes: readonly string[]
  readonly levels: readonly string[]
  readonly ages: readonly number[]
}

const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
const name = z.string().trim().min(1)

const filmShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*-\d{4}$/),
  title: name,
  otherTitles: z.array(name),
  year: z.int().min(1920).max(2029),
  genres: z.array(name).min(1).max(5),
  directors: z.array(name).min(1),
  /** Leading actors or voices; narrators and subjects of a documentary. Empty only where a film has none. */
  cast: z.array(name).max(7),
  countries: z.array(name).min(1),
  languages: z.array(name),
  /** Running time of the version usually shown. */
  minutes: z.int().min(10).max(500),
  /** Youngest sensible age, our own judgement. */
  age: z.int(),
  /** 0 none to 3 a great deal, our own judgement; pace is 0 slow to 3 frantic, darkness emotional weight. */
  levels: z.strictObject({
    violence: level,
    scare: level,
    humour: level,
    romance: level,
    pace: level,
    darkness: level,
  }),
  themes: z.array(name).min(5).max(12),
  moods: z.array(name).min(2).max(6),
  description: name,
})

export type Film = z.infer<typeof filmShape>

export interface FilmRecord {
  readonly film: Film
  readonly path: string
  readonly line: number
}

export function readVocabulary(folder: string): FilmVocabulary {
  return JSON.parse(readFileSync(join(folder, 'vocabulary.json'), 'utf8')) as FilmVocabulary
}

/** Every record of every `*.jsonl` in the folder, files by name. A record of the wrong shape is a coded error. */
export function readFilms(folder: string): FilmRecord[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'))
  return files.sort().flatMap((file) => readFile(join(folder, file)))
}

function readFile(path: string): FilmRecord[] {
  const records: FilmRecord[] = []
  for (const [index, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (text.trim() !== '') records.push({ film: readRecord(text, path, index + 1), path, line: index + 1 })
  }
  return records
}

function readRecord(text: string, path: string, line: number): Film {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw badRow(path, line, `expected one JSON object (${(error as Error).message})`, 'Mend the line.')
  }
  const read = filmShape.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw badRow(path, line, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`, 'Mend the record.')
}

/** `Amélie's Cat & Dog`, 2001 -> `amelies-cat-and-dog-2001`; `8½`, 1963 -> `8-1-2-1963` */
export function filmId(title: string, year: number): string {
  const plain = title
    .replaceAll('½', ' 1/2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/['’]/g, '')
  return `${plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}-${year}`
}

/** What is wrong with one record beside its shape; empty when nothing is. */
export function complaints(film: Film, vocabulary: FilmVocabulary): string[] {
  const found: string[] = []
  if (film.id !== filmId(film.title, film.year)) found.push(`id should be ${filmId(film.title, film.year)}`)
  for (const field of ['genres', 'themes', 'moods'] as const) {
    for (const value of film[field]) if (!vocabulary[field].includes(value)) found.push(`unknown ${field}: ${value}`)
  }
  for (const field of [
    'genres',
    'themes',
    'moods',
    'cast',
    'directors',
    'countries',
    'languages',
    'otherTitles',
  ] as const) {
    if (new Set(film[field]).size !== film[field].length) found.push(`a value twice in ${field}`)
  }
  if (!vocabulary.ages.includes(film.age)) found.push(`age ${film.age} is none of ${vocabulary.ages.join(', ')}`)
  const length = film.description.split(/\s+/).length
  if (length < 25 || length > 60) found.push(`the description has ${length} words, not 25 to 60`)
  if (film.otherTitles.includes(film.title)) found.push('otherTitles repeats the title')
  return found
}
