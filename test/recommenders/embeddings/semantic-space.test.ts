import { expect, test } from 'vitest'
import type { Item } from '../../../src/catalogue/item.ts'
import type { Interactions } from '../../../src/datasets/interactions.ts'
import { splitLastLiked } from '../../../src/datasets/splits.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { Random } from '../../../src/random.ts'
import type { Recommender } from '../../../src/recommenders/contract.ts'
import { semanticSpace } from '../../../src/recommenders/embeddings/semantic-space.ts'
import { checkerboard } from '../../worlds/checkerboard.ts'
import { interactionsOf, rankOf, rows } from '../../worlds/world.ts'
import { ask, train } from '../train.ts'

/** Even people like even items and give odd ones 1 or 2 stars; the other way round for odd people. */
function rated(random: Random, listeners = 200): Interactions {
  const sequences = Array.from({ length: listeners }, () => random.shuffle([...Array(12).keys()]).slice(0, 7))
  const plain = interactionsOf(sequences, 12)
  const values = new Float32Array(plain.rows.length)
  sequences.forEach((sequence, s) => {
    sequence.forEach((row, at) => {
      values[plain.offsets[s]! + at] = row % 2 === s % 2 ? 4 + random.int(2) : 1 + random.int(2)
    })
  })
  return { ...plain, values }
}

test('the test rating is nowhere in the space: another one gives the same bits', async () => {
  const data = rated(new Random(3))
  const { train: seen, held } = splitLastLiked(data)
  expect(held.rows.length).toBeGreaterThan(150)
  // What was held out is turned round: hated instead of liked, or of another item altogether.
  const isHeld = new Set<number>()
  held.names.forEach((person, h) => {
    const s = data.names.indexOf(person)
    const event = data.times.indexOf(held.times[h]!, data.offsets[s])
    expect(data.rows[event]).toBe(held.rows[h])
    isHeld.add(event)
  })
  const other = (event: number) => (held.rows[0]! + event) % 12
  const turned = {
    ...data,
    rows: data.rows.map((row, event) => (isHeld.has(event) ? other(event) : row)),
    values: data.values.map((value, event) => (isHeld.has(event) ? 5 : value)),
  }
  const again = splitLastLiked(turned).train
  const tensors = async (interactions: Interactions) => (await train(semanticSpace, {}, interactions)).model.tensors()
  const space = await tensors(seen)
  expect(await tensors(again)).toEqual(space)
  // The guard itself can fail: with the held ratings the space is another one.
  expect(await tensors(data)).not.toEqual(space)
})

test.each([0, 5])('liked and hated by the same people is near, with %i negatives (0 = a tree)', async (negatives) => {
  const { model } = await train(semanticSpace, { negatives, popularity: 0 }, rated(new Random(1)))
  const space = model as Recommender & { vectors: Float32Array; embeddingSize: number }
  const at = (row: number) => space.vectors.subarray(row * space.embeddingSize, (row + 1) * space.embeddingSize)
  const cosine = (a: number, b: number) => at(a).reduce((sum, value, j) => sum + value * at(b)[j]!, 0)
  for (const other of [2, 4, 6, 8, 10]) expect(cosine(0, other)).toBeGreaterThan(cosine(0, other + 1) + 0.3)
})

test('along a tree several workers do what one does, and say so; let loose they say that', async () => {
  const quick = { embeddingSize: 8, epochs: 3 }
  const data = rated(new Random(3), 40)
  const one = await train(semanticSpace, quick, data)
  const two = await train(semanticSpace, { ...quick, workers: 2 }, data)
  expect(two.model.tensors()).toEqual(one.model.tensors())
  expect([one.notes, two.notes]).toEqual([[], [expect.stringContaining('one worker did them all')]])
  const loose = await train(semanticSpace, { ...quick, workers: 2, parallel: 'hogwild' }, data)
  expect(loose.notes).toEqual([expect.stringContaining('without locks (Hogwild)')])
})

