import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Item } from '../../src/catalogue/item.ts'
import type { Interactions } from '../../src/datasets/interactions.ts'
import { likes } from '../../src/datasets/likes.ts'
import { readInteractions } from '../../src/datasets/read.ts'
import { select } from '../../src/datasets/select.ts'
import type { ItemId, ItemRow } from '../../src/datasets/vocabulary.ts'
import { Ranking } from '../../src/evaluation/ranking.ts'
import { Random } from '../../src/random.ts'
import type { Model } from '../../src/recommenders/contract.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { dataFolder } from '../../tools/data-folder.ts'
import { readMovieLens } from '../parts/worlds.ts'
import { mean, type Outcome, spread } from './table.ts'

/** Sequences whose last events are asked for, and what the items are. */
export interface Shop {
  readonly name: string
  readonly interactions: Interactions
  readonly content: ReadonlyMap<string, Item>
  /** So many events at the end of each sequence are asked for. */
  readonly held: number
  /** Chosen on the events before those, see docs/embeddings.md. */
  readonly common: object
  readonly meta: object
  /** Share of the vectors in the mix with co-counts. */
  readonly mix: { readonly prod2vec: number; readonly 'meta-prod2vec': number }
}

interface Question {
  readonly query: ItemRow
  readonly target: number
  /** Whether any training sequence holds both. */
  readonly together: boolean
}

export interface Exam {
  readonly train: Interactions
  readonly questions: readonly Question[]
}

/**
 * The last `held` events of each sequence of at least `held` + 2 are asked for one by one, each from the event right
 * before it; training is what comes before them. Targets or queries that training never saw are left out.
 */
export function examOf(data: Interactions, held: number): Exam {
  const cut = (s: number) => {
    const length = data.offsets[s + 1]! - data.offsets[s]!
    return length < held + 2 ? data.offsets[s + 1]! : data.offsets[s + 1]! - held
  }
  const train = select(data, (event, s) => event < cut(s))
  const sets = Array.from({ length: train.items.size }, () => new Set<number>())
  for (let s = 0; s + 1 < train.offsets.length; s++) {
    for (const row of train.rows.subarray(train.offsets[s], train.offsets[s + 1])) sets[row]!.add(s)
  }
  const together = (a: number, b: number) => {
    const [few, many] = sets[a]!.size < sets[b]!.size ? [sets[a]!, sets[b]!] : [sets[b]!, sets[a]!]
    for (const s of few) if (many.has(s)) return true
    return false
  }
  const questions: Question[] = []
  for (let s = 0; s + 1 < data.offsets.length; s++) {
    for (let event = cut(s); event < data.offsets[s + 1]!; event++) {
      const query = train.items.row(data.items.id(data.rows[event - 1] as ItemRow))
      const target = train.items.row(data.items.id(data.rows[event] as ItemRow))
      if (query === undefined || target === undefined || query === target) continue
      questions.push({ query, target, together: together(query, target) })
    }
  }
  return { train, questions }
}

const length = 20
/** Hits among the first 20, the query not ranked: of all questions, and of pairs that were never seen together. */
export function hitsOf(model: Model, { questions }: Exam): { all: number; unseen: number } {
  const scores = new Float32Array(model.items)
  const ranking = new Ranking(model.items)
  let all = 0
  let unseen = 0
  for (const { query, target, together } of questions) {
    model.score({ history: [query] }, scores)
    const [rank = Number.POSITIVE_INFINITY] = ranking.ranks(scores, [target], [query])
    if (rank > length) continue
    all++
    if (!together) unseen++
  }
  return { all, unseen }
}

/** share * a + (1 - share) * b */
export function mixOf(a: Model, b: Model, share: number): Model {
  const other = new Float32Array(b.items)
  return {
    items: a.items,
    score(query, scores) {
      a.score(query, scores)
      b.score(query, other)
      for (let i = 0; i < scores.length; i++) scores[i] = share * scores[i]! + (1 - share) * other[i]!
    },
  }
}

export async function fitted(name: string, options: object, shop: Shop, { train }: Exam, seed: number): Promise<Model> {
  const model = recipe(name).create(options)
  const content = train.items.ids.map((id) => shop.content.get(id))
  await model.fit({ interactions: train, content }, { random: new Random(seed) })
  return model
}

/** Cosine of binary co-occurrence. */
export const coCounts = { counts: 'binary', shrinkage: 0, exponent: 0.5, neighbours: 0, from: 'last' }

