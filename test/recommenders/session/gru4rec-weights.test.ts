import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { gru4recDefaults } from '../../../src/recommenders/session/gru4rec-config.ts'
import {
  checkWeights,
  copyRows,
  initialWeights,
  lengthsOf,
  shapeOf,
} from '../../../src/recommenders/session/gru4rec-weights.ts'

const shape = (options: object, items = 50) => shapeOf({ ...gru4recDefaults, ...options }, items)

test('shapes of the three kinds of input', () => {
  expect(lengthsOf(shape({ hiddenSizes: [4, 6] }))).toEqual({
    items: 50 * 7,
    layer0Input: 12 * 7,
    layer0State: 12 * 5,
    layer1Input: 18 * 5,
    layer1State: 18 * 7,
  })
  expect(lengthsOf(shape({ hiddenSizes: [4], embedding: 'separate', embeddingSize: 9 }))).toEqual({
    items: 50 * 5,
    inputs: 50 * 9,
    layer0Input: 12 * 10,
    layer0State: 12 * 5,
  })
  expect(lengthsOf(shape({ hiddenSizes: [4], embedding: 'one-hot' }))).toEqual({
    items: 50 * 5,
    inputs: 50 * 12,
    layer0Input: 12,
    layer0State: 12 * 5,
  })
})

test('every block is spread evenly within its own range, biases are 0', () => {
  const made = initialWeights(shape({ hiddenSizes: [10] }), new Random(1))
  const range = (name: string, width: number) => {
    const inner = made[name]!.filter((_, i) => i % width < width - 1)
    expect(made[name]!.filter((_, i) => i % width === width - 1).every((bias) => bias === 0)).toBe(true)
    return { most: Math.max(...inner), least: Math.min(...inner) }
  }
  for (const [name, size] of [
    ['items', 50 + 10],
    ['layer0Input', 20],
    ['layer0State', 20],
  ] as const) {
    const { most, least } = range(name, 11)
    const wanted = Math.sqrt(6 / size)
    expect(most).toBeLessThanOrEqual(wanted)
    expect(most).toBeGreaterThan(0.95 * wanted)
    expect(least).toBeLessThan(-0.95 * wanted)
  }
  expect(initialWeights(shape({ hiddenSizes: [10] }), new Random(1))).toEqual(made)
})

test('weights that are missing, too many, of another length or no numbers are refused', () => {
  const small = shape({ hiddenSizes: [3] }, 4)
  const sound = initialWeights(small, new Random(1))
  expect(checkWeights('gru4rec', small, sound)).toBe(sound)
  const { items, ...less } = sound
  for (const bad of [
    less,
    { ...sound, more: items! },
    { ...sound, items: items!.slice(1) },
    { ...sound, items: new Float64Array(items!) },
    { ...sound, items: items!.map((x, i) => (i === 5 ? Number.NaN : x)) },
  ]) {
    expect(() => checkWeights('gru4rec', small, bad)).toThrow(expect.objectContaining({ code: 'BAD_ARTIFACT' }))
  }
})

test('rows are padded and cut', () => {
  const wide = new Float32Array(8)
  copyRows(Float32Array.of(1, 2, 3, 4, 5, 6), 3, wide, 4, 2)
  expect([...wide]).toEqual([1, 2, 3, 0, 4, 5, 6, 0])
  const back = new Float32Array(6)
  copyRows(wide, 4, back, 3, 2)
  expect([...back]).toEqual([1, 2, 3, 4, 5, 6])
})
