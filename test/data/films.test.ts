import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compare, indexByTitle } from '../../tools/films/compare.ts'
import { hashesOf, hashList } from '../../tools/films/hashes.ts'
import { complaints, readFilms, readVocabulary } from '../../tools/films/records.ts'
import { dataFolder, haveSources, readRedial, readWikipedia } from '../../tools/films/sources.ts'
import { sharedRuns, wordRuns } from '../../tools/films/word-runs.ts'

const folder = resolve(import.meta.dirname, '../../data/films')
const films = readFilms(folder).map((record) => record.film)
const vocabulary = readVocabulary(folder)

describe('the demo films', () => {
  test('every record has the right shape, known words, its own id and a description of 25 to 60 words', () => {
    expect(
      films.flatMap((film) => complaints(film, vocabulary).map((complaint) => `${film.id}: ${complaint}`)),
    ).toEqual([])
  })

  test('there are at least 600, no id and no title of one year twice', () => {
    expect(films.length).toBeGreaterThanOrEqual(600)
    expect(twice(films.map((film) => film.id))).toEqual([])
    expect(twice(films.map((film) => `${film.title.toLowerCase()} ${film.year}`))).toEqual([])
  })

  test('every decade from the 1920s to the 2020s, every genre and at least 25 countries are there', () => {
    const decades = new Set(films.map((film) => Math.floor(film.year / 10) * 10))
    expect([...decades].sort()).toEqual([1920, 1930, 1940, 1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020])
    expect([...new Set(films.flatMap((film) => film.genres))].sort()).toEqual([...vocabulary.genres].sort())
    expect(new Set(films.flatMap((film) => film.countries)).size).toBeGreaterThanOrEqual(25)
  })

  test('a film without a cast is one that says why: nobody speaks in it', () => {
    expect(films.filter((film) => film.cast.length === 0 && film.languages.length > 0).map((film) => film.id)).toEqual(
      [],
    )
  })

  test('the levels fit the genres', () => {
    const odd = films.filter(
      ({ genres, levels, age }) =>
        (genres.includes('comedy') && levels.humour === 0) ||
        (genres.includes('horror') && levels.scare === 0) ||
        (genres.includes('horror') && age === 0) ||
        (genres.includes('romance') && levels.romance === 0) ||
        (age === 0 && (levels.violence > 1 || levels.scare > 1)) ||
        ((levels.violence === 3 || levels.scare === 3) && age < 12),
    )
    expect(odd.map((film) => film.id)).toEqual([])
  })

  test('no two descriptions share a run of 6 words', () => {
    expect(
      sharedRuns(
        films.map((film) => [film.id, film.description] as const),
        6,
      ),
    ).toEqual([])
  })

  test('a name is written in one way', () => {
    const spellings = new Map<string, Set<string>>()
    for (const name of films.flatMap((film) => [...film.cast, ...film.directors])) {
      const key = name
        .normalize('NFKD')
        .replace(/[^a-z]/gi, '')
        .toLowerCase()
      spellings.set(key, (spellings.get(key) ?? new Set()).add(name))
    }
    expect([...spellings.values()].filter((names) => names.size > 1)).toEqual([])
  })

  test('the card counts them rightly', () => {
    const card = readFileSync(join(folder, 'README.md'), 'utf8')
    const countries = new Set(films.flatMap((film) => film.countries)).size
    const languages = new Set(films.flatMap((film) => film.languages)).size
    const people = new Set(films.flatMap((film) => [...film.cast, ...film.directors])).size
    expect(card).toContain(`${films.length} well-known films`)
    expect(card).toContain(`${countries} countries, ${languages} languages`)
    expect(card).toContain(`${people.toLocaleString('en')} names`)
  })

  test('the files are those of SHA256SUMS (npm run data:hash after a wanted change)', () => {
    expect(hashesOf(folder)).toBe(readFileSync(join(folder, hashList), 'utf8'))
  })
})

describe('the demo films against the reference sources', () => {
  const there = haveSources()
  if (!there) console.log(`skipped: no reference sources in ${dataFolder()} (set TASTEBUD_DATA)`)
  const sources = there ? [...readWikipedia(dataFolder()), ...readRedial(dataFolder())] : []

  test.skipIf(!there)('no description shares a run of 8 words with a source', () => {
    const ours = new Map(films.flatMap((film) => wordRuns(film.description, 8).map((run) => [run, film.id] as const)))
    const shared = sources.flatMap((source) => wordRuns(source.text, 8).filter((run) => ours.has(run)))
    expect(shared.map((run) => `${ours.get(run)}: ${run}`)).toEqual([])
  })

  test.skipIf(!there)('at least 98 % agree in year, cast and genre, and each other one has a verdict', () => {
    const verdicts = JSON.parse(readFileSync(join(folder, 'disagreements.json'), 'utf8')) as Record<string, string>
    const index = indexByTitle(sources)
    const compared = films.map((film) => ({ id: film.id, ...compare(film, index) }))
    const found = compared.filter(({ near }) => near.length > 0)
    const disagreeing = found.filter(({ agrees }) => !agrees).map(({ id }) => id)
    expect(found.length).toBeGreaterThan(700)
    expect(disagreeing.length / found.length).toBeLessThanOrEqual(0.02)
    expect(Object.keys(verdicts).sort()).toEqual(disagreeing.sort())
  })
})

function twice(values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at)
}
