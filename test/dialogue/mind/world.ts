import { Catalogue } from '../../../src/catalogue/catalogue.ts'
import { domainSchema } from '../../../src/catalogue/domain.ts'
import type { Item } from '../../../src/catalogue/item.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import type { Wish } from '../../../src/dialogue/mind/mind.ts'
import { Random } from '../../../src/random.ts'
import type { BlendSource } from '../../../src/recommenders/blend.ts'
import type { Model } from '../../../src/recommenders/contract.ts'

export const id = (name: string) => name as ItemId

/** Games of two kinds on a small table: nothing here is a film. */
export const domain = domainSchema.parse({
  name: 'games',
  noun: { one: 'game', many: 'games' },
  verb: { base: 'play', past: 'played', ing: 'playing' },
  tags: {
    kind: { one: 'kind', many: 'kinds', question: 'What kind?' },
    maker: { one: 'maker', many: 'makers', kind: 'person' },
    mood: { one: 'mood', many: 'moods', question: 'What mood?' },
  },
  numbers: {
    minutes: { one: 'minutes', units: { minutes: 1 } },
    age: { one: 'age', rating: true },
  },
  axes: { luck: { more: ['lucky'], less: ['strategic'] } },
})

export interface Rough {
  readonly id: string
  readonly text?: string
  readonly year?: number
  readonly tags?: Record<string, string[]>
  readonly numbers?: Record<string, number>
}

export function item(rough: Rough): Item {
  return {
    id: id(rough.id),
    title: rough.id,
    otherTitles: [],
    text: rough.text ?? '',
    tags: rough.tags ?? {},
    numbers: rough.numbers ?? {},
    ...(rough.year !== undefined && { year: rough.year }),
  }
}

export const catalogueOf = (rough: readonly Rough[]) => new Catalogue(domain, rough.map(item))

export const nothing: Wish = {
  likes: [],
  dislikes: [],
  near: [],
  tags: [],
  axes: {},
  constraints: [],
  exclude: [],
  count: 3,
  seed: 1,
  explore: false,
}

export const like = (name: string, strength = 1) => ({ item: id(name), strength })

/** A linear model from a full matrix: score(j) = sum over the history of strength * matrix[i][j]. */
export function linear(matrix: readonly (readonly number[])[]): Model {
  return {
    items: matrix.length,
    score({ history, strengths }, scores) {
      scores.fill(0)
      history.forEach((row, h) => {
        matrix[row]!.forEach((weight, j) => {
          scores[j]! += weight * (strengths?.[h] ?? 1)
        })
      })
    },
  }
}

export const constant = (values: readonly number[]): Model => ({
  items: values.length,
  score(_, scores) {
    scores.set(values)
  },
})

const kinds = ['card', 'dice', 'tile', 'word', 'war']
const moods = ['calm', 'tense', 'silly', 'clever']
const words = 'castle river dragon market ocean winter pirate garden railway desert'.split(' ')

/** `size` games drawn at random with three models over them, the same for the same seed. */
export function randomWorld(size: number, seed = 7) {
  const random = new Random(seed)
  const catalogue = catalogueOf(
    Array.from({ length: size }, (_, row) => ({
      id: `g${row}`,
      text: `A game of ${random.pick(words)} and ${random.pick(words)}.`,
      year: 1950 + random.int(70),
      tags: {
        kind: [...new Set([random.pick(kinds), random.pick(kinds)])],
        maker: [`maker ${random.int(Math.max(2, size / 4))}`],
        mood: [random.pick(moods)],
      },
      numbers: {
        ...(random.next() < 0.9 && { minutes: 10 + random.int(180) }),
        ...(random.next() < 0.8 && { age: 3 * random.int(7) }),
        ...(random.next() < 0.9 && { luck: random.int(4) }),
      },
    })),
  )
  const matrix = () =>
    linear(
      Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (_, j) => (i !== j && random.next() < 0.2 ? random.next() : 0)),
      ),
    )
  const models: BlendSource[] = [
    { name: 'item-knn', model: matrix(), scale: 0.8 },
    { name: 'content', model: matrix(), scale: 0.9 },
    { name: 'popularity', model: constant(Array.from({ length: size }, () => random.int(100))), scale: 100 },
  ]
  return { catalogue, models }
}
