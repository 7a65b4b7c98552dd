import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { peopleOf, readWorks, WorkIndex } from '../../src/catalogue/join-texts.ts'
import { titleKey } from '../../src/catalogue/title-key.ts'
import { readInteractions } from '../../src/datasets/read.ts'
import { Complaints } from '../../src/datasets/readers/complaints.ts'
import { readMovieLensItems } from '../../src/datasets/readers/movielens-items.ts'
import { restrict } from '../../src/datasets/select.ts'
import { Vocabulary } from '../../src/datasets/vocabulary.ts'
import {
  greedyRounds,
  hierarchicalDcg,
  maxEntropyRounds,
  oracleRounds,
  playRounds,
  type Rounds,
  roundsDefaults,
} from '../../src/evaluation/attribute-rounds.ts'
import { mean, quantile } from '../../src/evaluation/statistics.ts'
import { Random } from '../../src/random.ts'
import { type AttributePolicy, gainPolicy } from '../../src/recommenders/questions/attribute-policy.ts'
import { type AttributeTable, attributeTable } from '../../src/recommenders/questions/attribute-table.ts'
import { Candidates } from '../../src/recommenders/questions/candidates.ts'
import { Listener } from '../../src/recommenders/questions/listener.ts'
import type { TasteSpace } from '../../src/recommenders/questions/taste-space.ts'
import type { Found } from '../dialogue.ts'
import { coldWorld } from './people.ts'

const like = 4
const conditions = [
  { name: '0 % wrong', wrong: 0, unsure: 0 },
  { name: '10 % wrong', wrong: 0.1, unsure: 0 },
  { name: '20 % wrong', wrong: 0.2, unsure: 0 },
  { name: '20 % "don\'t know"', wrong: 0, unsure: 0.2 },
] as const
/** How much likelier an item of affinity 1 is than one of 0: exp(1 / this). Chosen on seed 1. */
const temperature = 0.15

type Make = (prior: Float64Array, table: AttributeTable, target: number) => AttributePolicy
const certain = { wrong: 0, right: 1 }
const policies: Readonly<Record<string, Make>> = {
  'greedy recommendation': (prior, table) => greedyRounds(new Candidates(prior, table)),
  'maximum entropy': (prior, table) => maxEntropyRounds(new Candidates(prior, table, certain)),
  'hard filter': (prior, table) => gainPolicy(new Candidates(prior, table, certain)),
  'soft evidence (ours)': (prior, table) => gainPolicy(new Candidates(prior, table)),
  'oracle, knows the target': (prior, table, target) => oracleRounds(new Candidates(prior, table), target),
}

/** One item in mind, attributes or lists of ten, at most 15 turns, on ml-latest-small. */
export async function attributes(data: string, seeds: readonly number[]): Promise<Found | undefined> {
  const folder = join(data, 'ml-latest-small')
  if (!existsSync(folder)) return undefined
  const { ids, table, covered } = await attributesOf(data, folder)
  const all = restrict((await readInteractions(folder)).interactions, new Vocabulary(ids)).interactions
  const played = new Map<string, Rounds[]>()
  let logs = 0
  let people = 0
  for (const seed of seeds) {
    const random = new Random(seed)
    const { held, space } = await coldWorld(all, random)
    for (let s = 0; s < held.names.length; s++) {
      const own = random.fork(held.names[s]!)
      const likes: number[] = []
      for (let e = held.offsets[s]!; e < held.offsets[s + 1]!; e++) {
        if (held.values[e]! >= like) likes.push(held.rows[e]!)
      }
      if (likes.length < 4) continue
      own.shuffle(likes)
      const history = likes.slice(0, Math.floor(likes.length / 2))
      const target = likes.at(-1)!
      const prior = priorOf(space, history)
      logs += Math.log(prior[target]!)
      people++
      for (const { name, wrong, unsure } of conditions) {
        for (const [policy, make] of Object.entries(policies)) {
          const key = `${name}\n${policy}`
          const rounds = playRounds(make(prior, table, target), target, table, own.fork(name), {
            ...roundsDefaults,
            wrong,
            unsure,
          })
          played.set(key, [...(played.get(key) ?? []), rounds])
        }
      }
    }
    console.error(
      `attributes, seed ${seed}: ${people} people, mean log prior of the target ${(logs / people).toFixed(3)}`,
    )
  }
  const rate = (condition: string, policy: string) => success(played.get(`${condition}\n${policy}`)!)
  const rows = [
    ['policy', ...conditions.flatMap(({ name }) => [`${name}: SR@15`, 'turns', 'hDCG'])],
    ...Object.keys(policies).map((policy) => [
      policy,
      ...conditions.flatMap(({ name }) => {
        const all = played.get(`${name}\n${policy}`)!
        const turns = mean(all.map(({ turn }) => turn ?? roundsDefaults.turns))
        return [interval(all), turns.toFixed(2), mean(all.map(hierarchicalDcg)).toFixed(3)]
      }),
    ]),
  ]
  const [ours, hard, oracle] = ['soft evidence (ours)', 'hard filter', 'oracle, knows the target'] as const
  const missed: string[] = []
  if (rate('0 % wrong', ours) < rate('0 % wrong', hard) - 0.03) missed.push('within 3 points of the hard filter at 0 %')
  if (rate('0 % wrong', ours) < rate('0 % wrong', oracle) - 0.05)
    missed.push('aim: within 5 points of the oracle at 0 %')
  for (const name of ['10 % wrong', '20 % wrong']) {
    if (rate(name, ours) < rate(name, hard) + 0.1) missed.push(`10 points above the hard filter at ${name}`)
  }
  return {
    tables: [{ mark: 'attributes', rows }],
    results: { people, items: table.items, attributes: table.attributes, covered, temperature, rows },
    missed,
  }
}

