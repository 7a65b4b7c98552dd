/**
 * `npm run data:check [-- --verbose]`: compares the demo films with the reference sources, where those are there,
 * and prints what agrees, what does not and what no source covers. Exits with 1 below 98 % agreement.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Comparison, compare, indexByTitle, inWords } from './films/compare.ts'
import { complaints, type Film, readFilms, readVocabulary } from './films/records.ts'
import { dataFolder, haveSources, readMovieLens, readRedial, readWikipedia } from './films/sources.ts'

const enough = 0.98
const verbose = process.argv.includes('--verbose')
const folder = resolve(import.meta.dirname, '../data/films')
const films = readFilms(folder).map((record) => record.film)
const verdicts = JSON.parse(readFileSync(join(folder, 'disagreements.json'), 'utf8')) as Record<string, string>

let failed = checkRecords()
if (haveSources()) failed = !compareWithCastSources() || failed
else console.log(`no sources in ${dataFolder()} (set TASTEBUD_DATA): nothing to compare with`)
compareWithMovieLens()
process.exitCode = failed ? 1 : 0

/** Whether something is wrong with a record by itself. */
function checkRecords(): boolean {
  const vocabulary = readVocabulary(folder)
  const wrong = films.flatMap((film) => complaints(film, vocabulary).map((complaint) => `  ${film.id}: ${complaint}`))
  console.log(`${films.length} films, ${wrong.length} wrong records`)
  for (const line of wrong) console.log(line)
  return wrong.length > 0
}

/** Whether enough films agree with Wikipedia and ReDial in year, cast and genre, and each that does not has a verdict. */
function compareWithCastSources(): boolean {
  const index = indexByTitle([...readWikipedia(dataFolder()), ...readRedial(dataFolder())])
  const compared = films.map((film) => ({ film, ...compare(film, index) }))
  const found = compared.filter(({ near }) => near.length > 0)
  const agree = found.filter(({ agrees }) => agrees)
  const share = agree.length / found.length
  console.log(`${found.length} found in the sources (Wikipedia film lists, ReDial)`)
  console.log(`${agree.length} agree: ${percent(share)} (year within 1, a shared cast name, a shared genre)`)
  const unexplained = found.filter(({ agrees }) => !agrees).filter(reportDisagreement)
  listUncovered(compared.filter(({ near }) => near.length === 0))
  if (unexplained.length > 0) console.log(`${unexplained.length} without a verdict in disagreements.json`)
  return share >= enough && unexplained.length === 0
}

/** Whether no verdict explains it. */
function reportDisagreement({ film, near }: { film: Film } & Comparison): boolean {
  console.log(`  ${film.id}: ${film.cast.slice(0, 3).join(', ')} [${film.genres.join(', ')}]`)
  for (const source of near) console.log(`    ${inWords(source)}`)
  console.log(`    verdict: ${verdicts[film.id] ?? 'NONE'}`)
  return verdicts[film.id] === undefined
}

function listUncovered(uncovered: readonly ({ film: Film } & Comparison)[]): void {
  console.log(`${uncovered.length} that no source covers${verbose ? ':' : ' (--verbose lists them)'}`)
  if (!verbose) return
  for (const { film, otherYears } of uncovered) {
    const years = otherYears.map((source) => source.year)
    console.log(`  ${film.id}${years.length > 0 ? ` (the title has other years: ${years.join(', ')})` : ''}`)
  }
}

/** MovieLens has no cast, so its agreement is printed apart and decides nothing. */
function compareWithMovieLens(): void {
  const movieLens = readMovieLens(dataFolder())
  const index = indexByTitle(movieLens)
  if (index.size === 0) {
    console.log('no MovieLens to compare years and genres with')
    return
  }
  const compared = films.map((film) => ({ film, ...compare(film, index) }))
  const found = compared.filter(({ near }) => near.length > 0)
  const sameYear = found.filter(({ film, near }) => near.some((source) => source.year === film.year))
  const agree = found.filter(({ agrees }) => agrees)
  console.log(
    `MovieLens: ${found.length} found by title and year within 1, ` +
      `${percent(sameYear.length / found.length)} the same year, ${percent(agree.length / found.length)} share a genre`,
  )
  for (const { film, near, agrees } of found) {
    const otherYear = !near.some((source) => source.year === film.year)
    if (!agrees || (verbose && otherYear))
      console.log(`  ${film.id} [${film.genres.join(', ')}] ${near.map(inWords).join('; ')}`)
  }
  if (haveSources()) {
    const all = indexByTitle([...readWikipedia(dataFolder()), ...readRedial(dataFolder()), ...movieLens])
    const nowhere = films.filter((film) => compare(film, all).near.length === 0)
    console.log(`${nowhere.length} films in none of the three`)
    if (verbose) console.log(`  ${nowhere.map((film) => film.id).join(', ')}`)
  }
  const lost = compared.filter(({ near, otherYears }) => near.length === 0 && otherYears.length > 0)
  console.log(
    `${lost.length} titles that MovieLens has with other years only${verbose ? ':' : ' (--verbose lists them)'}`,
  )
  if (verbose)
    for (const { film, otherYears } of lost) console.log(`  ${film.id}: ${otherYears.map(inWords).join('; ')}`)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
