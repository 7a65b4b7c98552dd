import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import {
  basketPairs,
  countsOf,
  keepOf,
  noiseOf,
  setPairs,
  windowPairs,
} from '../../../src/recommenders/embeddings/pair-sources.ts'
import type { PairSource } from '../../../src/recommenders/embeddings/train-pairs.ts'
import { interactionsOf } from '../../worlds/world.ts'

const all = new Float64Array(20).fill(1)

/** How often each pair comes in so many epochs: `3>4`. */
function tally(source: PairSource, epochs: number): Map<string, number> {
  const random = new Random(1)
  const found = new Map<string, number>()
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let unit = 0; unit < source.units; unit++) {
      source.emit(unit, random, (a, b) => found.set(`${a}>${b}`, (found.get(`${a}>${b}`) ?? 0) + 1))
    }
  }
  return found
}
const each = (count: number, ...pairs: string[]) => new Map(pairs.map((pair) => [pair, count]))

test('a set: everybody with everybody else, in no order', () => {
  const sets = interactionsOf([[0, 1, 2], [7]], 20)
  expect(tally(setPairs(sets, all, 0), 1)).toEqual(each(1, '0>1', '0>2', '1>0', '1>2', '2>0', '2>1'))
})

test('a large set: so many partners for each, all as likely, never itself', () => {
  const found = tally(setPairs(interactionsOf([[0, 1, 2, 3, 4, 5]], 20), all, 2), 2000)
  expect(found.size).toBe(30)
  // 2,000 * 2 / 5 each, standard deviation 26
  for (const count of found.values()) expect(Math.abs(count - 800)).toBeLessThan(130)
})

test('a window: the nearer, the more often; a pair two apart in half of the draws of 1 or 2', () => {
  const found = tally(windowPairs(interactionsOf([[0, 1, 2, 3]], 20), all, 2), 2000)
  for (const pair of ['0>1', '1>0', '1>2', '2>1', '2>3', '3>2']) expect(found.get(pair)).toBe(2000)
  for (const pair of ['0>2', '2>0', '1>3', '3>1']) expect(Math.abs(found.get(pair)! - 1000)).toBeLessThan(120)
  expect(found.size).toBe(10)
})

test('a visitor sees each event once and each pair', () => {
  const source = windowPairs(interactionsOf([[4, 5, 6], [9]], 20), all, 1, {
    event: (row, _, push) => push(row, row, 1),
    pair: (row, other, _, push) => push(row, other + 10, 2),
  })
  expect(tally(source, 3)).toEqual(each(3, '4>4', '4>15', '5>5', '5>14', '5>16', '6>6', '6>15', '9>9'))
})

test('baskets: neighbours of the next and the last one, never of the same', () => {
  const data = interactionsOf([[0, 1, 2, 3, 4], [8]], 20)
  const baskets = Uint32Array.of(0, 0, 1, 2, 2, 0)
  const near = ['0>2', '1>2', '2>0', '2>1', '2>3', '2>4', '3>2', '4>2']
  expect(tally(basketPairs(data, baskets, all, 1, 0), 1)).toEqual(each(1, ...near))
  const found = tally(basketPairs(data, baskets, all, 2, 0), 2000)
  for (const pair of near) expect(found.get(pair)).toBe(2000)
  for (const pair of ['0>3', '4>1']) expect(Math.abs(found.get(pair)! - 1000)).toBeLessThan(120)
  // One partner of two in the outer baskets.
  const few = tally(basketPairs(data, baskets, all, 1, 1), 2000)
  expect(few.get('0>2')).toBe(2000)
  expect(few.get('2>0')! + few.get('2>1')!).toBe(2000)
  expect(Math.abs(few.get('2>0')! - 1000)).toBeLessThan(120)
})

test('subsampling leaves out frequent items, and what stays moves together', () => {
  const keep = new Float64Array(20).fill(1)
  keep[1] = 0
  const source = windowPairs(interactionsOf([[0, 1, 2]], 20), keep, 1)
  expect(tally(source, 1)).toEqual(each(1, '0>2', '2>0'))
})

test('an item at the threshold is always kept, one of a hundred times as much in 11 %', () => {
  const keep = keepOf(Float64Array.of(1, 100, 0, 9899), 0.0001)
  expect(keep[0]).toBe(1)
  expect(keep[1]).toBeCloseTo(0.11, 12)
  expect(keep[2]).toBe(1)
  expect([...keepOf(Float64Array.of(5, 1), 0)]).toEqual([1, 1])
})

test('noise with a negative exponent draws rare items more often, absent ones never', () => {
  expect([...countsOf([3, 0, 3, 3], 5)]).toEqual([1, 0, 0, 3, 0])
  expect([...noiseOf(Float64Array.of(4, 0, 1), -0.5)]).toEqual([0.5, 0, 1])
  expect([...noiseOf(Float64Array.of(4, 0, 1), 0)]).toEqual([1, 0, 1])
})