const success = (all: readonly Rounds[]) => mean(all.map(({ turn }) => (turn === undefined ? 0 : 1)))

function interval(all: readonly Rounds[]): string {
  const random = new Random(1)
  const hits = all.map(({ turn }) => (turn === undefined ? 0 : 1))
  const draws = Array.from({ length: 1000 }, () => {
    let sum = 0
    for (let i = 0; i < hits.length; i++) sum += hits[random.int(hits.length)]!
    return sum / hits.length
  }).sort((a, b) => a - b)
  return `${success(all).toFixed(3)} [${quantile(draws, 0.025).toFixed(2)}, ${quantile(draws, 0.975).toFixed(2)}]`
}

/** Chances from what somebody liked: a softmax of the affinities; what they liked is not what they look for. */
function priorOf(space: TasteSpace, history: readonly number[]): Float64Array {
  const listener = new Listener(space)
  for (const row of history) listener.rated(row, 1)
  const most = Math.max(...listener.means)
  const prior = listener.means.map((mean) => Math.exp((mean - most) / temperature))
  for (const row of history) prior[row] = 0
  const sum = prior.reduce((a, b) => a + b, 0)
  return prior.map((value) => value / sum)
}

interface Info {
  readonly name: string
  readonly genre?: readonly string[]
  readonly director?: readonly string[]
  readonly star?: readonly string[]
}

/** Genre, decade, the first five of the cast and director of each film; those that one film alone has tell nothing more. */
async function attributesOf(data: string, folder: string) {
  const records = (await readMovieLensItems(folder, new Complaints())) ?? []
  const texts = join(data, 'wikipedia-movies')
  const works = existsSync(texts) ? new WorkIndex(await readWorks(texts)) : undefined
  const infos = await readInfos(join(data, 'redial', 'id2info.json'))
  const names = new Map<string, number>()
  const place = (name: string) => {
    const known = names.get(name)
    if (known !== undefined) return known
    names.set(name, names.size)
    return names.size - 1
  }
  const covered = { cast: 0, director: 0 }
  const lists = records.map(({ title, otherTitles, year, genres }) => {
    const work = works?.find([title, ...otherTitles], year)
    const info = year === undefined ? undefined : infos.get(`${titleKey(title)} ${year}`)
    const cast = [...new Set([...(info?.star ?? []), ...peopleOf(work?.cast ?? [])])].slice(0, 5)
    const directors = info?.director ?? []
    if (cast.length > 0) covered.cast++
    if (directors.length > 0) covered.director++
    return [
      ...genres.map((genre) => `genre ${genre.toLowerCase()}`),
      ...(year === undefined ? [] : [`decade ${Math.floor(year / 10)}0s`]),
      ...cast.map((name) => `cast ${name}`),
      ...directors.map((name) => `director ${name}`),
    ].map(place)
  })
  return { ids: records.map(({ id }) => id), table: attributeTable(lists, names.size), covered }
}

async function readInfos(path: string): Promise<Map<string, Info>> {
  if (!existsSync(path)) return new Map()
  const infos = JSON.parse(await readFile(path, 'utf8')) as Record<string, Info>
  return new Map(
    Object.values(infos).flatMap((info): [string, Info][] => {
      const found = /^(.*) \((\d{4})\)$/.exec(info.name)
      return found ? [[`${titleKey(found[1]!)} ${found[2]}`, info]] : []
    }),
  )
}
