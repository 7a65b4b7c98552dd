import { expect, test } from 'vitest'
import { glorot, he, type Initialiser, normal, ones, orthogonal, uniform, zeros } from '../../src/nn/initialisers.ts'
import { Random } from '../../src/random.ts'

const fill = (initial: Initialiser, ...shape: number[]) => {
  const value = new Float32Array(shape.reduce((size, n) => size * n, 1)).fill(9)
  initial(value, shape, new Random(1))
  return value
}
const deviation = (values: Float32Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length)

test('zeros, ones, and distributions of the deviation that their papers ask for', () => {
  expect(new Set(fill(zeros, 3))).toEqual(new Set([0]))
  expect(new Set(fill(ones, 3))).toEqual(new Set([1]))
  expect(deviation(fill(normal(0.5), 10_000))).toBeCloseTo(0.5, 1)
  expect(Math.max(...fill(uniform(0.2), 10_000))).toBeCloseTo(0.2, 2)
  expect(deviation(fill(glorot, 100, 200)) / Math.sqrt(2 / 300)).toBeCloseTo(1, 1)
  expect(deviation(fill(he, 200, 100)) / Math.sqrt(2 / 200)).toBeCloseTo(1, 1)
  // a convolution sees a field of 3 x 3 of 8 channels
  expect(deviation(fill(he, 3, 3, 8, 64)) / Math.sqrt(2 / 72)).toBeCloseTo(1, 1)
})

test('orthogonal blocks keep the length of a state', () => {
  const value = fill(orthogonal, 8, 24)
  for (let block = 0; block < 24; block += 8) {
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b < 8; b++) {
        let product = 0
        for (let i = 0; i < 8; i++) {
          product += (value[i * 24 + block + a] as number) * (value[i * 24 + block + b] as number)
        }
        expect(product).toBeCloseTo(a === b ? 1 : 0, 5)
      }
    }
  }
})
