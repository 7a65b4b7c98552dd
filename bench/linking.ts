/**
 * Finding titles in messages and how they stand: `npm run bench:linking [-- times redial polarity ccpe]`, without a name
 * all. `times`: made-up titles and messages; the others: how well, on real talk (TASTEBUD_DATA, or ../shared/data). Figures go
 * to bench/results, what was misread to bench/out, tables to docs/linking.md.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readDomain } from '../src/catalogue/read.ts'
import { readLexicon } from '../src/dialogue/understand/lexicon.ts'
import { Linker } from '../src/dialogue/understand/linking/linker.ts'
import { createUnderstanding } from '../src/dialogue/understand/understand.ts'
import { Random } from '../src/random.ts'
import { dataFolder } from '../tools/data-folder.ts'
import { ccpe } from './linking/ccpe.ts'
import { polarity } from './linking/polarity.ts'
import { byMatch, byUnderstanding, falseLinks, quality, writings } from './linking/quality.ts'
import { readRedial } from './linking/redial.ts'
import { times } from './linking/times.ts'
import { keep, markdown } from './parts/document.ts'
import { keepDetails } from './parts/results.ts'

const root = resolve(import.meta.dirname, '..')
const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  times,
  redial: () => withData(['redial'], redial),
  polarity: () => withData(['redial'], (folder) => polarity(root, folder)),
  ccpe: () => withData(['ccpe', 'redial'], (folder, films) => ccpe(root, folder, films)),
}

const named = process.argv.slice(2)
for (const name of named.length > 0 ? named : Object.keys(parts)) {
  const part = parts[name]
  if (!part) throw new Error(`there is no part "${name}"; there are ${Object.keys(parts).join(', ')}`)
  await part()
}

/** Runs a part with the folders of its data; says so where one is not there. */
async function withData(
  names: readonly string[],
  part: (...folders: [string, string]) => Promise<void>,
): Promise<void> {
  const folders = names.map((name) => join(dataFolder(), name))
  const missing = folders.find((folder) => !existsSync(folder))
  if (missing) console.log(`skipped: ${missing} is not there; get it and set TASTEBUD_DATA (docs/linking.md)`)
  else await part(...(folders as [string, string]))
}

/** The chat's reader beside longest match, exact and with misspellings, each on every way of writing a title. */
async function redial(folder: string): Promise<void> {
  const domain = await readDomain(join(root, 'data', 'films', 'domain.yml'))
  const { catalogue, messages } = readRedial(folder, domain)
  const intentsDir = join(root, 'intents')
  const linker = new Linker(catalogue, readLexicon(join(intentsDir, 'words.yml'), domain))
  const ways = {
    'exact match': byMatch(linker, false),
    'fuzzy match': byMatch(linker, true),
    'the chat': byUnderstanding(createUnderstanding({ catalogue, intentsDir }), catalogue),
  }
  const rows = [['titles written', 'by', 'precision', 'recall', 'F1', 'ms a message']]
  const results: object[] = []
  const details: object[] = []
  for (const writing of writings) {
    for (const [by, links] of Object.entries(ways)) {
      const { wrong, extra, ...found } = quality(links, messages, catalogue, writing, new Random(1))
      const { precision, recall, f1, time } = found
      rows.push([writing.name, by, ...[precision, recall, f1].map((share) => share.toFixed(3)), time.toFixed(2)])
      results.push({ writing: writing.name, by, ...found })
      details.push({ writing: writing.name, by, wrong: wrong.slice(0, 200), extra: extra.slice(0, 200) })
    }
  }
  const rates = [['by', 'links in 1,000 messages that mark no film']]
  for (const [by, links] of Object.entries(ways)) {
    const { rate, found } = falseLinks(links, messages)
    rates.push([by, rate.toFixed(0)])
    results.push({ by, falseLinks: rate })
    details.push({ by, found: found.slice(0, 200) })
  }
  const table = `${markdown(rows)}\n\n${markdown(rates)}`
  keepDetails('linking-redial', { details })
  keep('linking', 'redial', table, { films: catalogue.size, messages: messages.length, results })
}
