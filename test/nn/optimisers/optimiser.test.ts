import { describe, expect, test } from 'vitest'
import { ones } from '../../../src/nn/initialisers.ts'
import { Adagrad } from '../../../src/nn/optimisers/adagrad.ts'
import { Adam } from '../../../src/nn/optimisers/adam.ts'
import { Sgd } from '../../../src/nn/optimisers/sgd.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'

const kinds = {
  adam: (parameters: Parameters, more = {}) => new Adam(parameters, { learningRate: 0.1, ...more }),
  adagrad: (parameters: Parameters, more = {}) => new Adagrad(parameters, { learningRate: 0.1, ...more }),
  sgd: (parameters: Parameters, more = {}) => new Sgd(parameters, { learningRate: 0.1, momentum: 0.9, ...more }),
}
const setUp = () => {
  const parameters = new Parameters()
  return { parameters, table: parameters.add('table', [3, 2], ones, new Random(1)) }
}

describe.each(Object.entries(kinds))('%s', (_, create) => {
  test('walks down a valley to its ground', () => {
    const { parameters, table } = setUp()
    const optimiser = create(parameters)
    // (x - 3)², with a rate that falls
    for (let i = 0; i < 2000; i++) {
      optimiser.apply([{ parameter: table, gradient: table.value.map((x) => 2 * (x - 3) * 0.3) }])
    }
    for (const x of table.value) expect(x).toBeCloseTo(3, 2)
    expect(optimiser.steps).toBe(2000)
  })

  test('all rows one by one are the same as the whole', () => {
    const [a, b] = [setUp(), setUp()]
    const [whole, sparse] = [create(a.parameters), create(b.parameters)]
    for (let i = 1; i < 4; i++) {
      const gradient = Float32Array.from({ length: 6 }, (_, k) => Math.sin(k * i))
      whole.apply([{ parameter: a.table, gradient }])
      sparse.apply([{ parameter: b.table, gradient, rows: Int32Array.of(0, 1, 2) }])
    }
    expect(b.table.value).toEqual(a.table.value)
    expect(sparse.tensors()).toEqual(whole.tensors())
  })

  test('rows that are not there rest, with their memory', () => {
    const { parameters, table } = setUp()
    const optimiser = create(parameters, { weightDecay: 0.5 })
    optimiser.apply([{ parameter: table, gradient: Float32Array.of(1, 2), rows: Int32Array.of(1) }])
    expect([...table.value].map((x) => x === 1)).toEqual([true, true, false, false, true, true])
    for (const [name, slot] of Object.entries(optimiser.tensors())) {
      if (name !== 'steps') expect([slot[0], slot[5]]).toEqual([0, 0])
    }
  })

  test('its memory put back, the next step has the same bits', () => {
    const { parameters, table } = setUp()
    const optimiser = create(parameters)
    const gradient = Float32Array.of(1, -2, 3, -4, 5, -6)
    optimiser.apply([{ parameter: table, gradient }])
    const other = setUp()
    const restored = create(other.parameters)
    other.table.value.set(table.value)
    for (const [name, array] of Object.entries(restored.tensors())) array.set(optimiser.tensors()[name] as Float32Array)
    optimiser.apply([{ parameter: table, gradient }])
    restored.apply([{ parameter: other.table, gradient }])
    expect(other.table.value).toEqual(table.value)
  })
})

test('weight decay takes its share of weights, and nothing of biases', () => {
  const parameters = new Parameters()
  const weight = parameters.add('weight', [1], ones, new Random(1))
  const bias = parameters.add('bias', [1], ones, new Random(1), { decays: false })
  const none = new Float32Array(1)
  new Sgd(parameters, { learningRate: 0.1, weightDecay: 0.5 }).apply([
    { parameter: weight, gradient: none },
    { parameter: bias, gradient: none },
  ])
  expect(weight.value[0]).toBeCloseTo(0.95)
  expect(bias.value[0]).toBe(1)
})

test('clips to the norm and follows the schedule', () => {
  const { parameters, table } = setUp()
  const optimiser = new Sgd(parameters, { learningRate: 1, clipNorm: 1, schedule: (step) => 1 / (step + 1) })
  const update = () => [{ parameter: table, gradient: Float32Array.of(100), rows: Int32Array.of() }]
  optimiser.apply(update())
  const long = () => [{ parameter: table, gradient: Float32Array.of(30, 40), rows: Int32Array.of(0) }]
  optimiser.apply(long())
  // the second step: half of the rate
  expect(table.value[0]).toBeCloseTo(1 - 0.3)
  expect(table.value[1]).toBeCloseTo(1 - 0.4)
})

test('a parameter of another network and a rate of 0 are mistakes', () => {
  const [mine, other] = [setUp(), setUp()]
  expect(() =>
    new Sgd(mine.parameters, { learningRate: 1 }).apply([{ parameter: other.table, gradient: new Float32Array(6) }]),
  ).toThrow(RangeError)
  expect(() => new Sgd(mine.parameters, { learningRate: 0 })).toThrow(RangeError)
})
