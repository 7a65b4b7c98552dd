import { expect, test } from 'vitest'
import { zeros } from '../../../src/nn/initialisers.ts'
import { Adagrad } from '../../../src/nn/optimisers/adagrad.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'

test('two steps by the equation of the paper, repeats summed before they are squared', () => {
  const parameters = new Parameters()
  const parameter = parameters.add('w', [2, 1], zeros, new Random(1))
  const adagrad = new Adagrad(parameters, { learningRate: 0.1, epsilon: 0, initial: 7 })
  adagrad.apply([{ parameter, rows: Int32Array.of(1, 1), gradient: Float32Array.of(1, 2) }])
  expect(parameter.value[1]).toBeCloseTo(-0.3 / Math.sqrt(7 + 9), 6)
  adagrad.apply([{ parameter, rows: Int32Array.of(1), gradient: Float32Array.of(3) }])
  expect(parameter.value[1]).toBeCloseTo(-0.3 / 4 - 0.3 / 5, 6)
  expect(parameter.value[0]).toBe(0)
})
