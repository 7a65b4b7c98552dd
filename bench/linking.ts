/**
 * Finding titles in messages: `npm run bench:linking [times] [redial]`, without a name both. `times`: made-up titles and
 * messages; `redial`: how well, on real dialogues (TASTEBUD_DATA, or ../shared/data). Figures go to bench/results, what
 * was misread to bench/out, the tables of `redial` to docs/linking.md.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readDomain } from '../src/catalogue/read.ts'
import { readLexicon } from '../src/dialogue/understand/lexicon.ts'
import { Linker } from '../src/dialogue/understand/linking/linker.ts'
import { createUnderstanding } from '../src/dialogue/understand/understand.ts'
import { Random } from '../src/random.ts'
import { dataFolder } from '../tools/data-folder.ts'
import { byMatch, byUnderstanding, falseLinks, quality, writings } from './linking/quality.ts'
import { readRedial } from './linking/redial.ts'
import { times } from './linking/times.ts'
import { keep, markdown } from './parts/document.ts'
import { keepDetails } from './parts/results.ts'

const root = resolve(import.meta.dirname, '..')
const parts: Readonly<Record<string, () => void | Promise<void>>> = { times, redial }

const named = process.argv.slice(2)
for (const name of named.length > 0 ? named : Object.keys(parts)) {
  const part = parts[name]
  if (!part) throw new Error(`there is no part "${name}"; there are ${Object.keys(parts).join(', ')}`)
  await part()
}

/** The chat's reader beside longest match, exact and with misspellings, each on every way of writing a title. */
async function redial(): Promise<void> {
  const folder = join(dataFolder(), 'redial')
  if (!existsSync(folder)) {
    console.log(`skipped: ${folder} is not there; get ReDial and set TASTEBUD_DATA`)
    return
  }
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
