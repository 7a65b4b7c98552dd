import { copyFile, writeFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { Command } from 'commander'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Domain } from '../catalogue/domain.ts'
import { peopleOf, readWorks, WorkIndex } from '../catalogue/join-texts.ts'
import { valueMapper } from '../catalogue/map-values.ts'
import { readCatalogue, readDomain } from '../catalogue/read.ts'
import { scaleOf } from '../datasets/likes.ts'
import { type DataSet, readInteractions } from '../datasets/read.ts'
import { parseColumns } from '../datasets/readers/columns.ts'
import { Complaints } from '../datasets/readers/complaints.ts'
import { type ItemRecord, readMovieLensItems } from '../datasets/readers/movielens-items.ts'
import { restrict } from '../datasets/select.ts'
import { TastebudError } from '../errors.ts'
import { type HomeConfig, homeFile, homeYaml } from '../home.ts'
import { usualModels } from '../recommenders/usual.ts'
import { checkPlace, writeHome, writeInteractions } from './home-draft.ts'
import { findParts } from './import-parts.ts'
import { wholeNumber } from './options.ts'

export interface ImportOptions {
  readonly home: string
  readonly catalogue?: string
  readonly texts?: string
  readonly domain?: string
  readonly map?: string
  readonly skipBadRows: number
  readonly force: boolean
}

export function command(): Command {
  return new Command('import')
    .description('make a home (catalogue, interactions, config) from a data set')
    .argument('<path>', 'a MovieLens folder, a folder with domain.yml and a catalogue, or a file of interactions')
    .requiredOption('--home <dir>', 'folder to make')
    .option('--catalogue <file>', 'catalogue file (JSONL, CSV, TSV) for interactions that come without one')
    .option('--texts <dir>', 'folder of .json.gz files with texts, joined by title and year')
    .option('--domain <file>', 'domain.yml; for MovieLens the demo’s')
    .option('--map <columns>', 'user=COLUMN,item=COLUMN,rating=COLUMN,time=COLUMN')
    .option('--skip-bad-rows <n>', 'leave up to n malformed rows out', wholeNumber(0), 0)
    .option('--force', 'replace the home that is there', false)
    .action(async (path: string, options: ImportOptions) => {
      for (const line of await importHome(path, options)) process.stdout.write(`${line}\n`)
    })
}

/**
 * Makes a home, whole or not at all, and says what went into it, a line each.
 * @throws TastebudError of the readers, HOME_EXISTS, NOT_A_HOME, NO_CATALOGUE, NO_DOMAIN
 */
export async function importHome(path: string, options: ImportOptions): Promise<string[]> {
  await checkPlace(resolve(options.home), options.force)
  const parts = await findParts(path, options)
  const domain = await readDomain(parts.domain)
  const complaints = new Complaints(options.skipBadRows)
  const described = parts.catalogue === undefined ? await readMovieLensItems(path, complaints) : undefined
  if (!described && parts.catalogue === undefined) {
    throw new TastebudError('NO_CATALOGUE', `${path} does not say what its items are`, 'Name a file with --catalogue.')
  }
  if (options.texts !== undefined && !described) {
    throw new TastebudError(
      'BAD_OPTION',
      '--texts joins with items that the data set describes itself',
      'Leave it out.',
    )
  }
  const map = options.map === undefined ? {} : { columns: parseColumns(options.map) }
  const skipBadRows = options.skipBadRows - complaints.skipped.length
  const data =
    parts.interactions === undefined ? undefined : await readInteractions(parts.interactions, { skipBadRows, ...map })

  const report: string[] = []
  await writeHome(options.home, options.force, async (draft) => {
    const file = parts.catalogue === undefined ? 'catalogue.jsonl' : `catalogue${extname(parts.catalogue)}`
    if (parts.catalogue !== undefined) await copyFile(parts.catalogue, join(draft, file))
    else report.push(...(await writeDescribed(join(draft, file), described ?? [], domain, options.texts)))
    await copyFile(parts.domain, join(draft, 'domain.yml'))
    // What is wrong in a file of the person's own is told by its name, not by that of the copy.
    const catalogue = await readCatalogue([parts.catalogue ?? join(draft, file)], domain)
    report.unshift(`${catalogue.size} ${domain.noun.many} from ${parts.catalogue ?? path}`)
    const config: HomeConfig = {
      name: basename(resolve(path)),
      domain: 'domain.yml',
      catalogue: [file],
      models: {},
      ...(data ? await writeEvents(join(draft, 'interactions.tsv'), data, catalogue, report) : {}),
    }
    for (const [name, options] of Object.entries(usualModels)) {
      if (data || name === 'content') config.models[name] = { ...options }
    }
    if (!data) report.push('no interactions: only the content model can be fitted')
    await writeFile(join(draft, homeFile), homeYaml(config))
  })
  const skipped = [...complaints.skipped, ...(data?.skipped ?? [])]
  if (skipped.length > 0) report.push(`${skipped.length} bad rows were left out:`, ...skipped.map((row) => `  ${row}`))
  return [...report, `home made: ${options.home}`]
}

async function writeDescribed(
  path: string,
  items: readonly ItemRecord[],
  domain: Domain,
  texts?: string,
): Promise<string[]> {
  const map = valueMapper(domain.tags.genre)
  const works = texts === undefined ? undefined : new WorkIndex(await readWorks(texts))
  let joined = 0
  const rows = items.map((item) => {
    const work = works?.find([item.title, ...item.otherTitles], item.year)
    if (!work) return { ...item, genres: map(item.genres) }
    joined++
    const genres = map([...item.genres, ...work.genres])
    return { ...item, genres, cast: peopleOf(work.cast), description: work.extract ?? '' }
  })
  await writeFile(path, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`)
  return texts === undefined ? [] : [`${joined} of them joined with a text by title and year`]
}

async function writeEvents(
  path: string,
  data: DataSet,
  catalogue: Catalogue,
  report: string[],
): Promise<Pick<HomeConfig, 'interactions' | 'like'>> {
  const { interactions, unknown } = restrict(data.interactions, catalogue.vocabulary)
  if (interactions.rows.length === 0) {
    throw new TastebudError(
      'NO_CATALOGUE',
      `no item of ${data.path} is in the catalogue`,
      'Check that the ids in both are the same.',
    )
  }
  await writeInteractions(path, interactions)
  const scale = scaleOf(interactions)
  report.push(`${interactions.rows.length} events of ${interactions.names.length} people or sessions (${data.format})`)
  if (unknown > 0) report.push(`${unknown} events of items that the catalogue lacks were left out`)
  if (scale.explicit) report.push(`ratings of ${scale.like} and more count as likes`)
  return { interactions: 'interactions.tsv', ...(scale.explicit ? { like: scale.like } : {}) }
}
