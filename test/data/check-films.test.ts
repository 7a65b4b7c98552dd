import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { titleKey } from '../../src/catalogue/title-key.ts'
import { compare, indexByTitle } from '../../tools/films/compare.ts'
import { hashesOf } from '../../tools/films/hashes.ts'
import { complaints, type Film, filmId, readFilms } from '../../tools/films/records.ts'
import { movieLensTitle, type SourceFilm } from '../../tools/films/sources.ts'
import { sharedRuns, wordRuns } from '../../tools/films/word-runs.ts'

const film: Film = {
  id: 'the-lantern-1958',
  title: 'The Lantern',
  otherTitles: ['La lanterne'],
  year: 1958,
  genres: ['drama'],
  directors: ['Ada Lind'],
  cast: ['Zoë Brand', 'Tom Reed'],
  countries: ['France'],
  languages: ['French'],
  minutes: 90,
  age: 12,
  levels: { violence: 0, scare: 0, humour: 1, romance: 1, pace: 1, darkness: 1 },
  themes: ['sea', 'grief', 'work', 'island', 'memory'],
  moods: ['gentle', 'warm'],
  description: Array.from({ length: 30 }, (_, at) => `word${at}`).join(' '),
}
const vocabulary = {
  genres: ['drama'],
  themes: film.themes,
  moods: film.moods,
  levels: Object.keys(film.levels),
  ages: [0, 12],
}

function source(change: Partial<SourceFilm>): SourceFilm {
  const same = {
    source: 'redial',
    titles: ['Lantern'],
    year: 1958,
    cast: ['Zoe Brand'],
    genres: ['drama'],
    text: '',
  } as const
  return { ...same, ...change }
}

describe('comparing a film with the sources', () => {
  const agrees = (...sources: SourceFilm[]) => compare(film, indexByTitle(sources)).agrees

  test('agrees when one source shares year, a cast name and a genre', () => {
    expect(agrees(source({}))).toBe(true)
    expect(agrees(source({ year: 1959 }))).toBe(true)
    expect(agrees(source({ titles: ['La Lanterne'] }))).toBe(true)
  })

  test('disagrees when the cast or the genre is another, or each half comes from another source', () => {
    expect(agrees(source({ cast: ['Somebody Else'] }))).toBe(false)
    expect(agrees(source({ genres: ['western'] }))).toBe(false)
    expect(agrees(source({ cast: ['Somebody Else'] }), source({ genres: ['western'] }))).toBe(false)
  })

  test('a film of the same title and another year is not this one', () => {
    const compared = compare(film, indexByTitle([source({ year: 1990 })]))
    expect(compared.near).toEqual([])
    expect(compared.otherYears.map((other) => other.year)).toEqual([1990])
  })

  test('titles meet without article, accents and Roman numerals; other scripts keep their letters', () => {
    expect(titleKey('The Lantern, Part II')).toBe(titleKey('Lantern Part 2'))
    expect(titleKey("L'Atalante")).toBe(titleKey("L' Atalante"))
    expect(titleKey('Häxan & Co')).toBe('haxanandco')
    expect(titleKey('Сталкер')).not.toBe(titleKey('Солярис'))
  })

  test('reads MovieLens titles with moved articles and other titles', () => {
    const title = 'City of Lost Children, The (Cité des enfants perdus, La) (1995)'
    expect(movieLensTitle(title)).toEqual({
      titles: ['The City of Lost Children', 'La Cité des enfants perdus'],
      year: 1995,
    })
    expect(movieLensTitle('Seven (a.k.a. Se7en) (1995)')?.titles).toEqual(['Seven', 'Se7en'])
    expect(movieLensTitle('No year')).toBeUndefined()
  })
})

describe('checking a record', () => {
  test('a right one has nothing to complain about', () => {
    expect(complaints(film, vocabulary)).toEqual([])
  })

  test('names an unknown theme, a wrong id, a short description and a repeated name', () => {
    const wrong = {
      ...film,
      id: 'lantern-1958',
      themes: ['ocean', ...film.themes.slice(1)],
      cast: ['A', 'A'],
      description: 'Short.',
    }
    expect(complaints(wrong, vocabulary)).toEqual([
      'id should be the-lantern-1958',
      'unknown themes: ocean',
      'a value twice in cast',
      'the description has 1 words, not 25 to 60',
    ])
  })

  test('ids are plain', () => {
    expect(filmId("Amélie's Cat & Dog", 2001)).toBe('amelies-cat-and-dog-2001')
    expect(filmId('8½', 1963)).toBe('8-1-2-1963')
  })

  test('a malformed record is an error with its line, and a changed file has another hash', () => {
    const folder = mkdtempSync(join(tmpdir(), 'films-'))
    const path = join(folder, 'a.jsonl')
    writeFileSync(path, `${JSON.stringify(film)}\n`)
    expect(readFilms(folder).map((record) => record.film)).toEqual([film])
    const before = hashesOf(folder)
    writeFileSync(path, `${JSON.stringify(film)}\n${JSON.stringify({ ...film, minutes: 'ninety' })}\n`)
    expect(hashesOf(folder)).not.toBe(before)
    expect(() => readFilms(folder)).toThrow(/a\.jsonl:2: minutes/)
    writeFileSync(path, '{')
    expect(() => readFilms(folder)).toThrow(/a\.jsonl:1: expected one JSON object/)
  })
})

test('shared runs of words are found across marks and case, not within one text', () => {
  expect(wordRuns("One, TWO don't", 2)).toEqual(['one two', "two don't"])
  expect(wordRuns('one', 2)).toEqual([])
  const texts = [
    ['a', 'Over the hills and far away.'],
    ['b', 'Gone: over the hills, and home'],
    ['c', 'la la la la la'],
  ] as const
  expect(sharedRuns(texts, 4)).toEqual([{ run: 'over the hills and', ids: ['a', 'b'] }])
})
