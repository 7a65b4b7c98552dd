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
import { recipe, recipes } from '../../src/recommenders/registry.ts'
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

export function judge(model: Recommender, questions: Listeners['questions']): { recall: number; ndcg: number } {
  const scores = new Float32Array(model.items)
  const ranking = new Ranking(model.items)
  const found = questions.map(({ history, rated, target }) => {
    model.score({ history }, scores)
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

/** Settings chosen on the last like but one, see docs/embeddings.md. */
const contestants: readonly { readonly label?: string; readonly name: string; readonly options?: object }[] = [
  { name: 'popularity' },
  { name: 'item-knn' },
  { name: 'ease' },
  { name: 'ials' },
  { name: 'item2vec' },
  { label: 'mean vector', name: 'semantic-space', options: { rounds: 0, popularity: 0 } },
  { name: 'semantic-space' },
]

/** Every person of ml-100k with two likes: the last one among all items that they have not rated. */
export async function semantic(): Promise<Outcome> {
  const title = 'ml-100k: the last liked film of each person among all that they have not rated'
  const head = ['model', 'recall@10', 'ndcg@10']
  const path = join(dataFolder(), 'ml-100k')
  if (!existsSync(path)) return { title, head, rows: [], skipped: `not at ${path}; put it there or set TASTEBUD_DATA` }
  const listeners = listenersOf((await readInteractions(path)).interactions)
  const rows: string[][] = []
  const missed: string[] = []
  const skipped: string[] = []
  const means = new Map<string, { recall: number; ndcg: number }>()
  for (const { name, label = name, options = {} } of contestants) {
    if (!recipes.some((one) => one.name === name)) {
      skipped.push(`there is no model "${name}"`)
      continue
    }
    const drawn = ['item2vec', 'semantic-space', 'ials'].includes(name)
    const results: { recall: number; ndcg: number }[] = []
    for (const seed of drawn ? [1, 2, 3] : [1]) {
      results.push(judge(await ready(name, options, listeners, seed), listeners.questions))
    }
    const [recalls, ndcgs] = [results.map(({ recall }) => recall), results.map(({ ndcg }) => ndcg)]
    means.set(label, { recall: mean(recalls), ndcg: mean(ndcgs) })
    rows.push([label, spread(recalls), spread(ndcgs)])
  }
  const own = means.get('semantic-space')?.ndcg ?? 0
  for (const other of ['item2vec', 'mean vector']) {
    if (!(own > (means.get(other)?.ndcg ?? 0))) missed.push(`the semantic space above ${other}`)
  }
  if (own < 0.95 * (means.get('ials')?.ndcg ?? 0)) missed.push('the semantic space within 5 % of iALS')
  return { title, head, rows, missed, ...(skipped.length > 0 ? { skipped: skipped.join('; ') } : {}) }
}