export async function shops(data = dataFolder()): Promise<{ shops: Shop[]; skipped: string[] }> {
  const found: Shop[] = []
  const skipped: string[] = []
  const beauty = join(data, 'amazon-beauty')
  if (existsSync(beauty)) {
    const { interactions } = await readInteractions(join(beauty, 'Beauty.txt'))
    const attributes = JSON.parse(readFileSync(join(beauty, 'Beauty_item2attributes.json'), 'utf8')) as Record<
      string,
      number[]
    >
    const content = new Map(
      Object.entries(attributes).map(([id, categories]): [string, Item] => [
        id,
        {
          id: id as ItemId,
          title: id,
          otherTitles: [],
          text: '',
          tags: { category: categories.map(String) },
          numbers: {},
        },
      ]),
    )
    found.push({ name: 'amazon-beauty', interactions, content, held: 1, ...beautySettings })
  } else skipped.push(`amazon-beauty is not at ${beauty}`)
  const small = join(data, 'ml-latest-small')
  if (existsSync(small)) {
    const { items, interactions } = await readMovieLens(small, join(data, 'wikipedia-movies'))
    const content = new Map(items.map((item): [string, Item] => [item.id, item]))
    found.push({ name: 'ml-latest-small', interactions: likes(interactions), content, held: 20, ...smallSettings })
  } else skipped.push(`ml-latest-small is not at ${small}`)
  return { shops: found, skipped }
}

const beautySettings = {
  common: { recency: 0, epochs: 20, window: 3 },
  meta: { tagByItem: 1, itemByTag: 1, tagByTag: 1, itemByOwnTag: 1 },
  mix: { prod2vec: 0.3, 'meta-prod2vec': 0.5 },
}
const smallSettings = {
  common: { recency: 0, epochs: 30 },
  // Casts make it worse here: most people have one or two films that anybody rated.
  meta: { fieldWeights: { cast: 0 } },
  mix: { prod2vec: 0.3, 'meta-prod2vec': 0.3 },
}

export async function coldPairs(): Promise<Outcome> {
  const title = 'Meta-Prod2Vec against prod2vec: the next item from the last one'
  const head = ['data', 'model', 'questions', 'recall@20', 'never together', 'recall@20 of those']
  const { shops: all, skipped } = await shops()
  const rows: string[][] = []
  const missed: string[] = []
  for (const shop of all) {
    const exam = examOf(shop.interactions, shop.held)
    const unseen = exam.questions.filter(({ together }) => !together).length
    const results = new Map<string, { all: number[]; unseen: number[] }>()
    const note = (name: string, model: Model) => {
      const hits = hitsOf(model, exam)
      const result = results.get(name) ?? { all: [], unseen: [] }
      results.set(name, result)
      result.all.push(hits.all / exam.questions.length)
      result.unseen.push(hits.unseen / unseen)
    }
    note('popularity', await fitted('popularity', {}, shop, exam, 1))
    const counts = await fitted('item-knn', coCounts, shop, exam, 1)
    note('co-counts', counts)
    for (const seed of [1, 2, 3]) {
      for (const name of ['prod2vec', 'meta-prod2vec'] as const) {
        const options = { ...shop.common, ...(name === 'meta-prod2vec' ? shop.meta : {}) }
        const model = await fitted(name, options, shop, exam, seed)
        note(name, model)
        note(`mix of ${name} and co-counts`, mixOf(model, counts, shop.mix[name]))
      }
    }
    for (const [name, result] of results) {
      rows.push([
        shop.name,
        name,
        String(exam.questions.length),
        spread(result.all),
        String(unseen),
        spread(result.unseen),
      ])
    }
    const of = (name: string, kind: 'all' | 'unseen' = 'all') => mean(results.get(name)?.[kind] ?? [])
    const mixed = of('mix of meta-prod2vec and co-counts')
    if (!(of('meta-prod2vec') > of('prod2vec'))) missed.push(`${shop.name}: Meta-Prod2Vec above prod2vec`)
    if (!(of('meta-prod2vec', 'unseen') >= 1.1 * of('prod2vec', 'unseen'))) {
      missed.push(`${shop.name}: 10 % more hits on pairs that were never seen together`)
    }
    if (!(mixed > of('meta-prod2vec') && mixed > of('co-counts'))) missed.push(`${shop.name}: the mix above both`)
  }
  return { title, head, rows, missed, ...(skipped.length > 0 ? { skipped: skipped.join('; ') } : {}) }
}
