import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readInteractions } from '../../src/datasets/read.ts'
import { select } from '../../src/datasets/select.ts'
import type { ItemRow } from '../../src/datasets/vocabulary.ts'
import { type ColdPerson, type Curve, coldCurve, coldPeople } from '../../src/evaluation/cold-start.ts'
import { ndcg } from '../../src/evaluation/metrics.ts'
import { Ranking } from '../../src/evaluation/ranking.ts'
import { mean, quantile } from '../../src/evaluation/statistics.ts'
import { Random } from '../../src/random.ts'
import type { Model } from '../../src/recommenders/contract.ts'
import { ease } from '../../src/recommenders/linear/ease.ts'
import { acquisitionNames } from '../../src/recommenders/questions/acquisition.ts'
import { Listener } from '../../src/recommenders/questions/listener.ts'
import type { TasteSpace } from '../../src/recommenders/questions/taste-space.ts'
import type { Found } from '../dialogue.ts'
import { coldWorld } from './people.ts'

const like = 4
const answers = 10
const shown = [1, 2, 3, 5, 10]

/** By person: what a strategy reached and what popularity did at the same time. */
interface Pair {
  readonly ours: readonly number[]
  readonly popular: readonly number[]
}

/** Cold people of ml-100k: NDCG@10 after answers and after questions, above popularity. */
export async function cold(data: string, seeds: readonly number[]): Promise<Found | undefined> {
  const folder = join(data, 'ml-100k')
  if (!existsSync(folder)) return undefined
  const all = (await readInteractions(folder)).interactions
  const half = new Map<string, Curve[]>(acquisitionNames.map((name) => [name, []]))
  const whole = new Map<string, Curve[]>(acquisitionNames.map((name) => [name, []]))
  const ceilings = { ours: [] as number[], ease: [] as number[], popular: [] as number[] }
  for (const seed of seeds) {
    const random = new Random(seed)
    const { held, train, space } = await coldWorld(all, random)
    const likes = select(train, (event) => train.values[event]! >= like, { repack: false })
    const popularity = new Float32Array(all.items.size)
    for (const row of likes.rows) popularity[row]! += 1
    const ranking = new Ranking(all.items.size)
    const people = coldPeople(held, like, random.fork('halves'))
    const all2 = coldPeople(held, like, random.fork('halves'), true)
    const full = ease.create({})
    await full.fit({ interactions: likes }, { random })
    for (const person of people) ceiling(person, space, full, popularity, ranking, ceilings)
    for (const name of acquisitionNames) {
      const draw = random.fork(name)
      for (const person of people) {
        half.get(name)!.push(coldCurve(space, person, popularity, name, ranking, draw.fork(person.name), { answers }))
      }
      for (const person of seed === seeds[0] ? all2 : []) {
        const options = { answers, mask: 'asked' } as const
        whole.get(name)!.push(coldCurve(space, person, popularity, name, ranking, draw.fork(person.name), options))
      }
      console.error(`cold, seed ${seed}: ${name}`)
    }
  }
  const draw = new Random(1)
  const byAnswer = ({ answers: ours, popularAnswers: popular }: Curve): Pair => ({ ours, popular })
  const byQuestion = ({ questions: ours, popularQuestions: popular }: Curve): Pair => ({ ours, popular })
  const after = (what: string) => [what, ...shown.map((n) => `after ${n}`)]
  const table = (what: string, curves: ReadonlyMap<string, Curve[]>, pick: (curve: Curve) => Pair) => [
    after(what),
    ...[...curves].map(([name, list]) => [name, ...shown.map((n) => gainOf(list.map(pick), n, draw).text)]),
  ]
  const [popular, ours, easeFull] = [ceilings.popular, ceilings.ours, ceilings.ease].map(mean) as [
    number,
    number,
    number,
  ]
  const percent = (value: number) => `${value.toFixed(4)} (${(100 * (value / popular - 1)).toFixed(1)} %)`
  const levels = [
    ['strategy', 'NDCG@10 after 0', 'after 2', 'after 5', 'after 10', 'questions an answer', 'liked'],
    ...[...half].map(([name, list]) => [
      name,
      ...[0, 2, 5, 10].map((n) => mean(list.map((curve) => curve.answers[n]!)).toFixed(4)),
      (mean(list.map(({ asked }) => asked)) / mean(list.map(({ answered }) => answered))).toFixed(1),
      `${((100 * mean(list.map(({ liked }) => liked))) / mean(list.map(({ answered }) => answered))).toFixed(0)} %`,
    ]),
    ['popularity', ...Array(4).fill(popular.toFixed(4)), '', ''],
    ['every answer at once', percent(ours), '', '', '', '', ''],
    ['EASE from every like', percent(easeFull), '', '', '', '', ''],
  ]
  const gains = new Map([...half].map(([name, list]) => [name, [2, 5].map((n) => gainOf(list.map(byAnswer), n, draw))]))
  const missed: string[] = []
  const best = [...gains].reduce((a, b) => (b[1][1]!.gain > a[1][1]!.gain ? b : a))
  if (best[1][0]!.gain < 0.12) missed.push('12 % after 2 answers')
  if (best[1][1]!.gain < 0.25) missed.push('25 % after 5 answers')
  for (const [name, [, five]] of gains) {
    if (name !== 'random' && five!.gain <= gains.get('random')![1]!.gain) missed.push(`${name} above random after 5`)
  }
  return {
    tables: [
      { mark: 'cold answers', rows: table('strategy, answers', half, byAnswer) },
      { mark: 'cold questions', rows: table('strategy, questions', half, byQuestion) },
      { mark: 'cold levels', rows: levels },
      { mark: 'cold whole', rows: table('strategy, answers', whole, byAnswer) },
    ],
    results: {
      people: half.get('random')!.length,
      levels,
      gains: Object.fromEntries(
        [...gains].map(([name, list]) => [name, list.map(({ gain, low, high }) => [gain, low, high])]),
      ),
    },
    missed,
  }
}

