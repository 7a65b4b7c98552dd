import { expect, test } from 'vitest'
import type { ItemRow } from '../../../src/datasets/vocabulary.ts'
import { apartness, onlyBetween } from '../../../src/dialogue/mind/between.ts'
import { Blend } from '../../../src/recommenders/blend.ts'
import { linear } from './world.ts'

const end = (row: number) => ({ row, query: { history: [row as ItemRow], strengths: [4] } })
const none = [0, 0, 0, 0, 0]

test('what is like both lies between, what is like one alone apart, and so do the ends', () => {
  const model = linear([[0, 5, 9, 2, 0], [5, 0, 0, 2, 9], none, none, none])
  const apart = new Float64Array(5)
  apartness(new Blend([{ name: 'ease', model, scale: 1 }], 5), [end(0), end(1)], apart)
  expect([...apart]).toEqual([1, 1, 1, 0, 1])
})

test('of several between, the one that is less like its weaker end is further', () => {
  const model = linear([[0, 0, 8, 8, 0], [0, 0, 3, 4, 8], none, none, none])
  const apart = new Float64Array(5)
  apartness(new Blend([{ name: 'ease', model, scale: 1 }], 5), [end(0), end(1)], apart)
  expect(apart[3]).toBe(0)
  expect(apart[2]).toBeGreaterThan(0)
  expect(apart[2]).toBeLessThan(1)
})

test('where nothing is like both, all lie apart', () => {
  const apart = new Float64Array(5)
  const model = linear([[0, 0, 9, 0, 0], [0, 0, 0, 9, 0], none, none, none])
  apartness(new Blend([{ name: 'ease', model, scale: 1 }], 5), [end(0), end(1)], apart)
  expect([...apart]).toEqual([1, 1, 1, 1, 1])
})

test('what is like one end three times as much as like the other lies at that end', () => {
  const model = linear([[0, 0, 9, 3, 0], [0, 0, 2, 3, 9], none, none, none])
  const apart = new Float64Array(5)
  apartness(new Blend([{ name: 'ease', model, scale: 1 }], 5), [end(0), end(1)], apart)
  expect([...apart]).toEqual([1, 1, 1, 0, 1])
})

test('what lies at one end only does not stand beside what lies between, and stands where nothing does', () => {
  const broken = Uint16Array.from([0, 0, 2, 0])
  expect([...onlyBetween(broken, Float64Array.from([0, 5, 0, 30]), 50)]).toEqual([0, 0, 2, 1])
  expect([...onlyBetween(broken, Float64Array.from([50, 30, 0, 40]), 50)]).toEqual([0, 0, 2, 0])
})
