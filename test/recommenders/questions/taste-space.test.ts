import { describe, expect, test } from 'vitest'
import { Vocabulary } from '../../../src/datasets/vocabulary.ts'
import { Random } from '../../../src/random.ts'
import { Listener } from '../../../src/recommenders/questions/listener.ts'
import { alignTastes, fitTasteSpace, priorOf } from '../../../src/recommenders/questions/taste-space.ts'
import { interactionsOf } from '../../worlds/world.ts'

const config = { embeddingSize: 4, unobserved: 0.1, lambda: 0.001, exponent: 1, epochs: 10 }

/** Two crowds who rate 0-3 or 4-7; of each four they like the first two. Item 8 is liked by all. */
const sequences = Array.from({ length: 40 }, (_, person) => {
  const first = person % 2 === 0 ? 0 : 4
  return [8, first, first + 1, first + 2, first + 3].filter((row) => row === 8 || (row + person) % 5 !== 0)
})
const implicit = interactionsOf(sequences, 9)
const rated = {
  ...implicit,
  values: Float32Array.from(implicit.rows, (row) => (row === 8 || row % 4 < 2 ? 5 : 2)),
}
const fitted = (data: typeof implicit) => fitTasteSpace(data, config, { random: new Random(2), workers: 1 })

describe('the space of a data set with ratings', () => {
  test('tells what somebody likes from what they know', async () => {
    const space = await fitted(rated)
    expect(space.seen).not.toBe(space.liked)
    const listener = new Listener(space)
    listener.rated(0, 1)
    // 2 is known to who likes 0, and not liked; nobody of that crowd knows 6
    expect(listener.familiar[2]).toBeGreaterThan(0.5)
    expect(listener.means[2]).toBeLessThan(0.2)
    expect(listener.means[1]).toBeGreaterThan(0.5)
    expect(listener.familiar[6]).toBeLessThan(0.3)
  })

  test('begins with what most people like', async () => {
    const { means } = new Listener(await fitted(rated))
    expect(means.indexOf(Math.max(...means))).toBe(8)
  })
})

test('likes alone make one table', async () => {
  const space = await fitted(implicit)
  expect(space.seen).toBe(space.liked)
  const listener = new Listener(space)
  listener.rated(4, 1)
  expect(listener.means[5]! - listener.means[1]!).toBeGreaterThan(0.3)
})

test('the prior is the mean of people and their covariance', () => {
  const { mean, covariance } = priorOf(
    [
      [1, 0],
      [3, 2],
      [2, 4],
    ],
    2,
  )
  expect([...mean]).toEqual([2, 2])
  const expected = [2 / 3, 2 / 3, 2 / 3, 8 / 3]
  expected.forEach((value, at) => {
    expect(covariance[at]).toBeCloseTo(value, 5)
  })
  // so that it can be inverted
  expect(covariance[0]! * covariance[3]! - covariance[1]! ** 2).toBeGreaterThan(0)
})

test('for another list of items: rows follow the ids, and what was never met is unknown', async () => {
  const space = await fitted(rated)
  const [a, b] = [rated.items.ids[3]!, rated.items.ids[0]!]
  const aligned = alignTastes(space, rated.items, new Vocabulary([a, 'stranger', b]))
  expect(aligned.items).toBe(3)
  const listener = new Listener(aligned)
  const whole = new Listener(space)
  expect([listener.means[0], listener.means[2]]).toEqual([whole.means[3], whole.means[0]])
  expect([listener.means[1], listener.familiar[1]]).toEqual([0, 0])
  const one = await fitted(implicit)
  const same = alignTastes(one, implicit.items, new Vocabulary([a]))
  expect(same.seen).toBe(same.liked)
})
