/**
 * Understanding: the bag of n-grams, the text encoder and both, on SNIPS, CLINC150 and by cross-validation over our own
 * intents: `npm run bench:understanding [-- --data snips,clinc150,own --seeds 3 --vectors FILE]`. Each row is that of
 * `tastebud understanding evaluate`; tables go into docs/understanding.md.
 */
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { deviation, mean } from '../src/evaluation/statistics.ts'
import { dataFolder } from '../tools/data-folder.ts'
import { keep, markdown } from './parts/document.ts'
import { keepDetails } from './parts/results.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: 'snips,clinc150,own' },
    seeds: { type: 'string', default: '3' },
    vectors: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
  },
})

interface Found {
  readonly name: string
  readonly accuracy: number
  readonly macroF1: number
  readonly slots?: { readonly all: { readonly f1: number } }
  readonly sentence?: number
  readonly outOfScope?: { readonly recall: number; readonly acceptedAndRight: number; readonly auroc: number }
  readonly withTypos?: number
  readonly ece: number
  readonly seconds: number
  readonly milliseconds: number
}

const columns: [string, (found: Found) => number | undefined, number][] = [
  ['intent', ({ accuracy }) => accuracy, 100],
  ['macro F1', ({ macroF1 }) => macroF1, 100],
  ['slot F1', ({ slots }) => slots?.all.f1, 100],
  ['sentence', ({ sentence }) => sentence, 100],
  ['out of scope', ({ outOfScope }) => outOfScope?.recall, 100],
  ['accepted and right', ({ outOfScope }) => outOfScope?.acceptedAndRight, 100],
  ['AUROC', ({ outOfScope }) => outOfScope?.auroc, 100],
  ['two typos', ({ withTypos }) => withTypos, 100],
  ['ECE', ({ ece }) => ece, 100],
  ['train s', ({ seconds }) => seconds, 1],
  ['ms an utterance', ({ milliseconds }) => milliseconds, 1],
]

for (const data of values.data.split(',')) {
  const name = `${data}${values.vectors ? '-vectors' : ''}`
  const path = data === 'own' ? data : join(dataFolder(), data)
  const more = [...(values.vectors ? ['--vectors', values.vectors] : []), ...values.set.flatMap((s) => ['--set', s])]
  const args = ['understanding', 'evaluate', '--data', path, '--seeds', values.seeds, '--json', ...more]
  const main = resolve(import.meta.dirname, '..', 'src', 'cli', 'main.ts')
  const out = execFileSync(process.execPath, ['--import', 'tsx', main, ...args], { maxBuffer: 1 << 28 })
  const { results } = JSON.parse(out.toString()) as { results: Found[] }
  const used = columns.filter(([, of]) => results.some((found) => of(found) !== undefined))
  const rows = [...new Set(results.map((found) => found.name))].map((who) => {
    const own = results.filter((found) => found.name === who)
    return [
      who,
      ...used.map(([title, of, by]) => {
        const found = own.flatMap((each) => of(each) ?? [])
        if (found.length === 0) return '-'
        const digits = title === 'ms an utterance' ? 3 : by === 1 ? 0 : 2
        const spread = by === 1 || found.length === 1 ? '' : ` ±${(by * deviation(found)).toFixed(2)}`
        return `${(by * mean(found)).toFixed(digits)}${spread}`
      }),
    ]
  })
  keepDetails(`understanding-${name}`, { results })
  keep('understanding', name, markdown([['', ...used.map(([title]) => title)], ...rows]), {
    data,
    seeds: Number(values.seeds),
    set: values.set,
    results: results.map((found) => ({
      who: found.name,
      ...Object.fromEntries(used.flatMap(([title, of]) => (of(found) === undefined ? [] : [[title, of(found)]]))),
    })),
  })
}
