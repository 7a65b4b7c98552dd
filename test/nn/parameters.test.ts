import { expect, test } from 'vitest'
import { normal, zeros } from '../../src/nn/initialisers.ts'
import { Parameters } from '../../src/nn/parameters.ts'
import { Random } from '../../src/random.ts'

test('a parameter draws from a stream of its own: another before it changes nothing', () => {
  const alone = new Parameters().add('w', [2, 3], normal(1), new Random(1))
  const both = new Parameters()
  both.add('v', [4], normal(1), new Random(1))
  expect(both.add('w', [2, 3], normal(1), new Random(1)).value).toEqual(alone.value)
  expect(new Parameters().add('w', [2, 3], normal(1), new Random(2)).value).not.toEqual(alone.value)
  expect([alone.rows, alone.width, both.size]).toEqual([2, 3, 10])
})

test.each(['', 'a b', '../x', '1st'])('a name that could not be saved is refused: "%s"', (name) => {
  expect(() => new Parameters().add(name, [1], zeros, new Random(1))).toThrow(RangeError)
})

test('a name is given once', () => {
  const parameters = new Parameters()
  parameters.add('w', [1], zeros, new Random(1))
  expect(() => parameters.add('w', [1], zeros, new Random(1))).toThrow(RangeError)
})

test('saved values come back, and what does not fit is refused whole', () => {
  const parameters = new Parameters()
  parameters.add('w', [2], zeros, new Random(1))
  parameters.add('v', [1], zeros, new Random(1))
  parameters.load({ w: Float32Array.of(1, 2), v: Float32Array.of(3) })
  expect(parameters.tensors()).toEqual({ w: Float32Array.of(1, 2), v: Float32Array.of(3) })
  const bad = expect.objectContaining({ code: 'BAD_ARTIFACT' })
  expect(() => parameters.load({ w: Float32Array.of(7, 7) })).toThrow(bad)
  expect(() => parameters.load({ w: Float32Array.of(7, 7), v: Float32Array.of(7, 7) })).toThrow(bad)
  expect(() => parameters.load({ w: Float32Array.of(7, 7), v: Float64Array.of(7) })).toThrow(bad)
  expect([...(parameters.get('w')?.value ?? [])]).toEqual([1, 2])
})
