import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Interactions } from '../../src/datasets/interactions.ts'
import { likes, scaleOf } from '../../src/datasets/likes.ts'
import { readInteractions } from '../../src/datasets/read.ts'
import { restrict } from '../../src/datasets/select.ts'
import { splitLastLiked } from '../../src/datasets/splits.ts'
import type { ItemRow } from '../../src/datasets/vocabulary.ts'
import * as metrics from '../../src/evaluation/metrics.ts'
import { Ranking } from '../../src/evaluation/ranking.ts'
import { Random } from '../../src/random.ts'
import type { Recommender } from '../../src/recommenders/contract.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { dataFolder } from '../../tools/data-folder.ts'
import { mean, type Outcome, spread } from './table.ts'

export interface Listeners {
  /** All ratings but the held ones, and the likes among them over the same items. */
  readonly ratings: Interactions
  readonly likes: Interactions
  readonly questions: readonly {
    readonly history: readonly ItemRow[]
    readonly rated: ItemRow[]
    readonly target: number
  }[]
}

/** The last like of each person is asked for, from all other likes; everything that they rated else is not ranked. */
export function listenersOf(data: Interactions): Listeners {
  const { train, held } = splitLastLiked(data)
  const { like } = scaleOf(data)
  const at = new Map(train.names.map((name, s) => [name, s]))
  const questions: Listeners['questions'][number][] = []
  held.names.forEach((name, h) => {
    const target = train.items.row(held.items.id(held.rows[h] as ItemRow))
    const s = at.get(name)
    if (target === undefined || s === undefined) return
    const events = Array.from({ length: train.offsets[s + 1]! - train.offsets[s]! }, (_, i) => train.offsets[s]! + i)
    const rowOf = (event: number) => train.rows[event] as ItemRow
    questions.push({
      history: events.filter((event) => train.values[event]! >= like).map(rowOf),
      rated: events.map(rowOf),
      target,
    })
  })
  return { ratings: train, likes: restrict(likes(train), train.items).interactions, questions }
}

export interface Judged {
  readonly recall: number
  readonly ndcg: number
}

/** @param recency what a like counts against the one after it, told as strengths to models that have no such option */
export function judge(model: Recommender, questions: Listeners['questions'], recency = 1): Judged {
  const scores = new Float32Array(model.items)
  const ranking = new Ranking(model.items)
  const found = questions.map(({ history, rated, target }) => {
    const strengths = history.map((_, h) => Math.max(1e-6, recency ** (history.length - 1 - h)))
    model.score(recency < 1 ? { history, strengths } : { history }, scores)
    const ranks = ranking.ranks(scores, [target], rated)
    return { recall: metrics.recall(ranks, 10) ?? 0, ndcg: metrics.ndcg(ranks, 10) ?? 0 }
  })
  return { recall: mean(found.map(({ recall }) => recall)), ndcg: mean(found.map(({ ndcg }) => ndcg)) }
}

export async function ready(name: string, options: object, listeners: Listeners, seed: number): Promise<Recommender> {
  const model = recipe(name).create(options)
  // Ratings below a like are tokens of the semantic space; the others learn from likes.
  const interactions = name === 'semantic-space' ? listeners.ratings : listeners.likes
  await model.fit({ interactions }, { random: new Random(seed) })
  return model
}

/** Settings chosen on the last like but one, see docs/embeddings.md. Recency is told from outside, to all alike. */
const contestants: readonly { readonly label?: string; readonly name: string; readonly options?: object }[] = [
  { name: 'popularity' },
  { name: 'item-knn' },
  { name: 'ease' },
  { name: 'ials', options: { unobserved: 0.3, lambda: 0.01 } },
  { name: 'item2vec', options: { recency: 1 } },
  { label: 'mean vector', name: 'semantic-space', options: { recency: 1, pairs: 0, popularity: 0, ridge: 1000 } },
  { name: 'semantic-space', options: { recency: 1 } },
]
const recencies = [0.98, 0.95, 0.9, 0.8, 0.6]

/**
 * Every person of ml-100k with two likes: the last one among all items that they have not rated. Once all likes count
 * alike; once the recent ones more, with the recency that was best for each model on the last like but one.
 */
export async function semantic(): Promise<Outcome> {
  const title = 'ml-100k: the last liked film of each person among all that they have not rated'
  const head = ['model', 'recall@10', 'ndcg@10', 'recency', 'recall@10', 'ndcg@10']
  const path = join(dataFolder(), 'ml-100k')
  if (!existsSync(path)) return { title, head, rows: [], skipped: `not at ${path}; put it there or set TASTEBUD_DATA` }
  const test = listenersOf((await readInteractions(path)).interactions)
  const valid = listenersOf(test.ratings)
  const rows: string[][] = []
  const means = new Map<string, number[]>()
  for (const { name, label = name, options = {} } of contestants) {
    const trial = await ready(name, options, valid, 1)
    const [recency = 1] = recencies.toSorted(
      (a, b) => judge(trial, valid.questions, b).ndcg - judge(trial, valid.questions, a).ndcg,
    )
    const drawn = ['item2vec', 'semantic-space', 'ials'].includes(name)
    const results: [Judged, Judged][] = []
    for (const seed of drawn ? [1, 2, 3] : [1]) {
      const model = await ready(name, options, test, seed)
      results.push([judge(model, test.questions), judge(model, test.questions, recency)])
    }
    const column = (reading: 0 | 1, metric: keyof Judged) => results.map((result) => result[reading][metric])
    means.set(label, [mean(column(0, 'ndcg')), mean(column(1, 'ndcg'))])
    const cells = ([0, 1] as const).map((reading) => [
      spread(column(reading, 'recall')),
      spread(column(reading, 'ndcg')),
    ])
    rows.push([label, ...cells[0]!, String(recency), ...cells[1]!])
  }
  const missed: string[] = []
  for (const [reading, how] of ['all likes alike', 'recent likes first'].entries()) {
    const of = (label: string) => means.get(label)?.[reading] ?? Number.NaN
    const own = of('semantic-space')
    for (const other of ['item2vec', 'mean vector']) {
      if (!(own > of(other))) missed.push(`${how}: the semantic space above ${other}`)
    }
    if (!(own >= 0.95 * of('ials'))) missed.push(`${how}: the semantic space within 5 % of iALS`)
  }
  return { title, head, rows, missed }
}
