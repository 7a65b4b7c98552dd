/**
 * The blend of the conversation against its parts: `npm run bench:blend [-- --set NAME --seeds 1,2,3 --sources a,b]`.
 *
 * By seed, 20 % of the people with at least ten likes are held out and every source is fitted on all others. Each
 * held-out person names 1, 2, 3 and 5 of their likes, drawn by the seed and told in the order in which they came; the
 * ranking of all other items is judged by the rest (src/evaluation/replays.ts). On ml-latest-small the weights are
 * fitted on one half of the held-out people and judged on the other; ml-100k and the demo take no part in fitting. The
 * demo's viewers are simulated: their figures say that the program works, and nothing else.
 */

import { parseArgs } from 'node:util'
import type { Interactions } from '../src/datasets/interactions.ts'
import { select } from '../src/datasets/select.ts'
import { fitBlend, type Judged, judge, type Weights } from '../src/evaluation/blend-fitting.ts'
import { holdOut, namedCounts, type Replay, replaysOf } from '../src/evaluation/replays.ts'
import { deviation, mean } from '../src/evaluation/statistics.ts'
import { Random } from '../src/random.ts'
import { blendDefaults } from '../src/recommenders/blend.ts'
import { fitSource } from '../src/recommenders/fit-source.ts'
import { usualModels } from '../src/recommenders/usual.ts'
import { dataFolder } from '../tools/data-folder.ts'
import { keepFigures } from './parts/results.ts'
import { readWorld, type World, worldNames } from './parts/worlds.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: dataFolder() },
    set: { type: 'string', multiple: true },
    seeds: { type: 'string', default: '1,2,3' },
    /** Only these sources, e.g. to see what one more brings. */
    sources: { type: 'string' },
  },
})
const seeds = values.seeds.split(',').map(Number)
const names = values.sources?.split(',') ?? Object.keys(usualModels)
const shipped = names.map((name) => blendDefaults.weights[name] ?? 0)

interface Seed {
  readonly seed: number
  /** Of one half of the held-out people; empty where nothing is fitted. */
  readonly fitting: readonly Replay[]
  readonly judging: readonly Replay[]
}

/** Fits every source without the held-out people and replays these. */
async function replay(world: World, seed: number): Promise<Seed> {
  const random = new Random(seed)
  const data: Interactions = world.interactions
  const held = holdOut(data, random.fork('people'))
  const out = new Set(held)
  const train = select(data, (_, sequence) => !out.has(sequence), { repack: false })
  const sources = []
  for (const name of names) {
    const began = performance.now()
    sources.push(
      await fitSource(
        name,
        world.options[name] ?? usualModels[name] ?? {},
        { interactions: train, content: world.items },
        { random: new Random(seed) },
      ),
    )
    console.error(`${world.name}, seed ${seed}: ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }
  const replays = replaysOf(data, held, sources, train, random.fork('named'), { pool: 1000 })
  if (!world.fit) return { seed, fitting: [], judging: replays }
  const half = new Set(held.slice(0, held.length / 2))
  return {
    seed,
    fitting: replays.filter(({ person }) => half.has(person)),
    judging: replays.filter(({ person }) => !half.has(person)),
  }
}

const only = (p: number): Weights => names.map((_, q) => (p === q ? 1 : 0))
const show = (value: number) => value.toFixed(4)

function table(figure: keyof Judged, runs: readonly Seed[], rows: readonly [string, Weights][]): string[] {
  const all = runs.flatMap((run) => run.judging)
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const title = figure === 'ndcg' ? 'NDCG@10' : 'rare@10'
  return [
    line([`${title} after naming`, ...namedCounts.map(String), 'mean', 'sd over seeds']),
    line(['---', ...namedCounts.map(() => '---'), '---', '---']),
    ...rows.map(([name, weights]) => {
      const cells = namedCounts.map(
        (count) =>
          judge(
            all.filter((one) => one.named === count),
            weights,
          )[figure],
      )
      const bySeed = runs.map((run) => judge(run.judging, weights)[figure])
      return line([name, ...[...cells, mean(bySeed), deviation(bySeed)].map(show)])
    }),
  ]
}

for (const name of values.set ?? worldNames) {
  const world = await readWorld(name, values.data)
  if (!world) {
    console.log(`skipped: ${name} is not in ${values.data}`)
    continue
  }
  const runs: Seed[] = []
  for (const seed of seeds) runs.push(await replay(world, seed))
  const rows: [string, Weights][] = [
    ...names.map((source, p): [string, Weights] => [`${source} alone`, only(p)]),
    ['**the blend, as shipped**', shipped],
  ]
  const fitting = runs.flatMap((run) => run.fitting)
  if (fitting.length > 0) {
    const { weights, judged, bestNdcg } = fitBlend(fitting, names.length)
    rows.push(['the blend, fitted here', weights])
    console.log(`\nfitted on ${name}: ${names.map((source, p) => `${source} ${weights[p]}`).join(', ')}`)
    console.log(
      `on the people it was fitted on: NDCG@10 ${show(judged.ndcg)} (at most ${show(bestNdcg)}), rare@10 ${show(judged.rare)}`,
    )
  }
  rows.push(...names.map((source, p): [string, Weights] => [`shipped without ${source}`, shipped.with(p, 0)]))
  const people = new Set(runs.flatMap((run) => run.judging.map((one) => `${run.seed} ${one.person}`))).size
  console.log(
    `\n${name}${world.simulated ? ' (SIMULATED viewers: no claim of quality)' : ''}: ${people} held-out people in ${seeds.length} seeds\n`,
  )
  for (const figure of ['ndcg', 'rare'] as const) console.log(`${table(figure, runs, rows).join('\n')}\n`)
  const popularity = names.indexOf('popularity')
  const gains = namedCounts.map((count) => {
    const asked = runs.flatMap((run) => run.judging).filter((one) => one.named === count)
    return { named: count, gain: judge(asked, shipped).ndcg / judge(asked, only(popularity)).ndcg - 1 }
  })
  if (popularity >= 0)
    console.log(
      `NDCG@10 above popularity: ${gains.map(({ named, gain }) => `${named} likes ${(100 * gain).toFixed(1)} %`).join(', ')}`,
    )
  const judged = Object.fromEntries(
    rows.map(([row, weights]) => [
      row.replaceAll('*', ''),
      runs.map((run) => ({ seed: run.seed, ...judge(run.judging, weights) })),
    ]),
  )
  keepFigures(`blend-${name}`, { set: name, names, shipped, people, gains, judged })
}