/** Mean NDCG over that of popularity, less 1, with a 95 % interval by a bootstrap over people. */
function gainOf(pairs: readonly Pair[], n: number, random: Random) {
  const found = pairs.filter(({ ours, popular }) => Number.isFinite(ours[n]) && Number.isFinite(popular[n]))
  const gain = mean(found.map(({ ours }) => ours[n]!)) / mean(found.map(({ popular }) => popular[n]!)) - 1
  const draws = Array.from({ length: 1000 }, () => {
    let a = 0
    let b = 0
    for (let i = 0; i < found.length; i++) {
      const { ours, popular } = found[random.int(found.length)]!
      a += ours[n]!
      b += popular[n]!
    }
    return a / b - 1
  }).sort((a, b) => a - b)
  const [low, high] = [quantile(draws, 0.025), quantile(draws, 0.975)]
  const percent = (value: number) => (100 * value).toFixed(0)
  return { gain, low, high, text: `${(100 * gain).toFixed(1)} % [${percent(low)}, ${percent(high)}]` }
}

/** What is reached by everything that a person can say: all their answers here, and all their likes with EASE. */
function ceiling(
  { verdicts, truth }: ColdPerson,
  space: TasteSpace,
  full: Model,
  popularity: Float32Array,
  ranking: Ranking,
  into: { ours: number[]; ease: number[]; popular: number[] },
): void {
  const known = [...verdicts.keys()]
  const liked = known.filter((row) => verdicts.get(row))
  const judge = (scores: Float32Array) => ndcg(ranking.ranks(scores, truth, known), 10)!
  const listener = new Listener(space)
  for (const [row, likes] of verdicts) listener.rated(row, likes ? 1 : 0)
  const scores = new Float32Array(space.items)
  full.score({ history: liked as ItemRow[] }, scores)
  into.ease.push(judge(scores))
  into.ours.push(judge(Float32Array.from(listener.means)))
  into.popular.push(judge(popularity))
}
