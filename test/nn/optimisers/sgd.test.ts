import { expect, test } from 'vitest'
import { zeros } from '../../../src/nn/initialisers.ts'
import { Sgd } from '../../../src/nn/optimisers/sgd.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'

test.each([
  { momentum: 0, after: [-0.2, -0.4] },
  { momentum: 0.5, after: [-0.2, -0.5] },
])('momentum $momentum carries the last step on', ({ momentum, after }) => {
  const parameters = new Parameters()
  const parameter = parameters.add('w', [1], zeros, new Random(1))
  const sgd = new Sgd(parameters, { learningRate: 0.1, momentum })
  for (const wanted of after) {
    sgd.apply([{ parameter, gradient: Float32Array.of(2) }])
    expect(parameter.value[0]).toBeCloseTo(wanted, 6)
  }
  expect(Object.keys(sgd.tensors())).toEqual(momentum > 0 ? ['velocity.w', 'steps'] : ['steps'])
})
