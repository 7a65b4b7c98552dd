import { describe, expect, test } from 'vitest'
import { Ranking } from '../../src/evaluation/ranking.ts'
import { Random } from '../../src/random.ts'

const none = Number.POSITIVE_INFINITY
const ranks = (scores: number[], truth: number[], exclude: number[] = [], ties?: 'row') =>
  new Ranking(scores.length).ranks(Float32Array.from(scores), truth, exclude, ties)

describe('ranks', () => {
  test('the number of items that score at least as high', () => {
    expect(ranks([5, 3, 4, 1], [1])).toEqual([3])
    expect(ranks([5, 3, 3, 3], [1])).toEqual([4])
  })
  test('a constant scorer puts a single target last', () => {
    expect(ranks(Array(50).fill(7), [0])).toEqual([50])
  })
  test('by row the lower row comes first', () => {
    expect(ranks([3, 3, 3], [1], [], 'row')).toEqual([2])
    expect(ranks([3, 3, 3, 3], [1, 3], [], 'row')).toEqual([2, 4])
  })
  test('several targets: others that tie come before them, they do not push each other further', () => {
    expect(ranks([9, 5, 5, 5, 1], [1, 2])).toEqual([3, 4])
    expect(ranks([9, 5, 5, 5, 1], [0, 4])).toEqual([1, 5])
  })
  test('0 is no evidence: a miss; below 0 is a place like any other', () => {
    expect(ranks([0, 0, 2], [0])).toEqual([none])
    expect(ranks([-1, 0, 2], [0])).toEqual([3])
  })
  test('excluded items take no place and are never found; unseen ones are misses', () => {
    expect(ranks([5, 4, 3], [2], [0])).toEqual([2])
    expect(ranks([5, 4, 3], [0, 2], [0])).toEqual([2, none])
    expect(ranks([5, 4, 3], [-1])).toEqual([none])
    expect(ranks([5, 4, 3], [])).toEqual([])
  })
  test('a score that is not a number fails, wherever it stands', () => {
    for (const truth of [[0], [0, 1], []]) {
      expect(() => ranks([1, 2, Number.NaN], truth)).toThrow(expect.objectContaining({ code: 'NAN_SCORE' }))
    }
  })
  test('is as a sort would have it, whichever ties', () => {
    const random = new Random(5)
    for (let round = 0; round < 200; round++) {
      const scores = Array.from({ length: 30 }, () => random.int(6) - 1)
      const rows = random.shuffle(scores.map((_, row) => row))
      const truth = rows.slice(0, 1 + random.int(5))
      const exclude = rows.slice(25)
      for (const ties of ['conservative', 'row'] as const) {
        const order = scores
          .map((_, row) => row)
          .filter((row) => !exclude.includes(row))
          .sort((a, b) => {
            const last = ties === 'conservative' ? Number(truth.includes(a)) - Number(truth.includes(b)) : 0
            return (scores[b] ?? 0) - (scores[a] ?? 0) || last || a - b
          })
        const places = truth.map((row) => (scores[row] === 0 ? none : order.indexOf(row) + 1)).sort((a, b) => a - b)
        const got = new Ranking(30).ranks(Float32Array.from(scores), truth, exclude, ties)
        expect(got).toEqual(places)
      }
    }
  })
  test('nothing stays behind from one case to the next', () => {
    const ranking = new Ranking(3)
    const scores = Float32Array.of(3, 2, 1)
    ranking.ranks(scores, [0, 1], [2])
    expect(ranking.ranks(scores, [2], [])).toEqual([3])
    ranking.top(scores, 2, [0])
    expect(ranking.top(scores, 2, [])).toEqual([0, 1])
  })
})

test('top: best first, equal ones by row, without zeros and the excluded', () => {
  const ranking = new Ranking(7)
  const scores = Float32Array.of(1, 5, 0, 5, -2, 3, 4)
  expect(ranking.top(scores, 3, [])).toEqual([1, 3, 6])
  expect(ranking.top(scores, 3, [1])).toEqual([3, 6, 5])
  expect(ranking.top(scores, 99, [])).toEqual([1, 3, 6, 5, 0, 4])
})
