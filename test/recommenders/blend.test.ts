import { describe, expect, test } from 'vitest'
import { type ItemRow, Vocabulary } from '../../src/datasets/vocabulary.ts'
import { Blend, type BlendConfig, eventsByItem, fuse, measureScale } from '../../src/recommenders/blend.ts'
import type { Model } from '../../src/recommenders/contract.ts'

const rows = (...values: number[]) => values as ItemRow[]

/** score(j) = sum over the history of strength * matrix[i][j] */
const linear = (matrix: readonly (readonly number[])[]): Model => ({
  items: matrix.length,
  score({ history, strengths }, scores) {
    scores.fill(0)
    history.forEach((row, h) => {
      matrix[row]?.forEach((weight, j) => {
        scores[j] = scores[j]! + weight * (strengths?.[h] ?? 1)
      })
    })
  },
})

const a = linear([
  [0, 2, 0],
  [2, 0, 4],
  [0, -1, 0],
])
const b = linear([
  [0, 0, 1],
  [0, 0, 0],
  [0, 0, 0],
])
const config: BlendConfig = { weights: { a: 0.5 }, otherWeight: 3, against: { a: 2 }, prior: 0.01 }
const blend = new Blend(
  [
    { name: 'a', model: a, scale: 2 },
    { name: 'b', model: b, scale: 1 },
  ],
  3,
  config,
)

describe('Blend', () => {
  test('a contribution is weight * score / scale, and nothing below 0', () => {
    const parts = blend.buffers()
    blend.evidence({ history: rows(0, 2), strengths: [2, 1] }, parts)
    expect(blend.names).toEqual(['a', 'b'])
    expect([...parts[0]!]).toEqual([0, (0.5 * 3) / 2, 0])
    expect([...parts[1]!]).toEqual([0, 0, 3 * 2])
    blend.evidence({ history: rows(2) }, parts)
    expect([...parts[0]!]).toEqual([0, 0, 0])
  })

  test('a source whose evidence has no weight still speaks against what is disliked', () => {
    const mute = new Blend([{ name: 'a', model: a, scale: 2 }], 3, { ...config, weights: { a: 0 } })
    expect(mute.names).toEqual([])
    const against = new Float64Array(3)
    mute.against({ history: rows(1) }, against)
    expect([...against]).toEqual([2, 0, 4])
  })

  test('a few rows get the same bits as all rows', () => {
    const parts = blend.buffers()
    const query = { history: rows(0, 1, 2), strengths: [0.7, 1.3, 0.1] }
    blend.evidence(query, parts)
    const values = new Float32Array(4)
    blend.evidenceAt(query, [2, 1], values)
    expect([...values]).toEqual([parts[0]![2], parts[0]![1], parts[1]![2], parts[1]![1]])
  })

  test('what resembles a dislike is counted by the sources named for it, over their scale', () => {
    const against = new Float64Array(3)
    blend.against({ history: rows(1) }, against)
    expect([...against]).toEqual([2, 0, 4])
    blend.against({ history: [] }, against)
    expect([...against]).toEqual([0, 0, 0])
  })

  test('a source of weight 0 is never asked', () => {
    const model: Model = {
      items: 3,
      score() {
        throw new Error('asked')
      },
    }
    const silent = new Blend([{ name: 'mute', model, scale: 1 }], 3, { ...config, weights: { mute: 0 } })
    expect(silent.names).toEqual([])
    expect(() => silent.evidence({ history: rows(0) }, silent.buffers())).not.toThrow()
  })

  test('refuses a scale that is not positive and sources of another size', () => {
    expect(() => new Blend([{ name: 'a', model: a, scale: 0 }], 3)).toThrow(RangeError)
    expect(() => new Blend([{ name: 'a', model: a, scale: Number.NaN }], 3)).toThrow(RangeError)
    expect(() => new Blend([{ name: 'a', model: a, scale: 1 }], 4)).toThrow(RangeError)
  })
})

describe('fuse', () => {
  test('is the documented equation', () => {
    expect(fuse(2, 1, 0.5, 1)).toBe(2.25)
    expect(fuse(2, 0, 0, 0)).toBe(2)
  })

  test('more evidence never lowers a score, more against never raises it', () => {
    for (const x of [0.01, 1, 5]) {
      expect(fuse(x + 1, 1, 1, 1)).toBeGreaterThan(fuse(x, 1, 1, 1))
      expect(fuse(x, 1, 1, 2)).toBeLessThan(fuse(x, 1, 1, 1))
      expect(fuse(x, 0, 0, 100)).toBeGreaterThan(0)
    }
  })
})

describe('measureScale', () => {
  test('is the mean best score of other items, queries without an answer left out', () => {
    expect(measureScale(a)).toBe((2 + 4) / 2)
    expect(measureScale(b)).toBe(1)
  })

  test('queries weigh as often as their item was taken', () => {
    expect(measureScale(a, [3, 1, 5])).toBe((3 * 2 + 4) / 4)
    expect(measureScale(a, [0, 1, 0])).toBe(4)
  })

  test('looks at no more items than it may', () => {
    let calls = 0
    const counting: Model = {
      items: 100,
      score(_, scores) {
        calls++
        scores.fill(2)
      },
    }
    expect(measureScale(counting, undefined, 10)).toBe(2)
    expect(calls).toBe(10)
  })

  test('is 1 where nothing is answered', () => {
    expect(measureScale(linear([[0]]))).toBe(1)
  })

  test("is not moved by an item's likeness to itself", () => {
    expect(
      measureScale(
        linear([
          [9, 1],
          [3, 9],
        ]),
      ),
    ).toBe(2)
  })
})

test('eventsByItem counts the events of each item', () => {
  const data = {
    items: new Vocabulary(['a', 'b', 'c']),
    offsets: Uint32Array.of(0, 2, 3),
    rows: Uint32Array.of(2, 0, 2),
    times: new Float64Array(3),
    values: new Float32Array(3),
    names: ['x', 'y'],
  }
  expect([...eventsByItem(data)]).toEqual([1, 0, 2])
})
