import { join, resolve } from 'node:path'
import type { Catalogue } from '../../src/catalogue/catalogue.ts'
import { readDomain } from '../../src/catalogue/read.ts'
import { readLexicon } from '../../src/dialogue/understand/lexicon.ts'
import { Linker } from '../../src/dialogue/understand/linking/linker.ts'
import { tokenize } from '../../src/dialogue/understand/text/tokenize.ts'
import { createUnderstanding } from '../../src/dialogue/understand/understand.ts'
import { Random } from '../../src/random.ts'
import { catalogueOf } from '../parts/made-up.ts'
import { script } from '../parts/script.ts'
import { median, percentile, type Row, report } from '../parts/table.ts'

const root = resolve(import.meta.dirname, '..', '..')
const intentsDir = join(root, 'intents')
const domain = await readDomain(join(root, 'data', 'films', 'domain.yml'))
const lexicon = readLexicon(join(intentsDir, 'words.yml'), domain)
const messages = 1000
const lengths = [100, 200, 400, 800, 1600, 3200, 6400, 10_000]

const took = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

/**
 * How long the index takes to build, how long a message takes with 1,000, 10,000 and 60,000 made-up titles, and how time
 * grows with the length of a message, which should be linear at most.
 */
export function times(): void {
  const rows: Row[] = []
  for (const size of [1000, 10_000, 60_000]) {
    const catalogue = catalogueOf(domain, size, new Random(1))
    const titles = size.toLocaleString('en')
    let linker: Linker | undefined
    const build = Array.from({ length: 3 }, () =>
      took(() => {
        linker = new Linker(catalogue, lexicon)
      }),
    )
    if (!linker) throw new Error('no index was built')
    rows.push({ what: `${titles} titles: index built, median of 3`, value: median(build), unit: 'ms' })
    const said = script(catalogue, messages, 2)
    rows.push(...spread(`${titles} titles: linking`, said, linking(linker)))
    const understanding = createUnderstanding({ catalogue, intentsDir })
    const understand = (text: string) => understanding.understand(text, { shown: [] })
    rows.push(...spread(`${titles} titles: understanding`, said, understand, size === 60_000 ? 50 : undefined))
    if (size < 60_000) continue
    rows.push(...growth('linking', catalogue, linking(linker)), ...growth('understanding', catalogue, understand))
  }
  report('linking', rows)
}

function linking(linker: Linker): (text: string) => unknown {
  return (text) => linker.candidates(tokenize(text))
}

/** p50 and p95 of messages as people type them, titles misspelt now and then. */
function spread(what: string, said: readonly string[], work: (text: string) => unknown, goal?: number): Row[] {
  for (const text of said.slice(0, 200)) work(text)
  const times = said.map((text) => took(() => work(text)))
  return [
    { what: `${what}, p50`, value: percentile(times, 0.5), unit: 'ms' },
    { what: `${what}, p95`, value: percentile(times, 0.95), unit: 'ms', ...(goal !== undefined && { goal }) },
  ]
}

/**
 * Time by length of the message, and how often it doubles where the length does: at most 2 is linear. (Of a message the
 * first 2,000 characters and 200 words are read, see `tokenize`, so the last figures lie near 1.) Each length is the
 * median of 15 places, each of them the fastest of 5, as other programs may use the machine.
 */
function growth(what: string, catalogue: Catalogue, work: (text: string) => unknown): Row[] {
  const talk = script(catalogue, 2000, 3).join(', ')
  const pieces = lengths.map((length) =>
    Array.from({ length: 15 }, (_, place) => talk.slice(place * 500, place * 500 + length)),
  )
  for (const text of pieces.flat()) work(text)
  const fastest = (text: string) => Math.min(...Array.from({ length: 5 }, () => took(() => work(text))))
  const times = pieces.map((texts) => median(texts.map(fastest)))
  const doubling = (from: number, to: number): number => {
    const ratio = (times[to] ?? Number.NaN) / (times[from] ?? Number.NaN)
    return ratio ** (Math.LN2 / Math.log((lengths[to] ?? Number.NaN) / (lengths[from] ?? Number.NaN)))
  }
  const rows = times.flatMap((time, i): Row[] => [
    { what: `${what} ${lengths[i]?.toLocaleString('en')} characters`, value: time, unit: 'ms' },
    ...(i === 0 ? [] : [{ what: '  a doubling, from the length before', value: doubling(i - 1, i), unit: 'x' }]),
  ])
  const read = lengths.indexOf(1600)
  return [
    ...rows,
    { what: `${what}: a doubling, mean of 100 to 1,600`, value: doubling(0, read), unit: 'x', goal: 2.5 },
  ]
}
