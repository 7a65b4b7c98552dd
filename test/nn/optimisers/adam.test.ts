import { expect, test } from 'vitest'
import { zeros } from '../../../src/nn/initialisers.ts'
import { Adam } from '../../../src/nn/optimisers/adam.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'

test('two steps by the equations of the paper', () => {
  const parameters = new Parameters()
  const parameter = parameters.add('w', [1], zeros, new Random(1))
  const adam = new Adam(parameters, { learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0 })
  adam.apply([{ parameter, gradient: Float32Array.of(4) }])
  // Without bias the mean is g and the mean square g²: the first step has the size of the rate.
  expect(parameter.value[0]).toBeCloseTo(-0.1, 6)
  adam.apply([{ parameter, gradient: Float32Array.of(-2) }])
  const m = (0.8 * 0.8 - 0.2 * 2) / (1 - 0.8 ** 2)
  const v = (0.9 * 1.6 + 0.1 * 4) / (1 - 0.9 ** 2)
  expect(parameter.value[0]).toBeCloseTo(-0.1 - (0.1 * m) / Math.sqrt(v), 6)
})
