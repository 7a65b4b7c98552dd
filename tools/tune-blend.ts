import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Item } from '../src/catalogue/item.ts'
import { readWorks, WorkIndex } from '../src/catalogue/join-texts.ts'
import type { Interactions } from '../src/datasets/interactions.ts'
import { likes } from '../src/datasets/likes.ts'
import { readInteractions } from '../src/datasets/read.ts'
import { Complaints } from '../src/datasets/readers/complaints.ts'
import { readMovieLensItems } from '../src/datasets/readers/movielens-items.ts'
import { restrict, select } from '../src/datasets/select.ts'
import { type ItemId, type ItemRow, Vocabulary } from '../src/datasets/vocabulary.ts'
import { Random } from '../src/random.ts'
import { Blend, type BlendSource, blendDefaults, eventsByItem, measureScale } from '../src/recommenders/blend.ts'
import { recipe } from '../src/recommenders/registry.ts'
import { dataFolder } from './data-folder.ts'

/**
 * Chooses the weights of the blend on real people, never on simulated ones, and judges them on others:
 *
 *   npx tsx tools/tune-blend.ts [data folder, default ../shared/data] [--seeds 1,2,3]
 *
 * Chosen on ml-latest-small, reported on ml-100k, which takes no part in choosing. In both, ratings of 4
 * and more are likes; by seed, 20 % of the people with at least ten likes are held out and the
 * recommenders are fitted on all others. Each held-out person names 1, 2, 3 and 5 of their likes, drawn by
 * seed, and the ranking of all other films is judged by the rest of their likes, twice:
 *
 *   NDCG@10      every hit counts the same; famous films win, as everybody has liked them
 *   rare@10      the same with a hit worth max(5, likes in training)^-1/2 (Steck, RecSys 2011): a film
 *                that somebody would have met anyway is worth less
 *
 * The rule: the weights with the best rare@10 among those whose NDCG@10 is not below popularity's own.
 */

export const names = ['item-knn', 'ease', 'sequential-rules', 'content', 'popularity'] as const
const named = [1, 2, 3, 5] as const
const grid = [0, 0.125, 0.25, 0.5, 1, 2, 4]
/** Where the search begins, in the order of `names`: all alike, and led by EASE. */
const starts = [
  [1, 1, 1, 1, 1],
  [0.125, 1, 0.25, 0.25, 0.5],
]

interface Case {
  readonly named: number
  readonly history: readonly ItemRow[]
  readonly truth: ReadonlySet<number>
  /** What each recommender gives each item, over its scale. */
  readonly parts: readonly Float32Array[]
  /** (items) what a hit is worth in rare@10; shared by all cases of a seed */
  readonly worth: Float64Array
}

export interface Judged {
  readonly ndcg: number
  readonly rare: number
}

type Weights = readonly number[]

export async function readWorld(
  data: string,
  set = 'ml-latest-small',
): Promise<{ items: Item[]; interactions: Interactions }> {
  const folder = join(data, set)
  const records = (await readMovieLensItems(folder, new Complaints())) ?? []
  const works = new WorkIndex(await readWorks(join(data, 'wikipedia-movies')))
  const items = records.map((record): Item => {
    const work = works.find([record.title, ...record.otherTitles], record.year)
    return {
      id: record.id as ItemId,
      title: record.title,
      otherTitles: record.otherTitles,
      text: work?.extract ?? '',
      tags: { genre: record.genres, cast: work?.cast ?? [] },
      numbers: {},
      ...(record.year !== undefined && { year: record.year }),
    }
  })
  const { interactions } = restrict(
    likes((await readInteractions(folder)).interactions),
    new Vocabulary(items.map((item) => item.id)),
  )
  return { items, interactions }
}

/** Fits every recommender of the blend on some of the people. */
export async function fitSources(items: readonly Item[], train: Interactions): Promise<BlendSource[]> {
  const sources: BlendSource[] = []
  for (const name of names) {
    const model = recipe(name).create(name === 'ease' ? { maxItems: 3000 } : {})
    await model.fit({ interactions: train, content: items }, { random: new Random(1) })
    sources.push({ name, model, scale: measureScale(model, eventsByItem(train)) })
  }
  return sources
}

function casesOf(
  data: Interactions,
  people: readonly number[],
  sources: readonly BlendSource[],
  random: Random,
  worth: Float64Array,
): Case[] {
  const even = Object.fromEntries(names.map((name) => [name, 1]))
  const blend = new Blend(sources, data.items.size, { ...blendDefaults, weights: even })
  return people.flatMap((person) => {
    const own = [...new Set(data.rows.slice(data.offsets[person], data.offsets[person + 1]))] as ItemRow[]
    random.shuffle(own)
    return named.map((count): Case => {
      const history = own.slice(0, count)
      const parts = blend.buffers()
      blend.evidence({ history }, parts)
      return { named: count, history, truth: new Set(own.slice(count)), parts, worth }
    })
  })
}

