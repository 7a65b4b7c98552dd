import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { dropout } from '../../../src/nn/layers/dropout.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Random } from '../../../src/random.ts'

const { tf } = await loadEngine('wasm')
const x = tf.ones([10_000])

test('drops its share while training and keeps the mean', () => {
  const values = dropout(new Graph(tf, true, new Random(1)), x, 0.3).dataSync<'float32'>()
  const dropped = values.filter((value) => value === 0).length
  expect(dropped / values.length).toBeCloseTo(0.3, 1)
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1, 1)
})

test('the same stream drops the same, another drops others', () => {
  const dropped = (seed: number) => dropout(new Graph(tf, true, new Random(seed)), x, 0.5).dataSync()
  expect(dropped(1)).toEqual(dropped(1))
  expect(dropped(1)).not.toEqual(dropped(2))
})

test('does nothing outside of training', () => {
  expect(dropout(new Graph(tf, false, new Random(1)), x, 0.5)).toBe(x)
})