test('words alone make a space, for items that nobody took as well', async () => {
  const item = (row: number): Item => ({
    id: `item-${row}` as ItemId,
    title: '',
    otherTitles: [],
    text: row % 2 ? 'dark night of the moon, shadows and wolves' : 'bright sunny beach with happy dolphins',
    tags: {},
    numbers: {},
  })
  const content = Array.from({ length: 12 }, (_, row) => item(row))
  const options = { tokens: 'words', popularity: 0, epochs: 100 } as const
  const { model } = await train(semanticSpace, options, interactionsOf([[0, 2]], 12), content)
  const scores = ask(model, 0)
  for (const row of [4, 6, 10])
    expect(scores[row]).toBeGreaterThan(Math.max(...[1, 3, 5, 11].map((odd) => scores[odd]!)))
  const { notes } = await train(semanticSpace, { tokens: 'both' }, interactionsOf([[0, 2]], 12))
  expect(notes).toEqual(['No item has a description: there are no words.'])
})

test('the coordinate of popularity leans towards what is known where likes do', async () => {
  const random = new Random(1)
  const sequences = Array.from({ length: 200 }, () =>
    Array.from({ length: 3 }, () => Math.floor(random.next() ** 3 * 30)),
  )
  const data = interactionsOf(sequences, 30)
  const top = async (popularity: number) => {
    const { model } = await train(semanticSpace, { popularity, pairs: 0, ridge: 1 }, data)
    const scores = ask(model, 0, 1)
    return scores.slice(2, 6).reduce((a, b) => a + b, 0) - scores.slice(20).reduce((a, b) => a + b, 0)
  }
  expect(await top(5)).toBeGreaterThan((await top(0)) + 1)
})

test('"A rather than B" turns the direction', async () => {
  const { data, riddles } = checkerboard(new Random(7))
  const { model } = await train(semanticSpace, {}, data.interactions)
  const space = model as Recommender & {
    scoreRather(query: { history: ReturnType<typeof rows> }, disliked: number[], scores: Float32Array): void
  }
  const mixed = { history: rows(0, 1) }
  const scores = new Float32Array(12)
  space.scoreRather(mixed, [3, 5], scores)
  for (const even of [2, 4, 6]) expect(scores[even]).toBeGreaterThan(scores[7]!)
  space.scoreRather(mixed, [2, 4], scores)
  for (const odd of [3, 5, 7]) expect(scores[odd]).toBeGreaterThan(scores[6]!)
  // What it learned before it was asked that is as it was.
  expect(rankOf(riddles[0]!, Float32Array.from(ask(model, ...riddles[0]!.history)))).toBe(1)
})

test('what somebody would rather not have is a third of what their likes are parted from, however many it is', () => {
  // Rows: a like, something disliked, P, Q, R, the same disliked again, and 8 of the background.
  const places = [[1, 0], [0, 1], [1, 2], [0.6, 0.2], [1, 1.2], [0, 1], ...new Array(8).fill([0, 0])]
  const items = places.length
  // The last coordinate is 1 everywhere, so that no place is all zeros; the direction has none of it.
  const tensors = {
    vectors: new Float32Array(2 * items),
    places: Float32Array.from(places.flatMap((place) => [...place, 1])),
    background: Uint32Array.from({ length: 8 }, (_, i) => 6 + i),
  }
  // The start alone: mean of the likes - mean of the rest.
  const config = { ...semanticSpace.defaults, embeddingSize: 2, pairs: 0 }
  const model = semanticSpace.restore(config, items, tensors) as Recommender & {
    scoreRather(query: { history: ReturnType<typeof rows> }, disliked: number[], scores: Float32Array): void
  }
  for (const disliked of [[1], [1, 5]]) {
    const scores = new Float32Array(items)
    model.scoreRather({ history: rows(0) }, disliked, scores)
    const [, , p, q, r] = scores
    // (1, -1/3) by the places. With 1 for 4 (or 1 for 2) P would pass Q; with 8 R would fall behind it.
    expect(p).toBeCloseTo(1 / 3, 6)
    expect(q).toBeCloseTo(0.6 - 0.2 / 3, 6)
    expect(r).toBeCloseTo(0.6, 6)
    expect([r! > q!, q! > p!]).toEqual([true, true])
  }
})
