import { describe, expect, test } from 'vitest'
import type { Catalogue } from '../../../src/catalogue/catalogue.ts'
import type { Wish } from '../../../src/dialogue/mind/mind.ts'
import { bestQuestion as ask, information } from '../../../src/dialogue/mind/question.ts'
import { TagIndex } from '../../../src/dialogue/mind/tag-index.ts'
import { catalogueOf, nothing } from './world.ts'

describe('information', () => {
  const masks = (...values: number[]) => Uint16Array.from(values)

  test('an even split in two tells one bit, in four two bits', () => {
    expect(information(0b1, masks(0b1, 0), [0.5, 0.5])).toEqual({ bits: 1, fits: 0.5 })
    expect(information(0b1111, masks(1, 2, 4, 8), [0.25, 0.25, 0.25, 0.25])).toEqual({ bits: 2, fits: 1 })
  })

  test('values that everything carries, or nothing, tell nothing', () => {
    expect(information(0b11, masks(0b11, 0b11), [0.5, 0.5]).bits).toBeCloseTo(0, 12)
    expect(information(0b100, masks(0b1, 0b10), [0.5, 0.5])).toEqual({ bits: 0, fits: 0 })
  })

  test('somebody who may name either of two values tells less', () => {
    const sure = information(0b11, masks(0b01, 0b10), [0.5, 0.5]).bits
    expect(information(0b11, masks(0b11, 0b10), [0.5, 0.5]).bits).toBeLessThan(sure - 0.5)
  })

  test('weights count', () => {
    expect(information(1, masks(1, 0), [0.9, 0.1]).bits).toBeCloseTo(0.469, 3)
  })
})

const games = (tags: (row: number) => Record<string, string[]>) =>
  catalogueOf(Array.from({ length: 40 }, (_, row) => ({ id: `${row}`, tags: tags(row) })))
const all = Array.from({ length: 40 }, (_, row) => row)
const even = new Float64Array(40).fill(1)

const bestQuestion = (world: Catalogue, ...rest: [number[], Float64Array, Wish, string[]]) =>
  ask(world, new TagIndex(world), ...rest)

describe('bestQuestion', () => {
  test('asks about the field that splits best, by values that are common enough, commonest first', () => {
    const catalogue = games((row) => ({
      kind: [row < 24 ? 'card' : row < 38 ? 'dice' : 'rare'],
      mood: [row < 36 ? 'calm' : 'tense'],
      maker: [`maker ${row % 4}`],
    }))
    const question = bestQuestion(catalogue, all, even, nothing, [])
    expect(question).toMatchObject({ field: 'kind', values: ['card', 'dice', 'rare'] })
    expect(question?.bits).toBeCloseTo(-(0.6 * Math.log2(0.6) + 0.35 * Math.log2(0.35) + 0.05 * Math.log2(0.05)), 9)
  })

  test('leaves values out that hardly any candidate has', () => {
    const catalogue = games((row) => ({ kind: [row < 20 ? 'card' : row < 39 ? 'dice' : 'rare'] }))
    expect(bestQuestion(catalogue, all, even, nothing, [])?.values).toEqual(['card', 'dice'])
  })

  test('goes by the weight of the candidates, not by their number', () => {
    const catalogue = games((row) => ({ kind: [row < 2 ? 'card' : 'dice'], mood: [row % 2 ? 'calm' : 'tense'] }))
    const heavy = Float64Array.from(all, (row) => (row < 2 ? 19 : 1))
    expect(bestQuestion(catalogue, all, heavy, nothing, ['mood'])).toMatchObject({ field: 'kind', bits: 1 })
    expect(bestQuestion(catalogue, all, even, nothing, ['mood'])).toBeUndefined()
  })

  test('has nothing to ask where one value fits all, one candidate is left, or the field has no question', () => {
    const same = games(() => ({ kind: ['card'], mood: ['calm'] }))
    expect(bestQuestion(same, all, even, nothing, [])).toBeUndefined()
    const makers = games((row) => ({ maker: [`maker ${row % 4}`] }))
    expect(bestQuestion(makers, all, even, nothing, [])).toBeUndefined()
    const split = games((row) => ({ kind: [row % 2 ? 'card' : 'dice'] }))
    expect(bestQuestion(split, [3], even, nothing, [])).toBeUndefined()
    expect(bestQuestion(split, all, even, nothing, ['kind'])).toBeUndefined()
  })
})