/** Both figures of the ten best by the weighted sum, the named items left out; of equal scores the earlier row. */
export function judgeOne(one: Case, weights: Weights): Judged {
  const items = one.worth.length
  const top: { row: number; score: number }[] = []
  for (let row = 0; row < items; row++) {
    let score = 0
    for (let p = 0; p < weights.length; p++) score += weights[p]! * one.parts[p]![row]!
    if (score <= (top.length === 10 ? top[9]!.score : 0) || one.history.includes(row as ItemRow)) continue
    if (top.length === 10) top.pop()
    let at = top.length
    while (at > 0 && top[at - 1]!.score < score) at--
    top.splice(at, 0, { row, score })
  }
  let hits = 0
  let rare = 0
  top.forEach(({ row }, place) => {
    if (!one.truth.has(row)) return
    hits += 1 / Math.log2(place + 2)
    rare += one.worth[row]! / Math.log2(place + 2)
  })
  const ideal = [...one.truth].map((row) => one.worth[row]!).sort((a, b) => b - a)
  let idealHits = 0
  let idealRare = 0
  ideal.slice(0, 10).forEach((worth, place) => {
    idealHits += 1 / Math.log2(place + 2)
    idealRare += worth / Math.log2(place + 2)
  })
  return { ndcg: hits / idealHits, rare: rare / idealRare }
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

function judge(cases: readonly Case[], weights: Weights): Judged {
  const judged = cases.map((one) => judgeOne(one, weights))
  return { ndcg: mean(judged.map((one) => one.ndcg)), rare: mean(judged.map((one) => one.rare)) }
}

/** What the rule maximises: rare@10, as long as NDCG@10 is not below popularity's own. */
export function ruleFor(cases: readonly Case[]): (weights: Weights) => number {
  const popular = names.map((name) => (name === 'popularity' ? 1 : 0))
  const floor = judge(cases, popular).ndcg
  return (weights) => {
    const { ndcg, rare } = judge(cases, weights)
    return rare - 10 * Math.max(0, floor - ndcg)
  }
}

/** Two rounds over the weights, one at a time, on a coarse grid; that of EASE stays. */
export function search(rule: (weights: Weights) => number, start: Weights): number[] {
  const weights = [...start]
  let best = rule(weights)
  for (let round = 0; round < 2; round++) {
    for (let p = 0; p < weights.length; p++) {
      if (names[p] === 'ease') continue
      for (const weight of grid) {
        const found = rule(weights.with(p, weight))
        if (found > best + 1e-6) {
          best = found
          weights[p] = weight
        }
      }
    }
  }
  return weights
}

/** The held-out people of a data set, all seeds. */
async function casesIn(data: string, set: string, seeds: readonly number[]): Promise<Case[][]> {
  const { items, interactions } = await readWorld(data, set)
  const eligible = interactions.names
    .map((_, s) => s)
    .filter((s) => interactions.offsets[s + 1]! - interactions.offsets[s]! >= 10)
  const cases: Case[][] = []
  for (const seed of seeds) {
    const random = new Random(seed)
    const held = new Set(random.shuffle([...eligible]).slice(0, Math.floor(eligible.length / 5)))
    const train = select(interactions, (_, sequence) => !held.has(sequence), { repack: false })
    const sources = await fitSources(items, train)
    const worth = eventsByItem(train).map((count) => 1 / Math.sqrt(Math.max(5, count)))
    cases.push(casesOf(interactions, [...held], sources, random, worth))
    const scales = sources.map((source) => `${source.name} ${source.scale.toFixed(4)}`).join(', ')
    console.log(`${set}, seed ${seed}: ${held.size} people held out; scales ${scales}`)
  }
  return cases
}

async function main(data: string, seeds: readonly number[]): Promise<void> {
  const rule = ruleFor((await casesIn(data, 'ml-latest-small', seeds)).flat())
  const shipped = names.map((name) => blendDefaults.weights[name] ?? 0)
  // The search is greedy: of two starting points the better end is taken.
  const ends = starts.map((start) => search(rule, start))
  const found = ends.reduce((best, end) => (rule(end) > rule(best) ? end : best))
  console.log(`chosen: ${names.map((name, p) => `${name} ${found[p]}`).join(', ')}`)
  const reporting = await casesIn(data, 'ml-100k', seeds)
  const only = (p: number) => names.map((_, q) => (p === q ? 1 : 0))
  const rows: [string, Weights][] = [
    ...names.map((name, p): [string, Weights] => [`${name} alone`, only(p)]),
    [`shipped (${shipped.join(' ')})`, shipped],
    [`found (${found.join(' ')})`, found],
    ...names.map((name, p): [string, Weights] => [`shipped without ${name}`, shipped.with(p, 0)]),
  ]
  for (const figure of ['ndcg', 'rare'] as const) {
    const title = figure === 'ndcg' ? 'NDCG@10' : 'rare@10'
    console.log(`\n| ${title} after naming | ${named.join(' | ')} | mean | sd over seeds |`)
    console.log(`|---|${'---|'.repeat(named.length + 2)}`)
    for (const [name, weights] of rows) {
      const cells = named.map(
        (count) =>
          judge(
            reporting.flat().filter((one) => one.named === count),
            weights,
          )[figure],
      )
      const bySeed = reporting.map((cases) => judge(cases, weights)[figure])
      const spread = bySeed.map((value) => (value - mean(bySeed)) ** 2)
      const sd = Math.sqrt((mean(spread) * bySeed.length) / Math.max(1, bySeed.length - 1))
      console.log(`| ${name} | ${[...cells, mean(bySeed), sd].map((value) => value.toFixed(4)).join(' | ')} |`)
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2)
  const at = args.indexOf('--seeds')
  const seeds = at < 0 ? [1, 2, 3] : (args.splice(at, 2)[1] ?? '1').split(',').map(Number)
  await main(args[0] ?? dataFolder(), seeds)
}
